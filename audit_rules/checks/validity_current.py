"""The 有效性 label does not outlive the period the document itself states.

Source: 附件1 row 32 (如发生…失效等情况，及时更新有效性的标注); Table B G-14; 20 working days to update
    as 条例第26条 gives for a change.
Suspected: `mislabeled`: the text says 有效期至2021-12-31, the label says 有效 in 2022. Never more than a
    suspicion: another document may have extended the period.
In order: label 失效 or 废止 after the period, or no period in the text.
Parameters: days (working days after the period's end until the label must be changed).
Undecidable: the page was not read; the term runs into a year without a holiday notice.
"""

from __future__ import annotations

from pydantic import Field

from audit_rules.checks.base import CheckSpec, Context, DocumentCheck, Verdict
from audit_rules.errors import CalendarUnknownError
from audit_rules.model import Disclosure, FindingKind, Origin, Outcome, Validity
from audit_rules.quoting import chinese_date, quote_field


class Parameters(CheckSpec):
    """Working days the label may lag behind."""

    days: int = Field(ge=0, le=60)


def judge(disclosure: Disclosure, spec: Parameters, context: Context) -> Verdict:
    """Judge one document's label; see the module's text."""
    if disclosure.origin is Origin.ENTRY:
        return _verdict(disclosure, Outcome.INCONCLUSIVE, "详情页未能读取，无法核对有效性")
    if disclosure.valid_until is None or disclosure.validity is not Validity.IN_FORCE:
        return _verdict(disclosure, Outcome.PASS, "有效性与正文无矛盾")
    if context.today <= disclosure.valid_until:
        return _verdict(disclosure, Outcome.PASS, "有效性与正文无矛盾")
    try:
        due_on = context.calendar.add_working_days(disclosure.valid_until, spec.days)
    except CalendarUnknownError as error:
        reason = f"{error.year}年放假安排尚未录入，无法计算更新期限"
        return _verdict(disclosure, Outcome.INCONCLUSIVE, reason)
    if context.today <= due_on:
        return _verdict(disclosure, Outcome.PASS, "有效性与正文无矛盾")
    return Verdict(
        outcome=Outcome.SUSPECTED,
        kind=FindingKind.MISLABELED,
        message=(
            f"正文载明有效期至{chinese_date(disclosure.valid_until)}，"
            f"页面有效性仍标注为“{disclosure.validity_raw}”，请核实是否已延期"
        ),
        due_on=due_on,
        disclosure=disclosure,
        evidence=(quote_field(disclosure, "valid_until"), quote_field(disclosure, "validity")),
    )


def _verdict(disclosure: Disclosure, outcome: Outcome, message: str) -> Verdict:
    return Verdict(
        outcome=outcome,
        kind=FindingKind.MISLABELED,
        message=message,
        disclosure=disclosure,
        evidence=(quote_field(disclosure, "validity" if disclosure.validity else "title"),),
    )


CHECK = DocumentCheck(parameters=Parameters, speaks_of=FindingKind.MISLABELED, judge=judge)
