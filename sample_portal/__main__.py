"""`python -m sample_portal`: serve the portal, print its portal file, its key, its happenings."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from sample_portal.answer_key import Entry, answer_key, happened
from sample_portal.errors import SamplePortalError
from sample_portal.portal import Portal, build
from sample_portal.portal_file import portal_file
from sample_portal.server import PortalServer, Staging, day_in, serve
from sample_portal.skins import SKINS

SEED: Final = 2022
PRINTED: Final[dict[str, Callable[[Portal, str, date], Iterator[Entry]]]] = {
    "answer-key": answer_key,
    "happenings": happened,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when done, 2 when it could not start."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "serve":
            _serve(options)
        elif options.command == "portal-file":
            sys.stdout.write(portal_file(options.base_url))
        else:
            _print(options)
    except (SamplePortalError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _serve(options: argparse.Namespace) -> None:
    staging = Staging(
        seed=options.seed,
        scale=options.scale,
        skin=options.skin,
        today=_clock(options.today, options.today_file),
    )
    staging.today()
    with PortalServer(options.host, options.port, staging) as server:
        serve(server, options.ready_file)


def _clock(today: date | None, today_file: Path | None) -> Callable[[], date]:
    """Return what says which day it is: the option, or a file read again each time."""
    if today_file is not None:
        return lambda: day_in(today_file)
    return lambda: today or date.min


def _print(options: argparse.Namespace) -> None:
    portal = build(options.seed, options.scale)
    for entry in PRINTED[options.command](portal, options.base_url, options.today):
        sys.stdout.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sample_portal", description="示例区信息公开专栏（仅限本机）"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="在本机提供示例门户")
    serving.add_argument("--host", default="127.0.0.1", help="仅限本机回环地址")
    serving.add_argument("--port", type=int, default=8080, help="0 为任选空闲端口")
    day = serving.add_mutually_exclusive_group(required=True)
    day.add_argument("--today", type=date.fromisoformat, help="门户所处的日期")
    day.add_argument("--today-file", type=Path, help="写有日期的文件，每次请求重新读取")
    serving.add_argument("--skin", choices=sorted(SKINS), default="classic", help="页面样式")
    serving.add_argument("--ready-file", type=Path, help="开始服务后写入网址的文件")
    _add_world(serving)
    portal_file_command = commands.add_parser("portal-file", help="输出门户配置")
    portal_file_command.add_argument("--base-url", required=True, help="门户网址")
    for name, words in (("answer-key", "输出某日的答案"), ("happenings", "输出某日之前的变动")):
        printing = commands.add_parser(name, help=words)
        printing.add_argument("--base-url", required=True, help="门户网址")
        printing.add_argument("--today", type=date.fromisoformat, required=True, help="日期")
        _add_world(printing)
    return parser


def _add_world(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=SEED, help="随机种子")
    parser.add_argument("--scale", type=float, default=1.0, help="普通文件数量的倍数")


if __name__ == "__main__":
    sys.exit(main())
