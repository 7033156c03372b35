"""The command `gongkai`: collects the commands, and turns every end into an exit code.

A command is a module of `crawler.commands` with `HELP` and a function `run`; adding one is adding
a file. The broad `except` here is the only one of the program.
"""

from __future__ import annotations

import io
import logging
import os
import pkgutil
import sys
import traceback
from collections.abc import Iterable, Sequence
from importlib import import_module
from tempfile import mkstemp
from typing import Final

import typer
from rich.console import Console

from audit_rules.errors import GongkaiError
from crawler import commands
from crawler.errors import DemoFailedError, ExitCode, LockedError
from crawler.logbook import log_path
from crawler.usage import (
    USAGE_ERROR,
    ChineseCommand,
    ChineseGroup,
    describe_usage_error,
    speak_chinese,
)
from storage.errors import (
    DiskFailureError,
    DiskFullError,
    EvidenceUnreadableError,
    LockedDatabaseError,
)

LOG: Final = logging.getLogger(__name__)
ENVIRONMENT_FAILED: Final = (
    DiskFullError,
    DiskFailureError,
    EvidenceUnreadableError,
    LockedDatabaseError,
)
"""The machine failed, not the user's words: what was stored stands, but the run is not whole."""

app = typer.Typer(
    name="gongkai",
    cls=ChineseGroup,
    help="公开：每晚检查各单位应当公开的信息是否已经公开，并给出依据和证据。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
)


@app.callback()
def _start() -> None:
    """公开：每晚检查各单位应当公开的信息是否已经公开，并给出依据和证据。"""


def command_names() -> tuple[str, ...]:
    """Return the names of the commands, as they are typed."""
    modules = pkgutil.iter_modules(commands.__path__)
    return tuple(module.name.replace("_", "-") for module in modules)


def wanted_commands(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the commands to import: the one asked for, or all where help on all is wanted.

    Crawling, storing and reporting each bring large libraries; a question to one command should not
    wait for all of them.
    """
    names = command_names()
    asked = next((word for word in arguments if not word.startswith("-")), None)
    return (asked,) if asked in names else names


def _add_commands(names: Iterable[str]) -> None:
    for name in names:
        module = import_module(f"crawler.commands.{name.replace('-', '_')}")
        app.command(name=name, cls=ChineseCommand, help=module.HELP)(module.run)


def main() -> None:
    """Run the command line; never ends in a bare traceback."""
    _speak_utf8()
    speak_chinese()
    _add_commands(wanted_commands(sys.argv[1:]))
    sys.exit(_end_of_run())


def _end_of_run() -> int:
    try:
        code = int(app(standalone_mode=False) or ExitCode.DONE)
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_unread()
    except SystemExit as error:
        # How Typer and Rich leave when nobody reads on; nothing else here leaves this way.
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        return _end_unread()
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that catches all
        message, code = _describe_end(error)
        Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(message)
    return code


def _end_unread() -> ExitCode:
    """End well: the reader of our output (head, less) has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


def _describe_end(error: BaseException) -> tuple[str, ExitCode]:
    """Return what to tell the user of an error, and the exit code."""
    match error:
        case LockedError():
            return str(error), ExitCode.LOCKED
        case DemoFailedError():
            return str(error), ExitCode.BUG
        case GongkaiError():
            LOG.info("结束：%s", error)
            failed = isinstance(error, ENVIRONMENT_FAILED)
            return str(error), ExitCode.UNTRUSTWORTHY if failed else ExitCode.USAGE
        case KeyboardInterrupt() | typer.Abort():
            return "已中断。已经保存的内容不受影响，重新运行即可继续。", ExitCode.UNTRUSTWORTHY
    if isinstance(error, USAGE_ERROR):
        return describe_usage_error(error), ExitCode.USAGE
    return _describe_bug(error), ExitCode.BUG


def _describe_bug(error: BaseException) -> str:
    path = _write_down(error)
    what = f"日志 {path}" if path else "以上文字"
    return (
        f"程序出错（不是您的操作问题）：{type(error).__name__}: {error}\n"
        f"已保存的内容不受影响。请把{what} 交给维护人员。"
    )


def _write_down(error: BaseException) -> str | None:
    """Log a bug; before a workspace is open, into a file of its own. Return where, None if nowhere."""
    if path := log_path():
        LOG.error("程序错误", exc_info=error)
        return str(path)
    try:
        number, name = mkstemp(prefix="gongkai-", suffix=".log")
        with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 - mkstemp has opened it
            traceback.print_exception(error, file=file)
    except OSError:
        return None
    return name


def _speak_utf8() -> None:
    """Chinese must come out whatever the locale: an ASCII one would end in an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    main()
