"""Malformed document numbers (general rule 20)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sample_portal.documents import Draft, NumberStyle
from sample_portal.faults.records import Fault, Planting

SINGLE: Final = (
    ("science", NumberStyle.ZERO, "关于科普日活动的通知", "序号编虚位"),
    ("transport", NumberStyle.ORDINAL, "关于客运站安全检查的通知", "序号前加“第”字"),
    ("farming", NumberStyle.EATEN, "关于农机具购置补贴公示的通知", "年份括号残缺"),
    ("culture", NumberStyle.ZERO, "关于文艺演出季安排的通知", "序号编虚位"),
    ("statistics", NumberStyle.ORDINAL, "关于名录库更新的通知", "序号前加“第”字"),
    ("shuangyang", NumberStyle.EATEN, "关于农田水利设施管护的通知", "年份括号残缺"),
)
GROUPED: Final = (
    ("industry", NumberStyle.SQUARE, ("技术改造备案", "节能诊断", "企业培育")),
    ("kunlun", NumberStyle.LOOK_ALIKE, ("志愿服务队伍", "窑炉检查", "环境整治")),
)
"""Units in whose policy column several numbers have look-alike brackets and no other slip."""

FORMED_ON: Final = date(2022, 4, 6)


def plantings() -> Iterator[Planting]:
    """One fault for each single slip; one for the whole column where only brackets differ."""
    for number, (unit, style, title, note) in enumerate(SINGLE):
        draft = _draft(unit, f"number-{number}", style, title, 21 * number)
        yield Planting(draft, (_fault(unit, f"文号{note}", draft.key),))
    for unit, style, subjects in GROUPED:
        for number, subject in enumerate(subjects):
            title = f"关于做好{subject}工作有关事项的通知"
            draft = _draft(unit, f"bracket-{number}", style, title, 28 * number)
            faults = (_fault(unit, "栏目内多个文号的年份括号不是六角括号", None),)
            yield Planting(draft, faults if number == 0 else ())


def _draft(unit: str, name: str, style: NumberStyle, title: str, after_days: int) -> Draft:
    formed_on = FORMED_ON + timedelta(days=after_days)
    return Draft(
        key=f"{unit}/{name}",
        unit=unit,
        column="policy",
        title=title,
        published_on=formed_on + timedelta(days=2),
        formed_on=formed_on,
        style=style,
    )


def _fault(unit: str, note: str, document: str | None) -> Fault:
    return Fault(
        unit=unit,
        rule="G-20",
        check="number",
        kind="malformed_number",
        column="policy",
        document=document,
        since=FORMED_ON + timedelta(days=2) if document is None else None,
        note=note,
    )
