"""Verdicts become findings: the key that stays the same every night, the place, the basis."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit_rules.checks.base import DutyCase, Verdict
from audit_rules.matching import first_named_column
from audit_rules.model import Duty, Facts, Finding, FindingKind, PageEvidence
from audit_rules.plan import BoundCheck, Plan, Rule
from audit_rules.quoting import subject_of

KEY_LENGTH = 32
EXAMPLES = 3


def finding_key(*parts: str | None) -> str:
    """Return the key of a problem: 32 hex digits, a function of what it is about alone.

    Parts: portal, plan, rule, check_id, unit, period, subject (its address, or the column of a
    grouped finding).
    """
    text = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingMaker:
    """Makes findings of one audit."""

    plan: Plan
    facts: Facts
    calendar_version: str

    def make(
        self, rule: Rule, bound: BoundCheck, verdict: Verdict, *, unit: str, period: str | None
    ) -> Finding:
        """Return the finding of one verdict."""
        item = verdict.disclosure
        column = verdict.column or (first_named_column(item, bound.spec.columns) if item else None)
        what = self._key_subject(verdict, column)
        return Finding(
            key=finding_key(
                self.facts.portal.name, self.plan.id, rule.id, bound.spec.id, unit, period, what
            ),
            portal=self.facts.portal.name,
            plan=self.plan.id,
            row=rule.row,
            rule=rule.id,
            check_id=bound.spec.id,
            check=bound.spec.kind,
            task=rule.task,
            unit=unit,
            column=column,
            kind=verdict.kind,
            outcome=verdict.outcome,
            severity=verdict.severity or bound.spec.severity or rule.severity,
            subject=subject_of(item) if item else None,
            period=period,
            due_on=verdict.due_on,
            formed_on=item.formed_on if item else None,
            published_on=item.published_on if item else None,
            first_seen_at=item.first_seen_at if item else None,
            days_late=verdict.days_late,
            deadline_from_row=rule.deadline_from_row,
            basis=rule.basis,
            message=verdict.message,
            evidence=verdict.evidence,
            rule_version=rule.version,
            calendar_version=self.calendar_version,
        )

    @staticmethod
    def _key_subject(verdict: Verdict, column: str | None) -> str | None:
        if verdict.disclosure is None:
            return column if verdict.grouped_as else None
        # One item can be late and misplaced at once: two problems of one check and one subject.
        suffix = f" {verdict.kind}" if verdict.kind is FindingKind.MISPLACED else ""
        return verdict.disclosure.url + suffix

    def duty(self, rule: Rule, bound: BoundCheck, state: Verdict, *, case: DutyCase) -> Duty:
        """Return the state of one duty for the unit's table."""
        return Duty(
            unit=case.unit,
            rule=rule.id,
            row=rule.row,
            task=rule.task,
            check_id=bound.spec.id,
            requirement=bound.spec.wants,
            period=case.period,
            due_on=state.due_on,
            outcome=state.outcome,
            answered_by=state.disclosure.url if state.disclosure else None,
            note=state.message,
        )


def merge_grouped(verdicts: Sequence[Verdict], column: str) -> Verdict:
    """Return one verdict for all documents of a column that share a trivial fault."""
    ordered = sorted(
        verdicts, key=lambda verdict: verdict.disclosure.url if verdict.disclosure else ""
    )
    reasons = "；".join(sorted({verdict.grouped_as or "" for verdict in ordered}))
    evidence = tuple(item for verdict in ordered for item in verdict.evidence)
    quotes = [
        f"“{item.quote.strip()}”" for item in evidence[:EXAMPLES] if isinstance(item, PageEvidence)
    ]
    place = f"“{column}”栏目" if column else "所列文件中"
    more = "等" if len(ordered) > EXAMPLES else ""
    return replace(
        ordered[0],
        message=f"{place}有{len(ordered)}件的发文字号{reasons}，如{'、'.join(quotes)}{more}",
        disclosure=None,
        column=column or None,
        evidence=evidence,
    )
