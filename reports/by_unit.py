"""Findings a unit has to answer for, grouped by unit and most serious first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_rules.model import Audit, Finding, Outcome, Severity

ACTIONABLE: Final = frozenset({Outcome.FINDING, Outcome.SUSPECTED})
"""What is listed one by one; the undecided is only listed in groups."""

_SEVERITY_ORDER: Final = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFindings:
    """One unit and its findings, most serious first."""

    unit: str
    findings: tuple[Finding, ...]


def actionable(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings and the suspected ones, most serious first."""
    return tuple(sorted((f for f in findings if f.outcome in ACTIONABLE), key=seriousness))


def by_unit(audit: Audit) -> tuple[UnitFindings, ...]:
    """Return the units with something to answer, in the order of the portal file."""
    groups: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in actionable(audit.findings):
        groups[finding.unit].append(finding)
    return tuple(
        UnitFindings(unit=unit, findings=tuple(groups[unit]))
        for unit in units_in_order(audit, groups)
    )


def units_in_order(audit: Audit, names: Iterable[str]) -> list[str]:
    """Return the names in the order of the portal file, those it does not list behind."""
    place = {unit.name: number for number, unit in enumerate(audit.portal.units)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def seriousness(finding: Finding) -> tuple[object, ...]:
    """Sort key: severity, proved before suspected, rule, the longest overdue first."""
    return (
        _SEVERITY_ORDER.index(finding.severity),
        finding.outcome is not Outcome.FINDING,
        rule_order(finding.rule, finding.row),
        finding.due_on or date.max,
        finding.key,
    )


def rule_order(rule: str, row: int | None) -> tuple[int, int, str]:
    """Sort key of a rule: the plan's rows by number, then the general rules by number."""
    number = re.search(r"\d+", rule)
    return (row is None, row or int(number.group() if number else 0), rule)
