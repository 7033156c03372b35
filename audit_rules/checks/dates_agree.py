"""Publication, formation and the year of the number do not contradict each other.

Source: Table B G-22.
Finding: `date_conflict`: published 2022-05-01, formed 2022-06-08. In order: published on the day of
    formation or later, number of the same year.
Parameters: none.
Suspected: the number is of another year than the formation. Never more: numbers given at the turn of a
    year are usual, and what stands in the box is often the number of a document the text cites (357
    of 4,525 rows of one real portal's list). Also where the formation date is a sign-off, not a label,
    or the page disagrees with itself.
Undecidable: a date is missing or unreadable → `inconclusive`.
"""

from __future__ import annotations

from datetime import date

from audit_rules.checks.base import CheckSpec, Context, DocumentCheck, Verdict
from audit_rules.document_numbers import number_year
from audit_rules.doubts import date_conflicts
from audit_rules.model import Disclosure, FindingKind, Origin, Outcome, PageKind, Severity
from audit_rules.quoting import PRINTED_AS, chinese_date, is_from_sign_off, quote_field


class Parameters(CheckSpec):
    """No parameters of its own."""


def applies(disclosure: Disclosure, _spec: Parameters, _context: Context) -> bool:
    """Tell whether the item is a document; a guide's dates mean something else."""
    return disclosure.page_kind is PageKind.DISCLOSURE


def judge(disclosure: Disclosure, _spec: Parameters, _context: Context) -> Verdict:
    """Judge one document's dates; see the module's text."""
    formed_on, published_on = disclosure.formed_on, disclosure.published_on
    if formed_on is None or published_on is None:
        message = f"{_why_no_date(disclosure)}，无法核对日期"
        return _verdict(disclosure, Outcome.INCONCLUSIVE, message)
    if published_on < formed_on:
        return _published_first(disclosure, published_on, formed_on)
    year = number_year(disclosure.document_number or "")
    if year is None or year == formed_on.year:
        return _verdict(disclosure, Outcome.PASS, "日期相符")
    return _other_year(disclosure, year, formed_on)


def _why_no_date(disclosure: Disclosure) -> str:
    if disclosure.origin is Origin.ENTRY:
        return "详情页未能读取"
    name = "formed_on" if disclosure.formed_on is None else "published_on"
    if raw := disclosure.unreadable.get(name):
        return f"{PRINTED_AS[name]}“{raw}”无法识别"
    return f"没有{PRINTED_AS[name]}"


def _published_first(disclosure: Disclosure, published_on: date, formed_on: date) -> Verdict:
    message = f"显示发布日期{chinese_date(published_on)}早于成文日期{chinese_date(formed_on)}"
    if _is_sure(disclosure):
        return _verdict(disclosure, Outcome.FINDING, message)
    return _verdict(disclosure, Outcome.SUSPECTED, f"{message}（请核实日期）")


def _other_year(disclosure: Disclosure, year: int, formed_on: date) -> Verdict:
    message = (
        f"发文字号“{disclosure.document_number}”的年份与成文日期{chinese_date(formed_on)}不一致"
    )
    if abs(year - formed_on.year) == 1:
        message += "（或为跨年编号，请核实）"
        return _verdict(disclosure, Outcome.SUSPECTED, message, severity=Severity.D)
    return _verdict(disclosure, Outcome.SUSPECTED, f"{message}（或为所引文件的文号，请核实）")


def _is_sure(disclosure: Disclosure) -> bool:
    return not is_from_sign_off(disclosure) and not date_conflicts(disclosure)


def _verdict(
    disclosure: Disclosure, outcome: Outcome, message: str, *, severity: Severity | None = None
) -> Verdict:
    names = ("published_on", "formed_on", "document_number")
    shown = [name for name in names if getattr(disclosure, name)]
    return Verdict(
        outcome=outcome,
        kind=FindingKind.DATE_CONFLICT,
        message=message,
        severity=severity,
        disclosure=disclosure,
        evidence=tuple(quote_field(disclosure, name) for name in shown or ["title"]),
    )


CHECK = DocumentCheck(
    parameters=Parameters, speaks_of=FindingKind.DATE_CONFLICT, judge=judge, applies=applies
)
