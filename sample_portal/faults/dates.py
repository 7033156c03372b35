"""Dates that contradict each other (general rule 22)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sample_portal.documents import Draft, NumberStyle
from sample_portal.faults.records import Fault, Planting

TOO_EARLY: Final = (
    ("veterans", "关于烈士纪念设施管护的通知", date(2022, 5, 20), date(2022, 5, 10)),
    ("approval", "关于延时服务的通告", date(2022, 8, 26), date(2022, 8, 16)),
    ("housing", "关于供热管网检修的通知", date(2021, 10, 22), date(2021, 10, 11)),
    ("office", "关于值班值守检查情况的通报", date(2023, 3, 10), date(2023, 3, 6)),
)
"""Title, the day under the text, and an earlier day of publication."""

OTHER_YEAR: Final = (
    ("labour", "关于技能培训补贴的通知", date(2022, 3, 10), date(2022, 3, 14)),
    ("emergency", "关于森林防火值守的通知", date(2022, 10, 12), date(2022, 10, 13)),
    ("hongshan", "关于集体经济合同清理的通知", date(2021, 11, 8), date(2021, 11, 10)),
)
"""Papers whose number carries a year three years before their formation."""


def plantings() -> Iterator[Planting]:
    """Yield the contradictory papers."""
    for unit, title, formed_on, published_on in TOO_EARLY:
        note = f"落款{formed_on}，公开日期却为{published_on}"
        yield _planting(unit, title, formed_on, published_on, NumberStyle.SAID_NONE, note)
    for unit, title, formed_on, published_on in OTHER_YEAR:
        note = f"文号年份为{formed_on.year - 3}年，落款却为{formed_on}"
        yield _planting(unit, title, formed_on, published_on, NumberStyle.OLD_YEAR, note)


def _planting(
    unit: str,
    title: str,
    formed_on: date,
    published_on: date,
    style: NumberStyle,
    note: str,
) -> Planting:
    draft = Draft(
        key=f"{unit}/date-conflict",
        unit=unit,
        column="policy",
        title=title,
        published_on=published_on,
        formed_on=formed_on,
        style=style,
    )
    fault = Fault(
        unit=unit,
        rule="G-22",
        check="dates",
        kind="date_conflict",
        column="policy",
        document=draft.key,
        note=note,
    )
    return Planting(draft, (fault,))
