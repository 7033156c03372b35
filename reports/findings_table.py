"""The rows of the table a terminal shows; the command that prints it draws the lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_rules.model import Audit, Finding, FindingKind
from reports.by_unit import UnitFindings, by_unit
from reports.terminal_width import fitted
from reports.totals import totals
from reports.undecided import UndecidedGroup, undecided_by_rule
from reports.wording import KINDS, NOTHING, OUTCOMES, SEVERITIES

HEADERS: Final = ("序号", "责任单位", "任务", "问题", "应公开时限", "实际", "结果")
"""On a narrow terminal (under 110 columns) print each block under its unit and leave the second
column out; let 任务 and 问题 fold, and the others keep their width."""
UNDECIDED_HEADERS: Final = ("任务", "原因", "结果", "条数", "涉及单位")

_UNIT_COLUMNS: Final = 16
_TASK_COLUMNS: Final = 18
_PROBLEM_COLUMNS: Final = 44
_REASON_COLUMNS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One row under `HEADERS`. Days are `yyyy-mm-dd`; texts are single, printable and short."""

    number: int
    unit: str
    task: str
    problem: str
    due: str
    actual: str
    verdict: str

    def cells(self) -> tuple[str, ...]:
        """Return the row in the order of `HEADERS`."""
        texts = (self.unit, self.task, self.problem, self.due, self.actual, self.verdict)
        return (str(self.number), *texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBlock:
    """One unit's rows, most serious first. `unit` is its full name."""

    unit: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedLine:
    """One row under `UNDECIDED_HEADERS`."""

    task: str
    reason: str
    outcome: str
    count: int
    units: int

    def cells(self) -> tuple[str, ...]:
        """Return the row in the order of `UNDECIDED_HEADERS`."""
        return (self.task, self.reason, self.outcome, str(self.count), str(self.units))


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of the summary: `按结果` and its pairs of word and number."""

    label: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsTable:
    """Everything the terminal shows of one audit."""

    blocks: tuple[UnitBlock, ...]
    undecided: tuple[UndecidedLine, ...]
    summary: tuple[SummaryLine, ...]


def findings_table(audit: Audit) -> FindingsTable:
    """Return the table of an audit: rows by unit, the undecided in groups, the summary."""
    blocks: list[UnitBlock] = []
    number = 1
    for group in by_unit(audit):
        blocks.append(_block(group, number))
        number += len(group.findings)
    return FindingsTable(
        blocks=tuple(blocks),
        undecided=tuple(_undecided_line(group) for group in undecided_by_rule(audit)),
        summary=_summary(audit),
    )


def _block(group: UnitFindings, first: int) -> UnitBlock:
    """Return one unit's rows, numbered from `first`."""
    lines = (_line(number, finding) for number, finding in enumerate(group.findings, first))
    return UnitBlock(unit=group.unit, lines=tuple(lines))


def _line(number: int, finding: Finding) -> FindingLine:
    """Return one finding as a row."""
    return FindingLine(
        number=number,
        unit=fitted(finding.unit, _UNIT_COLUMNS),
        task=_task(finding.rule, finding.task),
        problem=_problem(finding),
        due=_day(finding.due_on),
        actual=_actual(finding),
        verdict=f"{OUTCOMES[finding.outcome]}·{SEVERITIES[finding.severity]}",
    )


def _task(rule: str, task: str) -> str:
    """Return rule and task name, short."""
    return fitted(f"{rule} {task}", _TASK_COLUMNS)


def _problem(finding: Finding) -> str:
    """Return the kind and what it is about: the document, else the period and column."""
    about = finding.subject.title if finding.subject else ""
    if not about:
        about = " ".join(part for part in (finding.period, finding.column) if part)
    kind = KINDS[finding.kind]
    return fitted(f"{kind}：{about}" if about else kind, _PROBLEM_COLUMNS)


def _actual(finding: Finding) -> str:
    """Return what happened: the day shown, and by how many working days it was late."""
    late = f" 超{finding.days_late}日" if (finding.days_late or 0) > 0 else ""
    if finding.published_on is not None:
        return _day(finding.published_on) + late
    if finding.kind is FindingKind.MISSING:
        return "未见" + late
    return late.strip() or NOTHING


def _day(day: date | None) -> str:
    """Return the day as `yyyy-mm-dd`, ten columns wide; a dash for none."""
    return NOTHING if day is None else day.isoformat()


def _undecided_line(group: UndecidedGroup) -> UndecidedLine:
    """Return one group of undecided checks as a row."""
    return UndecidedLine(
        task=_task(group.rule, group.task),
        reason=fitted(group.reason, _REASON_COLUMNS),
        outcome=OUTCOMES[group.outcome],
        count=group.count,
        units=group.units,
    )


def _summary(audit: Audit) -> tuple[SummaryLine, ...]:
    """Return the numbers by outcome, severity and unit."""
    counted = totals(audit)
    outcomes = tuple((OUTCOMES[outcome], number) for outcome, number in counted.outcomes)
    severities = tuple((SEVERITIES[severity], number) for severity, number in counted.severities)
    return (
        SummaryLine(label="按结果", counts=outcomes),
        SummaryLine(label="按严重程度（问题和疑似）", counts=severities),
        SummaryLine(label="按单位（问题和疑似）", counts=counted.units),
    )
