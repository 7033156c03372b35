"""`gongkai audit`: match what is stored against the plan."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Final

import typer

from audit_rules.audit import Scope
from crawler.auditing import AuditOutcome, audit_workspace
from crawler.clock import parse_as_of
from crawler.console import REMARKS
from crawler.errors import ExitCode
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, UnitsOption, WorkspaceOption
from crawler.selection import canonical_units
from crawler.tables import print_findings
from crawler.workspace import load_workspace
from reports.finding_json import write_csv, write_jsonl

HELP: Final = "核查：把已采集的内容与工作方案逐项对照，输出发现的问题"


class Format(StrEnum):
    """How findings are written to standard output."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def run(
    as_of: AsOfOption = None,
    unit: UnitsOption = None,
    row: Annotated[
        list[int] | None,
        typer.Option("--row", metavar="N", help="只看方案的第 N 项，可重复", show_default=False),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option(
            "--rule", metavar="ID", help="只看这条规则（如 T12、G-01），可重复", show_default=False
        ),
    ] = None,
    output: Annotated[
        Format, typer.Option("--format", help="输出形式：table 表格，jsonl 每行一条，csv 表格文件")
    ] = Format.TABLE,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Audit the workspace and write the findings to standard output."""
    opened = load_workspace(workspace)
    plan = opened.load_plan()
    scope = Scope(
        units=canonical_units(unit or (), portal=opened.portal, plan=plan),
        rules=plan.rule_ids(rows=row or (), rules=rule or ()),
    )
    open_logbook(opened.log_folder)
    listed = {plan.units.canonical(item.name): item.name for item in opened.portal.units}
    wanted = frozenset(listed[name] for name in scope.units if name in listed)
    outcome = audit_workspace(opened, plan, as_of=parse_as_of(as_of), scope=scope, units=wanted)
    _write(outcome, output)
    if outcome.health and not outcome.is_trustworthy:
        REMARKS.print(outcome.health.describe())
    return outcome.exit_code


def _write(outcome: AuditOutcome, output: Format) -> None:
    match output:
        case Format.JSONL:
            write_jsonl(outcome.audit.findings, sys.stdout)
        case Format.CSV:
            write_csv(outcome.audit.findings, sys.stdout)
        case Format.TABLE:
            print_findings(outcome.audit)
