"""Units against rules: one state for each pair, the worst of all its duties and findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from audit_rules.model import Audit, Duty, Finding, FindingKind, Outcome
from reports.by_unit import rule_order, units_in_order


class DutyState(StrEnum):
    """The state a cell shows, worst first."""

    MISSING = "missing"
    LATE = "late"
    MISLABELED = "mislabeled"
    OTHER = "other"
    SUSPECTED = "suspected"
    INCONCLUSIVE = "inconclusive"
    MANUAL = "manual"
    MET = "met"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateWords:
    """How a state is shown: one sign, readable without colour, and its meaning."""

    sign: str
    words: str


STATES: Final[Mapping[DutyState, StateWords]] = {
    DutyState.MISSING: StateWords(sign="缺", words="未公开"),
    DutyState.LATE: StateWords(sign="迟", words="逾期"),
    DutyState.MISLABELED: StateWords(sign="标", words="标注问题"),
    DutyState.OTHER: StateWords(sign="他", words="其他问题"),
    DutyState.SUSPECTED: StateWords(sign="疑", words="疑似"),
    DutyState.INCONCLUSIVE: StateWords(sign="？", words="无法判断"),
    DutyState.MANUAL: StateWords(sign="人", words="需人工核查"),
    DutyState.MET: StateWords(sign="✓", words="达标"),
    DutyState.NOT_DUE: StateWords(sign="未", words="未到期"),
    DutyState.NOT_APPLICABLE: StateWords(sign="／", words="不适用"),
}

_OF_KIND: Final[Mapping[FindingKind, DutyState]] = {
    FindingKind.MISSING: DutyState.MISSING,
    FindingKind.EMPTY_COLUMN: DutyState.MISSING,
    FindingKind.WITHDRAWN: DutyState.MISSING,
    FindingKind.LATE: DutyState.LATE,
    FindingKind.STALE: DutyState.LATE,
    FindingKind.MISLABELED: DutyState.MISLABELED,
    FindingKind.INCOMPLETE: DutyState.MISLABELED,
    FindingKind.DATE_CONFLICT: DutyState.MISLABELED,
    FindingKind.MALFORMED_NUMBER: DutyState.MISLABELED,
}

_OF_OUTCOME: Final[Mapping[Outcome, DutyState]] = {
    Outcome.PASS: DutyState.MET,
    Outcome.NOT_DUE: DutyState.NOT_DUE,
    Outcome.NOT_APPLICABLE: DutyState.NOT_APPLICABLE,
    Outcome.SUSPECTED: DutyState.SUSPECTED,
    Outcome.INCONCLUSIVE: DutyState.INCONCLUSIVE,
    Outcome.MANUAL: DutyState.MANUAL,
}

_ORDER: Final = {state: number for number, state in enumerate(DutyState)}

_Place: TypeAlias = tuple[str, str]
"""A unit and a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The worst state of a unit under a rule, and how many there are of each (`未公开 2，逾期 1`)."""

    state: DutyState
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRule:
    """One column of the grid."""

    rule: str
    row: int | None
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One unit; None where the rule has nothing to say about it."""

    unit: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGrid:
    """Units down, rules across."""

    rules: tuple[GridRule, ...]
    lines: tuple[GridLine, ...]


def plan_grid(audit: Audit) -> DutyGrid:
    """Return the grid of the plan's rows."""
    return _grid(audit, general=False)


def general_grid(audit: Audit) -> DutyGrid:
    """Return the grid of the general rules (those without a row)."""
    return _grid(audit, general=True)


def duty_state(duty: Duty, kinds: Iterable[FindingKind]) -> DutyState:
    """Return the state of one duty; `kinds` are those of its proved findings."""
    if duty.outcome is not Outcome.FINDING:
        return _OF_OUTCOME[duty.outcome]
    unnamed = DutyState.OTHER if duty.answered_by else DutyState.MISSING
    return min((_of_kind(kind) for kind in kinds), key=_ORDER.__getitem__, default=unnamed)


def _of_kind(kind: FindingKind) -> DutyState:
    """Return the state a proved problem of this kind puts a duty in."""
    return _OF_KIND.get(kind, DutyState.OTHER)


def _finding_state(finding: Finding) -> DutyState:
    """Return the state one finding shows."""
    proved = finding.outcome is Outcome.FINDING
    return _of_kind(finding.kind) if proved else _OF_OUTCOME[finding.outcome]


def _grid(audit: Audit, *, general: bool) -> DutyGrid:
    """Return the grid of one family of rules. What is merely misplaced counts as published."""
    duties = [duty for duty in audit.duties if (duty.row is None) is general]
    findings = [
        finding
        for finding in audit.findings
        if (finding.row is None) is general and finding.kind is not FindingKind.MISPLACED
    ]
    rules = _rules((*duties, *findings))
    states = _states(duties, findings)
    units = units_in_order(audit, {unit for unit, _ in states})
    lines = (
        GridLine(unit=unit, cells=tuple(_cell(states.get((unit, r.rule))) for r in rules))
        for unit in units
    )
    return DutyGrid(rules=rules, lines=tuple(lines))


def _rules(records: Iterable[Duty | Finding]) -> tuple[GridRule, ...]:
    """Return the rules met, in order."""
    found = {r.rule: GridRule(rule=r.rule, row=r.row, task=r.task) for r in records}
    return tuple(sorted(found.values(), key=lambda rule: rule_order(rule.rule, rule.row)))


def _states(
    duties: Iterable[Duty], findings: Iterable[Finding]
) -> defaultdict[_Place, Counter[DutyState]]:
    """Return how often each state occurs for each unit and rule.

    A finding that speaks of a duty already counted is not counted a second time.
    """
    kinds: defaultdict[tuple[str, str, str, str | None], list[FindingKind]] = defaultdict(list)
    findings = tuple(findings)
    for finding in findings:
        if finding.outcome is Outcome.FINDING:
            kinds[_duty_key(finding)].append(finding.kind)
    states: defaultdict[_Place, Counter[DutyState]] = defaultdict(Counter)
    seen: set[tuple[str, str, str, str | None]] = set()
    for duty in duties:
        states[duty.unit, duty.rule][duty_state(duty, kinds[_duty_key(duty)])] += 1
        if duty.outcome not in {Outcome.PASS, Outcome.NOT_DUE, Outcome.NOT_APPLICABLE}:
            seen.add(_duty_key(duty))
    for finding in findings:
        if _duty_key(finding) not in seen:
            states[finding.unit, finding.rule][_finding_state(finding)] += 1
    return states


def _duty_key(record: Duty | Finding) -> tuple[str, str, str, str | None]:
    """Return what a duty and the findings about it have in common."""
    return (record.unit, record.rule, record.check_id, record.period)


def _cell(states: Counter[DutyState] | None) -> Cell | None:
    """Return the cell for these states."""
    if not states:
        return None
    ordered = sorted(states, key=_ORDER.__getitem__)
    counts = "，".join(f"{STATES[state].words} {states[state]}" for state in ordered)
    return Cell(state=ordered[0], counts=counts)
