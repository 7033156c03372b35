"""Findings and duties on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from rich.table import Table
from rich.text import Text

from audit_rules.model import Audit, Duty, Outcome
from crawler.console import OUT
from reports.findings_table import HEADERS, UNDECIDED_HEADERS, FindingLine, findings_table
from reports.summary import summary_lines

FOLDED: Final = frozenset({"任务", "问题", "原因", "涉及单位", "说明", "要求"})
STATES: Final = {
    Outcome.PASS: "达标",
    Outcome.NOT_DUE: "未到期",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.FINDING: "问题",
    Outcome.SUSPECTED: "疑似",
    Outcome.INCONCLUSIVE: "无法判断",
    Outcome.MANUAL: "需人工核查",
}


def print_findings(audit: Audit) -> None:
    """Print an audit: a table a unit, what could not be decided in sums, and a summary."""
    table = findings_table(audit)
    headers = tuple(name for name in HEADERS if name != "责任单位")
    for block in table.blocks:
        rows = [_without_unit(line) for line in block.lines]
        OUT.print(make_table(headers, rows, title=block.unit))
    if table.undecided:
        rows = [line.cells() for line in table.undecided]
        OUT.print(make_table(UNDECIDED_HEADERS, rows, title="无法判断和需人工核查"))
    for line in summary_lines(audit):
        OUT.print(line)


def print_duties(duties: Iterable[Duty]) -> None:
    """Print a unit's duty table."""
    rows = [
        (
            duty.rule,
            duty.requirement,
            duty.period or "长期",
            duty.due_on.isoformat() if duty.due_on else "—",
            STATES[duty.outcome],
            duty.note,
        )
        for duty in duties
    ]
    OUT.print(make_table(("规则", "要求", "周期", "期限", "状态", "说明"), rows, title="任务表"))


def _without_unit(line: FindingLine) -> tuple[str, ...]:
    cells = line.cells()
    return (cells[0], *cells[2:])


def make_table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> Table:
    """Return a table whose long texts fold and whose dates are never cut."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in headers:
        if name in FOLDED:
            table.add_column(name, overflow="fold")
        else:
            table.add_column(name, no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
