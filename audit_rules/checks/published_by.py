"""Published in the plan's year by a fixed day.

Source: 附件1 rows 55–58 (6月底前), 23–26 (8月底前); Table A model `fixed_date`.
Finding: `late`: due 2022-06-30, earliest item of the year published 2022-07-12. `missing`: nothing of
    the year in a column read to its end after the day. In order: published 2022-06-30.
Parameters: by (month-day of the plan's year; that day still counts).
Suspected: the day is no working day and the item came by the next one; two places disagree about the
    item's date, or it is published a second time; the unit has no such column, or the column holds a
    title that comes near the wanted one.
Undecidable: the item's publication date is not readable; the column was not read to its end →
    `inconclusive`.
An item found in another column of the unit counts, and is reported as `misplaced`.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator

from audit_rules.absence import conclude_absent, misplaced
from audit_rules.checks.base import CheckSpec, Context, DutyCase, DutyCheck, Verdict, count_late
from audit_rules.doubts import doubt_of_lateness, was_seen_in_time
from audit_rules.errors import CalendarUnknownError
from audit_rules.model import Disclosure, FindingKind, Outcome
from audit_rules.quoting import chinese_date, quote_field


class Parameters(CheckSpec):
    """The last day, as month-day: `06-30`."""

    by: str = Field(pattern=r"^\d{2}-\d{2}$")

    @field_validator("by")
    @classmethod
    def _is_a_day_of_every_year(cls, by: str) -> str:
        try:
            date.fromisoformat(f"2021-{by}")
        except ValueError as error:
            msg = f"{by} 不是每年都有的日期，应写成 06-30"
            raise ValueError(msg) from error
        return by


def name_period(_spec: Parameters, year: int) -> str | None:
    """Return the plan's year: the duty falls due once in it."""
    return str(year)


def judge(case: DutyCase, spec: Parameters, context: Context) -> tuple[Verdict, ...]:
    """Judge one unit's duty; see the module's text."""
    due_on = date.fromisoformat(f"{context.year}-{spec.by}")
    # An item in time in another column meets the duty, though a later one stands in the right place.
    found = (*case.matched, *case.elsewhere)
    if not found:
        return (conclude_absent(case, spec, context, due_on=due_on),)
    state = _judge_found(found, case, context, due_on)
    return (state,) if case.matched else (state, misplaced(found[0], spec))


def _judge_found(
    found: tuple[Disclosure, ...], case: DutyCase, context: Context, due_on: date
) -> Verdict:
    dated = [item for item in found if item.published_on]
    earliest = min(dated, key=lambda item: (item.published_on, item.url), default=None)
    if earliest and earliest.published_on and earliest.published_on <= due_on:
        return _verdict(earliest, Outcome.PASS, "按期公开", due_on)
    if seen := next((item for item in found if was_seen_in_time(item, due_on)), None):
        return _verdict(seen, Outcome.PASS, "首次采集时已在期限内", due_on)
    if case.doubtful or earliest is None or len(dated) < len(found):
        undated = next(
            (item for item in (*found, *case.doubtful) if not item.published_on), found[0]
        )
        message = f"“{undated.title}”的发布日期或年份无法识别，无法判断是否按期公开"
        return _verdict(undated, Outcome.INCONCLUSIVE, message, due_on)
    if obstacle := case.coverage.obstacle:
        # An earlier item may stand in the part that was not read.
        message = f"{obstacle}，无法判断是否另有按期公开的内容"
        return _verdict(earliest, Outcome.INCONCLUSIVE, message, due_on)
    return _late(earliest, context, due_on)


def _late(earliest: Disclosure, context: Context, due_on: date) -> Verdict:
    published_on = earliest.published_on or due_on
    message = f"应于{chinese_date(due_on)}前公开，显示发布日期{chinese_date(published_on)}"
    try:
        days_late = context.calendar.working_days_between(due_on, published_on)
        grace_until = context.calendar.next_working_day(due_on)
    except CalendarUnknownError:
        return _verdict(earliest, Outcome.FINDING, message, due_on)
    if published_on <= grace_until:
        message += "（期限末日为非工作日，请核实）"
        return _verdict(earliest, Outcome.SUSPECTED, message, due_on, days_late)
    message += f"，超期{count_late(days_late)}个工作日"
    if doubt := doubt_of_lateness(earliest, context.units):
        return _verdict(
            earliest, Outcome.SUSPECTED, f"{message}（{doubt}，请核实）", due_on, days_late
        )
    return _verdict(earliest, Outcome.FINDING, message, due_on, days_late)


def _verdict(
    disclosure: Disclosure,
    outcome: Outcome,
    message: str,
    due_on: date,
    days_late: int | None = None,
) -> Verdict:
    name = "published_on" if disclosure.published_on else "title"
    return Verdict(
        outcome=outcome,
        kind=FindingKind.LATE,
        message=message,
        due_on=due_on,
        days_late=days_late,
        disclosure=disclosure,
        evidence=(quote_field(disclosure, name),),
    )


CHECK = DutyCheck(parameters=Parameters, judge=judge, period=name_period, has_deadline=True)
