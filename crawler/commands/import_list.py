"""`gongkai import-list`: a list exported from a CMS or kept by hand, as disclosures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from crawler.clock import parse_as_of, read_clock
from crawler.console import OUT, REMARKS
from crawler.errors import ExitCode
from crawler.lock import hold_workspace
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, WorkspaceOption
from crawler.selection import canonical_units
from crawler.workspace import load_workspace
from spiders.imported_list import read_list_file
from storage.archive import save_imported
from storage.database import writing
from storage.runs import RunKind, RunState, finish_run, start_run

HELP: Final = "导入清单：把网站后台导出的或手工维护的清单作为已公开内容导入"
PROBLEMS_SHOWN: Final = 20


def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="清单文件：.csv、.csv.gz 或 .xlsx")],
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", "-u", metavar="U", help="清单中未写单位时归于这个单位", show_default=False
        ),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            "--column", "-c", metavar="C", help="清单中未写栏目时归于这个栏目", show_default=False
        ),
    ] = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Import a list; rows that cannot be read are reported, the others stored."""
    opened = load_workspace(workspace)
    instant = parse_as_of(as_of)
    plan = opened.load_plan()
    owner = next(iter(canonical_units([unit], portal=opened.portal, plan=plan))) if unit else None
    found = read_list_file(file, unit=owner, column=column, as_of=instant)
    open_logbook(opened.log_folder)
    with hold_workspace(opened.folder, purpose="导入清单", started_at=read_clock()):
        engine = opened.open()
        with writing(engine) as connection:
            name = opened.portal.name
            run_record = start_run(
                connection, name, kind=RunKind.IMPORT, as_of=instant, started_at=read_clock()
            )
            changed = save_imported(
                connection, run_record, disclosures=[row.disclosure for row in found.rows]
            )
            finish_run(connection, run_record, finished_at=read_clock(), state=RunState.FINISHED)
        engine.dispose()
    OUT.print(
        f"已导入 {len(found.rows)} 条（新增或有变化 {changed} 条），{len(found.problems)} 行未导入。"
    )
    for problem in found.problems[:PROBLEMS_SHOWN]:
        REMARKS.print(f"  第 {problem.line} 行：{problem.reason}")
    if len(found.problems) > PROBLEMS_SHOWN:
        REMARKS.print(f"  另有 {len(found.problems) - PROBLEMS_SHOWN} 行")
    return ExitCode.USAGE if found.problems and not found.rows else ExitCode.DONE
