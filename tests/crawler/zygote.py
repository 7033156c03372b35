"""Runs the real command in processes of their own, without paying for its imports each time.

Started as a script it loads the command once, and for every order forks a fresh child that runs
`crawler.cli.main()`, as a user's process does. An order may bring a
`patch`: Python that is run in the child first (a short time-out, a full disk).
"""

from __future__ import annotations

import json
import os
import pkgutil
import signal
import socket
import sys
import traceback
from importlib import import_module
from typing import Any, NoReturn

from scrapy.settings import default_settings as scrapy_settings

from audit_rules.checks import load_checks
from crawler import commands
from spiders.families import family_names, load_family


def main(path: str) -> None:
    """Listen on a socket until the parent goes away."""
    preload()
    import crawler.cli  # noqa: PLC0415 - paid for once, here

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen(16)
        print("ready", flush=True)  # noqa: T201 - what the fixture waits for
        while True:
            caller, _ = door.accept()
            if os.fork() == 0:
                door.close()
                return attend(caller, crawler.cli.main)
            caller.close()


def preload() -> None:
    """Import what the commands and Scrapy import late; only the reactor must be each child's own."""
    names = [f"crawler.commands.{each.name}" for each in pkgutil.iter_modules(commands.__path__)]
    names += ["crawler.pipelines", "crawler.progress", "audit_rules.plan", "scrapy.squeues"]
    for group in (
        scrapy_settings.EXTENSIONS_BASE,
        scrapy_settings.DOWNLOADER_MIDDLEWARES_BASE,
        scrapy_settings.SPIDER_MIDDLEWARES_BASE,
        dict.fromkeys(scrapy_settings.DOWNLOAD_HANDLERS_BASE.values()),
    ):
        names += [name.rpartition(".")[0] for name in group]
    for name in names:
        import_module(name)
    load_checks()
    for name in family_names():
        load_family(name)
    assert "twisted.internet.reactor" not in sys.modules


def attend(caller: socket.socket, run: Any) -> None:
    """Fork the command, tell its process number, and later how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    order = json.loads(caller.makefile("r", encoding="utf-8").readline())
    child = os.fork()
    if child == 0:
        caller.close()
        become(order)
        end(run)
    caller.sendall(f"{child}\n".encode())
    _, state = os.waitpid(child, 0)
    caller.sendall(f"{os.waitstatus_to_exitcode(state)}\n".encode())
    os._exit(0)


def end(run: Any) -> NoReturn:
    """Run the command and leave at once: taking a forked interpreter apart costs a second."""
    code: Any = 1
    try:
        run()
    except SystemExit as leaving:
        code = leaving.code
    except BaseException:  # noqa: BLE001 - as an interpreter does
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code or 0))


def become(order: dict[str, Any]) -> None:
    """Take the order's folder, environment, streams and arguments."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(order["cwd"])
    os.environ.update(order["env"])
    for number, name, flags in (
        (0, order["stdin"], os.O_RDONLY),
        (1, order["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, order["stderr"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["gongkai", *order["arguments"]]
    exec(order["patch"], {})  # noqa: S102 - the test's own words


if __name__ == "__main__":
    main(sys.argv[1])
