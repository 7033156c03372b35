"""How a duty that nothing answers is concluded: the only place where `missing` is said."""

from __future__ import annotations

from datetime import date
from typing import Final

from audit_rules.checks.base import CheckSpec, Context, DutyCase, Verdict
from audit_rules.matching import first_named_column
from audit_rules.model import Disclosure, FindingKind, Outcome, Severity
from audit_rules.quoting import chinese_date, quote_field

TITLES_SHOWN: Final = 2


def conclude_absent(
    case: DutyCase, spec: CheckSpec, context: Context, *, due_on: date | None
) -> Verdict:
    """Say not due, could not decide, suspected or missing, in this order, of an unanswered duty."""
    if (due_on is not None and context.today <= due_on) or context.today < context.plan_issued_on:
        return _absent(case, Outcome.NOT_DUE, "期限未到", due_on)
    if obstacle := case.coverage.obstacle_after(due_on):
        return _absent(case, Outcome.INCONCLUSIVE, f"{obstacle}，无法判断是否已公开", due_on)
    if case.doubtful:
        title = case.doubtful[0].title
        reason = f"“{title}”的标题不全或年份不明，无法判断是否为所需内容"
        return _absent(case, Outcome.INCONCLUSIVE, reason, due_on)
    sentence = _sentence(case, spec, context, due_on)
    if case.near:
        titles = "、".join(f"“{item.title}”" for item in case.near[:TITLES_SHOWN])
        sentence += f"；栏目中有{titles}，请核实是否即为所需内容"
    is_sure = case.coverage.has_column and not case.near
    return _absent(case, Outcome.FINDING if is_sure else Outcome.SUSPECTED, sentence, due_on)


def misplaced(disclosure: Disclosure, spec: CheckSpec) -> Verdict:
    """Say that the right item stands in another column; its duty is met."""
    column = first_named_column(disclosure, ())
    return Verdict(
        outcome=Outcome.SUSPECTED,
        kind=FindingKind.MISPLACED,
        severity=Severity.D,
        message=f"“{spec.wants}”公开在“{column}”栏目，应在“{'、'.join(spec.columns)}”栏目公开",
        disclosure=disclosure,
        column=column,
        evidence=(quote_field(disclosure, "title"),),
    )


def _sentence(case: DutyCase, spec: CheckSpec, context: Context, due_on: date | None) -> str:
    named = "、".join(f"“{name}”" for name in spec.columns)
    if case.coverage.has_column:
        place = f"在{'、'.join(f'“{read.column}”' for read in case.coverage.reads)}栏目"
    else:
        place = f"{case.unit}未设{named}栏目，在其全部{len(case.coverage.reads)}个栏目中"
    due = f"，应于{chinese_date(due_on)}前公开" if due_on else ""
    return f"截至{chinese_date(context.today)}，{place}未检索到{spec.wants}{due}"


def _absent(case: DutyCase, outcome: Outcome, message: str, due_on: date | None) -> Verdict:
    reads = case.coverage.reads
    return Verdict(
        outcome=outcome,
        kind=FindingKind.MISSING,
        message=message,
        due_on=due_on,
        column=reads[0].column if case.coverage.has_column else None,
        evidence=case.coverage.evidence(),
    )
