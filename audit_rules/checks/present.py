"""An item of the wanted kind is in its column, at all times or once a year.

Source: 附件1 rows 12 (年度抽查计划、事项清单、工作指引), 18 (学校名录、招生政策), 2; Table A code PRES.
Finding: `missing`: every column of the named kind was read to its end and no title has the words.
Parameters: period (`year`: one item of the plan's year, due on 31 December; absent: one at any time).
Suspected: the unit has no column of the named kind; a title in it comes near the wanted one;
    `at_most: suspected`.
Undecidable: a column was not read to its end, a title is cut short, an item names no year and has no
    date → `inconclusive`.
An item found in another column of the unit counts, and is reported as `misplaced`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from audit_rules.absence import conclude_absent, misplaced
from audit_rules.checks.base import CheckSpec, Context, DutyCase, DutyCheck, Verdict
from audit_rules.model import Disclosure, FindingKind, Outcome


class Parameters(CheckSpec):
    """One item at any time, or one of the plan's year."""

    period: Literal["year"] | None = None


def name_period(spec: Parameters, year: int) -> str | None:
    """Return the period's name: the plan's year, None for a permanent duty."""
    return str(year) if spec.period else None


def judge(case: DutyCase, spec: Parameters, context: Context) -> tuple[Verdict, ...]:
    """Judge one unit's duty; see the module's text."""
    due_on = _due_on(spec, context)
    if case.matched:
        return (_met(case.matched, due_on),)
    if case.elsewhere:
        return (_met(case.elsewhere, due_on), misplaced(case.elsewhere[0], spec))
    return (conclude_absent(case, spec, context, due_on=due_on),)


def _due_on(spec: Parameters, context: Context) -> date | None:
    if spec.period is None or context.year is None:
        return None
    return date(context.year, 12, 31)


def _met(found: tuple[Disclosure, ...], due_on: date | None) -> Verdict:
    return Verdict(
        outcome=Outcome.PASS,
        kind=FindingKind.MISSING,
        message="已公开",
        due_on=due_on,
        disclosure=found[0],
    )


CHECK = DutyCheck(parameters=Parameters, judge=judge, period=name_period)
