"""The options several commands share, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="DIR",
        help="工作区文件夹；默认为环境变量 GONGKAI_WORKSPACE，否则为当前文件夹",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="T",
        help="以此日期（当日最后一秒）或带时区的时刻为准；默认为现在",
        show_default=False,
    ),
]
UnitsOption = Annotated[
    list[str] | None,
    typer.Option("--unit", "-u", metavar="U", help="只看这个单位，可重复", show_default=False),
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--column", "-c", metavar="C", help="只看这个栏目，可重复", show_default=False),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="输出到这个文件夹", show_default=False),
]
