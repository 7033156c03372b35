"""`gongkai probe`: look at a column, a home or an article never seen before."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from crawler.console import REMARKS
from crawler.errors import ExitCode, UnknownOptionError
from crawler.options import WorkspaceOption
from crawler.probe import Probe, check_address, run_probe
from crawler.probe_files import refuse_existing, write_probe
from crawler.probe_json import probe_json
from crawler.probe_verdict import is_readable, judge
from crawler.probe_words import print_probe
from crawler.workspace import CONFIG_NAME, find_folder, load_workspace
from spiders.families import family_names

HELP: Final = "试读：看一个没见过的栏目、单位主页或内容页能读出什么，能否核查"
LEAST_RATE: Final = 0.01
MOST_RATE: Final = 1000
NO_CONTACT: Final = "未填写"
ASK_CONTACT: Final = (
    "访问标识里没有联系方式：在工作区的 gongkai.yaml 里填写 contact，并用 --workspace 指定工作区，"
    "网站管理人员就能找到您。"
)


class Format(StrEnum):
    """How the result is written to standard output."""

    TABLE = "table"
    JSON = "json"


def run(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="栏目、单位公开主页或内容页的网址（http 或 https）")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="把门户文件和网页写到这个文件夹；不写这一项就什么都不存",
            show_default=False,
        ),
    ] = None,
    per_second: Annotated[
        float | None,
        typer.Option(
            "--per-second", metavar="N", help="每秒最多请求几次；默认为1", show_default=False
        ),
    ] = None,
    family: Annotated[
        str | None,
        typer.Option("--family", metavar="F", help="网站系统；默认自动识别", show_default=False),
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", help="输出形式：table 给人看，json 给程序用")
    ] = Format.TABLE,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Look at an address and say what could be read."""
    address = check_address(url)
    if per_second is not None and not LEAST_RATE <= per_second <= MOST_RATE:
        raise UnknownOptionError("--per-second", f"{per_second:g}", (f"{LEAST_RATE}至{MOST_RATE}",))
    if family is not None and family not in family_names():
        raise UnknownOptionError("--family", family, family_names())
    if out is not None:
        refuse_existing(out)
    contact = _contact(workspace)
    probe = run_probe(address, contact=contact, per_second=per_second, family=family)
    kept = write_probe(probe, out) if out is not None and is_readable(probe) else ()
    judgement = judge(probe)
    remarks = [*_remarks(probe, out, kept)]
    if contact == NO_CONTACT:
        remarks.append(ASK_CONTACT)
    if output is Format.JSON:
        found = json.dumps(probe_json(probe, judgement), ensure_ascii=False, indent=2)
        sys.stdout.write(found + "\n")
        for remark in remarks:
            REMARKS.print(remark)
    else:
        print_probe(probe, judgement, remarks)
    return ExitCode.DONE if is_readable(probe) and probe.is_whole else ExitCode.UNTRUSTWORTHY


def _contact(workspace: Path | None) -> str:
    """Return the contact of the workspace one stands in, where there is one."""
    if workspace is None and not (find_folder(None) / CONFIG_NAME).is_file():
        return NO_CONTACT
    return load_workspace(workspace).config.contact


def _remarks(probe: Probe, out: Path | None, kept: Sequence[Path]) -> Iterator[str]:
    """Say whether the look came to its end, and what was written."""
    if not probe.is_whole:
        yield "试读被中断，以上不是全部。"
    if out is None and is_readable(probe):
        yield "没有写任何文件。加上 --out DIR 可以写出门户文件，并把网页存为测试用例。"
    elif out is not None and not kept:
        yield "没有读到可用的内容，因此没有写任何文件。"
    elif kept:
        yield from (f"已写出 {path}" for path in kept)
        yield (
            "请先填好 portal.yaml 中标着“请填写”“请核对”的各行。存下的网页可能含有个人信息，"
            "收入测试或交给他人之前请先检查、删去；expected.json 是程序读出的，要由人核对。"
        )
