"""Duties not fulfilled or fulfilled too late: rows 12, 18, 55 and 57."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sample_portal.documents import Draft
from sample_portal.faults.records import Fault


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty: its place in the plan, its column, the day from which its absence is a fault."""

    row: int
    check: str
    column: str
    since: date
    name: str


PLAN_ISSUED_ON: Final = date(2022, 6, 8)
AFTER_JUNE: Final = date(2022, 7, 1)
DUTIES: Final[Mapping[str, Duty]] = {
    "random-plan-2022": Duty(12, "plan", "random", date(2023, 1, 1), "2022年度抽查计划"),
    "random-list": Duty(12, "list", "random", PLAN_ISSUED_ON, "随机抽查事项清单"),
    "random-guide": Duty(12, "guide", "random", PLAN_ISSUED_ON, "双随机监管工作指引"),
    "school-roll": Duty(18, "directory", "education", PLAN_ISSUED_ON, "学校名录"),
    "training-plan-2022": Duty(55, "training_plan", "training", AFTER_JUNE, "2022年培训计划"),
    "progress-plan-2022": Duty(57, "plan", "progress", AFTER_JUNE, "2022年政务公开实施方案"),
}

ABSENT: Final[Mapping[str, str]] = {
    "random-plan-2022": "civil transport health",
    "random-list": "justice farming enforcement",
    "random-guide": "land culture commerce",
    "school-roll": "education",
    "training-plan-2022": "land emergency kunlun",
    "progress-plan-2022": "transport statistics banyang",
}
"""Duty and the units that never fulfil it."""

BELATED: Final[Mapping[str, tuple[date, date]]] = {
    "emergency/random-guide": (date(2023, 3, 3), date(2023, 3, 6)),
    "shuangyang/training-plan-2022": (date(2023, 3, 3), date(2023, 3, 6)),
    "health/progress-plan-2022": (date(2023, 3, 6), date(2023, 3, 7)),
    "commerce/training-plan-2022": (date(2022, 8, 11), date(2022, 8, 15)),
    "approval/training-plan-2022": (date(2022, 10, 31), date(2022, 11, 2)),
    "hongshan/training-plan-2022": (date(2022, 6, 29), date(2022, 7, 1)),
    "veterans/progress-plan-2022": (date(2022, 9, 6), date(2022, 9, 8)),
    "labour/progress-plan-2022": (date(2022, 6, 30), date(2022, 7, 4)),
    "industry/progress-plan-2022": (date(2022, 12, 26), date(2022, 12, 28)),
}
"""Paper, and when it was formed and published: after its day, but soon after it was formed."""

OMITTED: Final = frozenset(
    f"{unit}/{duty}" for duty, units in ABSENT.items() for unit in units.split()
)


def amended(draft: Draft) -> Draft | None:
    """Return the draft as the tables above want it; None where it never appears."""
    if draft.key in OMITTED:
        return None
    if draft.key in BELATED:
        formed_on, published_on = BELATED[draft.key]
        return replace(draft, formed_on=formed_on, published_on=published_on)
    return draft


def faults() -> Iterator[Fault]:
    """Absent for good; absent until it came; and late from then on where there was a day."""
    for key in sorted(OMITTED):
        yield _missing(key, until=None)
    for key, (_, published_on) in BELATED.items():
        if published_on > _duty(key).since:
            yield _missing(key, until=published_on)
        if _duty(key).since == AFTER_JUNE:
            yield _late(key, published_on)


def _duty(key: str) -> Duty:
    return DUTIES[key.partition("/")[2]]


def _missing(key: str, until: date | None) -> Fault:
    duty = _duty(key)
    return Fault(
        unit=key.partition("/")[0],
        row=duty.row,
        rule=f"T{duty.row}",
        check=duty.check,
        kind="missing",
        column=duty.column,
        since=duty.since,
        until=until,
        note=f"栏目中没有{duty.name}",
    )


def _late(key: str, published_on: date) -> Fault:
    duty = _duty(key)
    return Fault(
        unit=key.partition("/")[0],
        row=duty.row,
        rule=f"T{duty.row}",
        check=duty.check,
        kind="late",
        column=duty.column,
        document=key,
        note=f"{duty.name}应于2022年6月30日前公开，实际{published_on}公开",
    )
