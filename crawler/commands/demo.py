"""`gongkai demo`: the whole main job on this machine alone, against the sample portal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from crawler.console import OUT
from crawler.demonstration import Demonstration
from crawler.errors import ExitCode

HELP: Final = "演示：在本机用示例门户走完全部流程，不访问外部网络"


def run(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="结果放在这个文件夹")] = Path(
        "demo"
    ),
    keep: Annotated[bool, typer.Option("--keep", help="保留演示用的工作区 DIR/workspace")] = False,
) -> ExitCode:
    """Serve the sample portal, run two nights on it, write the reports, and score the findings."""
    demonstration = Demonstration(out.resolve())
    for line in demonstration.go(keep=keep):
        OUT.print(line)
    return ExitCode.DONE if demonstration.is_perfect else ExitCode.BUG
