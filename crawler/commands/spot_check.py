"""`gongkai spot-check`: one unit or column now: its duties, findings and evidence."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from audit_rules.audit import Scope
from crawler.auditing import audit_workspace
from crawler.clock import parse_as_of, read_clock
from crawler.commands.crawl import report_crawl
from crawler.console import REMARKS
from crawler.crawl import CrawlOrder, crawl_portal
from crawler.errors import ExitCode
from crawler.lock import hold_workspace
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, WorkspaceOption
from crawler.selection import portal_units, refuse_unknown_columns
from crawler.spot import narrow_to_column, print_spot_check
from crawler.workspace import Workspace, load_workspace
from storage.runs import RunKind

HELP: Final = "抽查：现在就看一个单位或栏目的任务、问题和证据"


def run(
    unit: Annotated[str, typer.Option("--unit", "-u", metavar="U", help="抽查哪个单位")],
    column: Annotated[
        str | None,
        typer.Option("--column", "-c", metavar="C", help="只看这个栏目", show_default=False),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="先到网站上重新读取，再核查")] = False,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Show one unit's duty table, findings and evidence."""
    opened = load_workspace(workspace)
    plan = opened.load_plan()
    units = portal_units([unit], portal=opened.portal, plan=plan)
    instant = parse_as_of(as_of)
    open_logbook(opened.log_folder)
    columns = (column,) if column else ()
    if live:
        order = CrawlOrder(
            as_of=instant, units=units, columns=columns, is_full=True, kind=RunKind.SPOT
        )
        if not _read_now(opened, order):
            return ExitCode.UNTRUSTWORTHY
    canonical = frozenset(plan.units.canonical(name) for name in units)
    scope = Scope(units=canonical, rules=plan.rule_ids(rows=(), rules=()))
    outcome = audit_workspace(
        opened, plan, as_of=instant, scope=scope, units=units, columns=columns
    )
    known = (
        read.column
        for read in outcome.audit.column_reads
        if read.unit is None or plan.units.canonical(read.unit) in canonical
    )
    refuse_unknown_columns(columns, known=known, place=next(iter(canonical)), plan=plan)
    found = narrow_to_column(outcome.audit, plan, column) if column else outcome.audit
    print_spot_check(found, unit=next(iter(canonical)), column=column)
    return outcome.exit_code


def _read_now(workspace: Workspace, order: CrawlOrder) -> bool:
    """Read the unit from the portal; tell whether nobody stopped it."""
    with hold_workspace(workspace.folder, purpose="抽查", started_at=read_clock()):
        outcome = crawl_portal(workspace, order, console=REMARKS)
    report_crawl(outcome)
    return not outcome.is_interrupted
