"""A plan's checks, bound to the context of one audit and told apart by what they judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from audit_rules.checks.base import Check, CheckSpec, Context, DocumentCheck, DutyCheck
from audit_rules.model import Facts
from audit_rules.plan import BoundCheck, Plan, Rule
from audit_rules.workdays import Calendar

Kind = TypeVar("Kind", bound=Check)


@dataclass(frozen=True, slots=True)
class Bound(Generic[Kind]):
    """A rule's check with the context it is judged in."""

    kind: Kind
    rule: Rule
    bound: BoundCheck
    context: Context

    @property
    def spec(self) -> CheckSpec:
        """The parameters its rule gives it."""
        return self.bound.spec

    @property
    def voice(self) -> tuple[str, str]:
        """Rule and kind: of two checks with one voice only the first speaks of a document."""
        return self.rule.id, self.spec.kind

    @property
    def has_own_deadline(self) -> bool:
        """Whether it is a row's own term, which silences the general one."""
        return self.rule.row is not None and self.kind.has_deadline

    def concerns(self, unit: str) -> bool:
        """Tell whether the check is about this unit (canonical name)."""
        return self.bound.units is None or unit in self.bound.units


BoundDocumentCheck: TypeAlias = Bound[DocumentCheck[CheckSpec]]
BoundDutyCheck: TypeAlias = Bound[DutyCheck[CheckSpec]]


@dataclass(frozen=True, slots=True)
class BoundChecks:
    """All checks of an audit; those of rows come before those of general rules."""

    of_documents: tuple[BoundDocumentCheck, ...]
    of_duties: tuple[BoundDutyCheck, ...]


def bind_checks(plan: Plan, facts: Facts, calendar: Calendar) -> BoundChecks:
    """Bind every check of the plan."""
    of_documents: list[BoundDocumentCheck] = []
    of_duties: list[BoundDutyCheck] = []
    # Rows first, so that a row's own deadline is known when a general rule asks.
    for rule in sorted(plan.rules, key=lambda rule: rule.row is None):
        context = _context(plan, facts, calendar, rule)
        for bound in rule.checks:
            kind = bound.check
            if isinstance(kind, DocumentCheck):
                of_documents.append(Bound(kind, rule, bound, context))
            else:
                of_duties.append(Bound(kind, rule, bound, context))
    return BoundChecks(tuple(of_documents), tuple(of_duties))


def _context(plan: Plan, facts: Facts, calendar: Calendar, rule: Rule) -> Context:
    return Context(
        as_of=facts.as_of,
        calendar=calendar,
        units=plan.units,
        year=plan.year if rule.row is not None else None,
        plan_issued_on=plan.file.issued_on,
    )
