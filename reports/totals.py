"""How many findings there are, by outcome, severity and unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from audit_rules.model import Audit, Outcome, Severity
from reports.by_unit import ACTIONABLE

_REPORTED = (Outcome.FINDING, Outcome.SUSPECTED, Outcome.INCONCLUSIVE, Outcome.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`severities` and `units` count only what a unit has to answer: proved and suspected.

    `units` has the most burdened first; units with nothing to answer are left out.
    """

    outcomes: tuple[tuple[Outcome, int], ...]
    severities: tuple[tuple[Severity, int], ...]
    units: tuple[tuple[str, int], ...]

    def of(self, outcome: Outcome) -> int:
        """Return how many findings have this outcome."""
        return dict(self.outcomes).get(outcome, 0)


def totals(audit: Audit) -> Totals:
    """Count the audit's findings; every outcome and severity is listed, zero included."""
    outcomes = Counter(finding.outcome for finding in audit.findings)
    answerable = [finding for finding in audit.findings if finding.outcome in ACTIONABLE]
    severities = Counter(finding.severity for finding in answerable)
    units = Counter(finding.unit for finding in answerable)
    return Totals(
        outcomes=tuple((outcome, outcomes[outcome]) for outcome in _REPORTED),
        severities=tuple((severity, severities[severity]) for severity in Severity),
        units=tuple(sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
