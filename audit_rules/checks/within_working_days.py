"""Published within N working days of being formed, decided or completed.

Source: 附件1 rows 2, 12, 18 (信息形成或者变更之日起20个工作日内; 处罚结果作出后7个工作日内); 条例第26条.
Finding: `late`: formed 2022-06-08, due 2022-07-06, published 2022-07-15. In order: 2022-07-06.
Parameters: days (working days; the day of the event is not counted, the last day counts); events
    (which dates start the term, the first one the page states wins); since (events before this day
    are not judged); only_plan_year (only events of the plan's year are this rule's business).
Suspected: two places of the page disagree about a date, the page names another unit as publisher, or
    the title tells of a second publication or of a larger place.
Not applicable: a superior's document that the unit reposts (条例第10条: who made it publishes it).
Undecidable: the page was not read, or shows no date of the event or no publication date, or the term
    runs into a year without a holiday notice → `inconclusive`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import Field

from audit_rules.checks.base import CheckSpec, Context, DocumentCheck, Verdict, count_late
from audit_rules.doubts import doubt_of_lateness, was_seen_in_time
from audit_rules.errors import CalendarUnknownError
from audit_rules.model import Disclosure, EventKind, FindingKind, Origin, Outcome, PageKind
from audit_rules.quoting import chinese_date, quote_field, quote_words
from audit_rules.superiors import is_of_superior

EventName = Literal["formed", "decided", "completed", "approved", "effective", "allocated"]
EVENT_WORDS: Final[dict[str, str]] = {
    "formed": "成文日期",
    "decided": "决定日期",
    "completed": "竣工日期",
    "approved": "批准日期",
    "effective": "施行日期",
    "allocated": "分配确定日期",
}


class Parameters(CheckSpec):
    """N working days after the first of `events` the page states."""

    days: int = Field(ge=1, le=60)
    events: tuple[EventName, ...] = ("formed",)
    since: date | None = None
    only_plan_year: bool = True


def applies(disclosure: Disclosure, spec: Parameters, context: Context) -> bool:
    """Tell whether the document is this rule's business: an item of the plan's year, not a guide."""
    if disclosure.page_kind is not PageKind.DISCLOSURE:
        return False
    if not spec.only_plan_year or context.year is None:
        return True
    _event, started_on = _find_event(disclosure, spec)
    day = started_on or disclosure.published_on
    return day is None or day.year == context.year


def judge(disclosure: Disclosure, spec: Parameters, context: Context) -> Verdict:
    """Judge one document; see the module's text."""
    event, started_on = _find_event(disclosure, spec)
    if reason := _why_not_applicable(disclosure, spec, context, started_on):
        return _verdict(disclosure, Outcome.NOT_APPLICABLE, reason)
    if started_on is None or disclosure.published_on is None:
        reason = _why_no_event(disclosure, spec) if started_on is None else _why_no_date(disclosure)
        return _undecided(disclosure, reason)
    try:
        due_on = context.calendar.add_working_days(started_on, spec.days)
    except CalendarUnknownError as error:
        return _undecided(disclosure, f"{error.year}年放假安排尚未录入，无法计算期限")
    if disclosure.published_on <= due_on:
        return _verdict(disclosure, Outcome.PASS, "按期公开", due_on=due_on)
    if was_seen_in_time(disclosure, due_on):
        return _verdict(disclosure, Outcome.PASS, "首次采集时已在期限内", due_on=due_on)
    return _late(disclosure, context, event=event, started_on=started_on, due_on=due_on)


def _why_not_applicable(
    disclosure: Disclosure, spec: Parameters, context: Context, started_on: date | None
) -> str | None:
    if is_of_superior(disclosure, context.units):
        return "转载的上级文件"
    if spec.since and started_on and started_on < spec.since:
        return f"形成于{chinese_date(spec.since)}以前"
    return None


def _why_no_date(disclosure: Disclosure) -> str:
    raw = disclosure.unreadable.get("published_on")
    return f"发布日期“{raw}”无法识别" if raw else "没有发布日期"


def _late(
    disclosure: Disclosure, context: Context, *, event: str, started_on: date, due_on: date
) -> Verdict:
    published_on = disclosure.published_on or due_on
    doubt = doubt_of_lateness(disclosure, context.units)
    days_late = _count_days(due_on, published_on, context)
    message = (
        f"{EVENT_WORDS[event]}{chinese_date(started_on)}，应于{chinese_date(due_on)}前公开，"
        f"显示发布日期{chinese_date(published_on)}，超期{count_late(days_late)}个工作日"
    )
    return _verdict(
        disclosure,
        Outcome.SUSPECTED if doubt else Outcome.FINDING,
        f"{message}（{doubt}，请核实）" if doubt else message,
        due_on=due_on,
        days_late=days_late,
    )


def _count_days(due_on: date, published_on: date, context: Context) -> int | None:
    try:
        return context.calendar.working_days_between(due_on, published_on)
    except CalendarUnknownError:
        return None


def _find_event(disclosure: Disclosure, spec: Parameters) -> tuple[EventName, date | None]:
    for name in spec.events:
        if name == "formed":
            found = disclosure.formed_on
        else:
            kind = EventKind(name)
            found = min((item.on for item in disclosure.events if item.kind is kind), default=None)
        if found:
            return name, found
    return spec.events[0], None


def _why_no_event(disclosure: Disclosure, spec: Parameters) -> str:
    if disclosure.origin is Origin.ENTRY:
        return "详情页未能读取"
    if raw := disclosure.unreadable.get("formed_on"):
        return f"成文日期“{raw}”无法识别"
    return f"没有{'或'.join(EVENT_WORDS[name] for name in spec.events)}"


def _undecided(disclosure: Disclosure, reason: str) -> Verdict:
    return _verdict(disclosure, Outcome.INCONCLUSIVE, f"{reason}，无法判断是否按期公开")


def _verdict(
    disclosure: Disclosure,
    outcome: Outcome,
    message: str,
    *,
    due_on: date | None = None,
    days_late: int | None = None,
) -> Verdict:
    shown = [name for name in ("formed_on", "published_on") if getattr(disclosure, name)]
    events = [quote_words(disclosure, words=event.raw, where="正文") for event in disclosure.events]
    return Verdict(
        outcome=outcome,
        kind=FindingKind.LATE,
        message=message,
        due_on=due_on,
        days_late=days_late,
        disclosure=disclosure,
        evidence=(*(quote_field(disclosure, name) for name in shown or ["title"]), *events),
    )


CHECK = DocumentCheck(
    parameters=Parameters,
    speaks_of=FindingKind.LATE,
    judge=judge,
    applies=applies,
    has_deadline=True,
)
