"""Papers of single sectors: education, the real-estate market, penalties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sample_portal import days, dice
from sample_portal.days import chinese
from sample_portal.documents import Draft
from sample_portal.units import BY_KEY, PENALISING, Unit

EDUCATION: Final = (
    ("school-roll", "示例区中小学、幼儿园学校名录", date(2021, 9, 6)),
    ("admission-2021", "示例区2021年义务教育学校招生工作意见", date(2021, 6, 7)),
    ("admission-2022", "示例区2022年义务教育学校招生工作意见", date(2022, 6, 13)),
    ("admission-plan-2022", "示例区2022年普通高中招生计划", date(2022, 6, 20)),
    ("districts-2022", "示例区2022年义务教育招生服务范围", date(2022, 7, 4)),
    ("funds-2021", "示例区2021年教育经费执行情况统计公告", date(2022, 4, 11)),
    ("conditions", "示例区义务教育学校办学条件一览", date(2022, 9, 5)),
    ("contacts", "示例区入学咨询、监督举报电话和信访地址", date(2022, 6, 6)),
)
ESTATE: Final = (
    "商品房预售许可情况公示",
    "房地产开发企业资质核准情况",
    "房地产市场秩序专项整治情况通报",
    "房地产经纪机构备案情况",
)
FAULTS: Final = (
    "未按规定公示收费标准",
    "未按规定建立台账",
    "超出许可范围经营",
    "未及时消除安全隐患",
)


def education(seed: int) -> Iterator[Draft]:
    """Yield the items of the education column."""
    for duty, title, opens_on in EDUCATION:
        yield _item(BY_KEY["education"], seed, duty, title, opens_on)


def estate(seed: int) -> Iterator[Draft]:
    """Yield the items of the real-estate column: notices month by month, and penalties."""
    unit = BY_KEY["housing"]
    for month in range(2, 36, 2):
        opens_on = date(2021 + month // 12, month % 12 + 1, 2)
        name = ESTATE[month // 2 % len(ESTATE)]
        title = f"{opens_on.year}年{opens_on.month}月{name}"
        yield _item(unit, seed, f"estate-{month}", title, opens_on, "estate")
    for number in range(6):
        yield routine_penalty(unit, seed, number, "estate")


def penalties(unit: Unit, seed: int) -> Iterator[Draft]:
    """Yield the penalties of an enforcing unit."""
    if unit.key in PENALISING and unit.key != "housing":
        for number in range(6):
            yield routine_penalty(unit, seed, number, "penalty")


def routine_penalty(unit: Unit, seed: int, number: int, column: str) -> Draft:
    """Return a penalty published on the day of the decision or the weekday after it."""
    key = f"{unit.key}/penalty-{number}"
    decided_on = days.day_from(date(2021, 3, 1) + timedelta(days=160 * number), 120, seed, key)
    published_on = days.forward_to_weekday(decided_on + timedelta(days=dice.draw(2, seed, key)))
    return penalty(unit, key, column, decided_on, published_on)


def penalty(unit: Unit, key: str, column: str, decided_on: date, published_on: date) -> Draft:
    """Return a penalty; its title names the party and the day of the decision."""
    party = f"示例{dice.pick('甲乙丙丁戊己庚辛', key)}{dice.pick('安和顺平', key)}有限公司"
    return Draft(
        key=key,
        unit=unit.key,
        column=column,
        title=f"{unit.full_name}对{party}行政处罚决定公示（{chinese(decided_on)}）",
        published_on=published_on,
        formed_on=decided_on,
        paragraphs=(
            f"行政处罚决定书文号：{unit.prefix[:-1]}罚〔{decided_on.year}〕{1 + dice.draw(60, key)}号",
            f"当事人：{party}。违法事实：{dice.pick(FAULTS, key)}。",
            "处罚依据：有关法律法规的规定。处罚内容：警告，并处罚款人民币三千元。",
            f"处罚机关：{unit.full_name}。",
            f"处罚决定日期：{chinese(decided_on)}",
        ),
    )


def _item(
    unit: Unit, seed: int, duty: str, title: str, opens_on: date, column: str = "education"
) -> Draft:
    key = f"{unit.key}/{duty}"
    published_on = days.day_from(opens_on, 10, seed, key)
    return Draft(
        key=key,
        unit=unit.key,
        column=column,
        title=title,
        published_on=published_on,
        formed_on=days.formed_before(published_on, seed, key),
        paragraphs=(f"现将{title}予以公布，咨询电话0500-5180001，监督举报电话0500-5180002。",),
    )
