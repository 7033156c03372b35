"""`gongkai init`: make a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from crawler.clock import read_clock
from crawler.console import OUT
from crawler.errors import MissingPortalError
from crawler.lock import hold_workspace
from crawler.workspace import DEFAULT_PLAN, load_workspace, make_workspace, upgrade_workspace
from spiders.portal_file import list_portals

HELP: Final = "新建工作区：配置文件、门户文件和数据库"


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="工作区文件夹，不存在则新建")],
    portal: Annotated[
        str | None,
        typer.Option(
            "--portal",
            metavar="NAME|FILE",
            help="自带门户的名称，或门户文件（YAML）；新建时必填",
            show_default=False,
        ),
    ] = None,
    plan: Annotated[
        str, typer.Option("--plan", metavar="ID", help="工作方案的编号")
    ] = DEFAULT_PLAN,
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="不新建，只把已有工作区的数据库升级到本程序的版本")
    ] = False,
) -> None:
    """Make a workspace in `folder`, or bring an existing one's database up to this program."""
    if upgrade:
        _upgrade(folder.resolve())
        return
    if portal is None:
        raise MissingPortalError(list_portals())
    workspace = make_workspace(folder.resolve(), portal=portal, plan=plan)
    OUT.print(
        f"已建立工作区 {workspace.folder}：门户“{workspace.portal.title}”，"
        f"{len(workspace.portal.units)} 个单位，方案 {plan}。"
    )
    OUT.print("下一步：在 gongkai.yaml 填写联系方式，然后运行 gongkai nightly。")


def _upgrade(folder: Path) -> None:
    workspace = load_workspace(folder)
    with hold_workspace(workspace.folder, purpose="升级数据库", started_at=read_clock()):
        upgrade_workspace(workspace)
    OUT.print(f"工作区 {workspace.folder} 的数据库已与本程序一致。")
