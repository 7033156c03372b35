"""Papers published too late after they were formed: rows 2, 12 and 18, and the general rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sample_portal.content import inspections, sectors
from sample_portal.documents import Draft, NumberStyle
from sample_portal.faults.records import Fault, Planting
from sample_portal.units import BY_KEY


@dataclass(frozen=True, slots=True)
class Late:
    """A late paper: where it stands, when it was formed and when published (ISO dates)."""

    rule: str
    unit: str
    column: str
    title: str
    formed: str
    published: str


RULES: Final = {
    "T12": (12, "results"),
    "T18": (18, "items"),
    "T02": (2, "items"),
    "G-01": (None, "published"),
}

LATE: Final = (
    Late("T12", "commerce", "random", "2022年成品油市场联合抽查结果", "2022-04-08", "2022-06-02"),
    Late("T12", "water", "random", "2022年取用水管理抽查结果", "2022-07-11", "2022-09-05"),
    Late("T12", "culture", "random", "2022年旅行社抽查结果公示", "2022-10-12", "2022-12-07"),
    Late("T12", "market", "random", "2022年计量器具抽查结果", "2022-06-08", "2022-07-07"),
    Late("T12", "statistics", "random", "2022年统计执法抽查结果", "2022-12-20", "2023-03-03"),
    Late("T18", "education", "education", "示例区2022年春季学期校历", "2022-03-04", "2022-04-25"),
    Late("T18", "education", "education", "示例区民办学校收费公示", "2022-08-16", "2022-10-12"),
    Late("T18", "education", "education", "示例区中职学校办学情况", "2022-06-08", "2022-07-07"),
    Late("T02", "housing", "estate", "房地产企业信用评价情况", "2022-09-06", "2022-11-08"),
    Late("T02", "housing", "estate", "商品房预售资金监管账户公示", "2022-05-10", "2022-07-12"),
    Late("T02", "housing", "estate", "住房租赁企业备案名单", "2022-09-20", "2022-10-24"),
    Late("G-01", "finance", "policy", "关于规范会计代理记账的通知", "2022-03-07", "2022-05-09"),
    Late("G-01", "science", "policy", "关于公布区级创新平台的通知", "2022-06-08", "2022-07-07"),
    Late("G-01", "justice", "policy", "关于公布法律援助站点的通知", "2021-07-05", "2021-09-13"),
    Late("G-01", "kunlun", "policy", "关于陶瓷企业用地清理的通告", "2022-09-20", "2022-10-24"),
    Late("G-01", "development", "policy", "关于粮食收购备案的通知", "2022-12-31", "2023-02-03"),
    Late("G-01", "veterans", "policy", "关于优抚对象年度确认的通知", "2022-12-05", "2023-03-02"),
)
"""Some are late by one working day only; two come between the nights."""

PENALTIES: Final = (
    (date(2022, 3, 1), date(2022, 3, 18)),
    (date(2022, 4, 1), date(2022, 4, 14)),
    (date(2022, 8, 2), date(2022, 8, 19)),
)
"""Decided and published: after the seventh working day, before the twentieth."""


def plantings() -> Iterator[Planting]:
    """Yield the late papers."""
    for number, late in enumerate(LATE):
        draft = _draft(f"{late.unit}/late-{number}", late)
        row, check = RULES[late.rule]
        yield Planting(draft, (_fault(draft, late.rule, row, check),))
    for decided_on, published_on in PENALTIES:
        key = f"housing/late-penalty-{decided_on}"
        draft = sectors.penalty(BY_KEY["housing"], key, "estate", decided_on, published_on)
        yield Planting(draft, (_fault(draft, "T02", 2, "penalties"),))


def _draft(key: str, late: Late) -> Draft:
    is_policy = late.column == "policy"
    return Draft(
        key=key,
        unit=late.unit,
        column=late.column,
        title=late.title,
        published_on=date.fromisoformat(late.published),
        formed_on=date.fromisoformat(late.formed),
        style=NumberStyle.PLAIN if is_policy else NumberStyle.SAID_NONE,
        paragraphs=inspections.RESULT if late.column == "random" else (),
    )


def _fault(draft: Draft, rule: str, row: int | None, check: str) -> Fault:
    return Fault(
        unit=draft.unit,
        row=row,
        rule=rule,
        check=check,
        kind="late",
        column=draft.column,
        document=draft.key,
        note=f"{draft.formed_on}形成，{draft.published_on}才公开",
    )
