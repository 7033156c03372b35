"""What Typer says of wrong usage, in Chinese.

Typer carries its parser as a private package and exports only some of its exception classes; the
others are reached through them, so that an update which moves them fails the tests at once.
"""

from __future__ import annotations

import re
from typing import Any, Final

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

USAGE_ERROR: Final[type[Exception]] = typer.BadParameter.__mro__[1]
"""The parser's base of all usage errors."""

WORDS: Final = {
    "OPTIONS_PANEL_TITLE": "选项",
    "ARGUMENTS_PANEL_TITLE": "参数",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "错误",
    "DEFAULT_STRING": "[默认：{}]",
    "ENVVAR_STRING": "[环境变量：{}]",
    "REQUIRED_LONG_STRING": "[必填]",
    "ABORTED_TEXT": "已中止。",
}
USAGE_WORDS: Final = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}


class ChineseCommand(TyperCommand):
    """A command whose `--help` is explained in Chinese."""

    def get_usage(self, ctx: Any) -> str:
        """Return the line on how it is typed."""
        return _translate(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option, explained."""
        return _explain(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """The group of all commands, likewise."""

    def get_usage(self, ctx: Any) -> str:
        """Return the line on how it is typed."""
        return _translate(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option, explained."""
        return _explain(super().get_help_option(ctx))


def _translate(usage: str) -> str:
    for english, chinese in USAGE_WORDS.items():
        usage = usage.replace(english, chinese)
    return usage


def _explain(option: Any) -> Any:
    if option is not None:
        option.help = "显示本说明并退出"
    return option


def speak_chinese() -> None:
    """Give the headings of the help Chinese words."""
    for name, words in WORDS.items():
        setattr(rich_utils, name, words)


def describe_usage_error(error: Any) -> str:
    """Return one Chinese sentence on what was wrong, and where the help is."""
    kind = type(error).__name__
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "gongkai"
    name = getattr(getattr(error, "param", None), "name", None) or ""
    option = getattr(error, "option_name", None) or f"--{name.replace('_', '-')}"
    return f"{_sentence(kind, error, name, option)}\n用法见：{path} --help"


def _sentence(kind: str, error: Any, name: str, option: str) -> str:
    match kind:
        case "NoSuchOption":
            return _no_such_option(option, error)
        case "MissingParameter":
            return f"缺少必填的{_kind_of(error)} {_shown(error, name)}。"
        case "BadOptionUsage":
            return f"选项 {option} 缺少取值。"
        case "BadParameter":
            return f"{_shown(error, name)} 的取值不对：{_plain(error)}"
        case "NoArgsIsHelpError":
            return "请在 gongkai 后面写上命令。"
        case _:
            return _other(error)


def _no_such_option(option: str, error: Any) -> str:
    near = "、".join(getattr(error, "possibilities", None) or ())
    return f"没有选项 {option}。" + (f"是否指：{near}？" if near else "")


def _kind_of(error: Any) -> str:
    return "参数" if getattr(error.param, "param_type_name", "") == "argument" else "选项"


def _shown(error: Any, name: str) -> str:
    param = getattr(error, "param", None)
    if getattr(param, "param_type_name", "") == "argument":
        return getattr(param, "metavar", None) or name.upper()
    return "/".join(getattr(param, "opts", ())) or name


def _plain(error: Any) -> str:
    message = str(getattr(error, "message", error))
    if "valid integer" in message:
        return "应当是整数。"
    if match := re.search(r"'([^']*)' is not one of (.*?)\.?$", message):
        return f"“{match[1]}”不在可选范围内：{match[2]}。"
    return message


def _other(error: Any) -> str:
    message = str(getattr(error, "message", error))
    if match := re.search(r"No such command '([^']*)'", message):
        near = re.findall(r"'([^']+)'", message)[1:]
        return f"没有命令“{match[1]}”。" + (f"是否指：{'、'.join(near)}？" if near else "")
    if match := re.search(r"unexpected extra argument\S* \((.*)\)", message):
        return f"多出了参数：{match[1]}。"
    if "Missing command" in message:
        return "缺少命令。"
    return message
