"""`gongkai init`: make a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from crawler.console import OUT
from crawler.workspace import DEFAULT_PLAN, make_workspace

HELP: Final = "新建工作区：配置文件、门户文件和数据库"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="工作区文件夹，不存在则新建")],
    portal: Annotated[
        str,
        typer.Option("--portal", metavar="NAME|FILE", help="自带门户的名称，或门户文件（YAML）"),
    ],
    plan: Annotated[
        str, typer.Option("--plan", metavar="ID", help="工作方案的编号")
    ] = DEFAULT_PLAN,
) -> None:
    """Make a workspace in `folder`."""
    workspace = make_workspace(folder.resolve(), portal=portal, plan=plan)
    OUT.print(
        f"已建立工作区 {workspace.folder}：门户“{workspace.portal.title}”，"
        f"{len(workspace.portal.units)} 个单位，方案 {plan}。"
    )
    OUT.print("下一步：在 gongkai.yaml 填写联系方式，然后运行 gongkai nightly。")
