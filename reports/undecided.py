"""What could not be decided, gathered into groups that say why."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from audit_rules.model import AbsenceEvidence, Audit, Finding, Outcome
from reports.by_unit import rule_order, units_in_order

UNDECIDED: Final = frozenset({Outcome.INCONCLUSIVE, Outcome.MANUAL})

_PARTICULARS: Final = re.compile(
    r"“[^”]*”|《[^》]*》|https?://\S+|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{4}-\d{2}-\d{2}"
)
"""Names, addresses and days: what differs between two sentences that give one reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndecidedGroup:
    """Undecided checks of one rule for one reason; `unit` is None where several units are meant."""

    unit: str | None
    rule: str
    row: int | None
    task: str
    outcome: Outcome
    reason: str
    count: int
    units: int
    columns: tuple[str, ...]
    example: str


def undecided_by_rule(audit: Audit) -> tuple[UndecidedGroup, ...]:
    """Return one group for each rule, outcome and reason, in the order of the rules."""
    groups = _gathered(audit, per_unit=False)
    return tuple(sorted(groups, key=lambda g: (rule_order(g.rule, g.row), -g.count, g.reason)))


def undecided_by_unit(audit: Audit) -> tuple[UndecidedGroup, ...]:
    """Return one group for each unit, rule, outcome and reason, in the order of the units."""
    groups = _gathered(audit, per_unit=True)
    names = units_in_order(audit, {group.unit or "" for group in groups})
    place = {name: number for number, name in enumerate(names)}
    return tuple(
        sorted(
            groups,
            key=lambda g: (place[g.unit or ""], rule_order(g.rule, g.row), -g.count, g.reason),
        )
    )


def _gathered(audit: Audit, *, per_unit: bool) -> list[UndecidedGroup]:
    """Return the groups, unsorted."""
    unread = _unread_columns(audit)
    members: defaultdict[tuple[str | None, str, Outcome, str], list[Finding]] = defaultdict(list)
    for finding in audit.findings:
        if finding.outcome in UNDECIDED:
            unit = finding.unit if per_unit else None
            reason = _reason(finding, unread)
            members[unit, finding.rule, finding.outcome, reason].append(finding)
    return [_group(unit, reason, findings) for (unit, _, _, reason), findings in members.items()]


def _group(unit: str | None, reason: str, findings: list[Finding]) -> UndecidedGroup:
    """Return the group of findings that share rule, outcome and reason."""
    first = findings[0]
    return UndecidedGroup(
        unit=unit,
        rule=first.rule,
        row=first.row,
        task=first.task,
        outcome=first.outcome,
        reason=reason,
        count=len(findings),
        units=len({finding.unit for finding in findings}),
        columns=tuple(sorted({finding.column for finding in findings if finding.column})),
        example=first.message,
    )


def _unread_columns(audit: Audit) -> dict[tuple[str | None, str], str]:
    """Return why each unread column was not read whole, by unit and path."""
    return {
        (read.unit, read.column): read.reason or "未读到末页"
        for read in audit.column_reads
        if not read.complete
    }


def _reason(finding: Finding, unread: Mapping[tuple[str | None, str], str]) -> str:
    """Return why it was not decided: the unread columns it rests on, else its own sentence."""
    columns = [e.column for e in finding.evidence if isinstance(e, AbsenceEvidence)]
    if finding.column is not None:
        columns.append(finding.column)
    reasons = sorted(set(_known(finding.unit, columns, unread)))
    if reasons and finding.outcome is Outcome.INCONCLUSIVE:
        return f"栏目未读全：{'；'.join(reasons)}"
    message = finding.message.replace(finding.unit, "该单位") if finding.unit else finding.message
    return _PARTICULARS.sub("…", message)


def _known(
    unit: str, columns: Iterable[str], unread: Mapping[tuple[str | None, str], str]
) -> Iterable[str]:
    """Yield the reasons known for the unit's own or the district's columns."""
    for column in columns:
        for owner in (unit, None):
            if (owner, column) in unread:
                yield unread[owner, column]
