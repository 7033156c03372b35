"""The random inspections of row 12: yearly plan, list of matters, guide, results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sample_portal import days
from sample_portal.content.standing import YEARS, quarters
from sample_portal.documents import Draft
from sample_portal.units import INSPECTING, Unit

RESULT: Final = (
    "检查对象：从监管对象名录库中随机抽取的市场主体。",
    "检查事项：按照随机抽查事项确定的内容逐项检查，检查时间为本季度内。",
    "检查结果：未发现问题的占多数，发现问题的已责令限期改正并按规定处理。",
    "检查机关为本单位，执法人员从检查人员名录库中随机选派。",
)


def papers(unit: Unit, seed: int) -> Iterator[Draft]:
    """Everything an inspecting unit owes; nothing for the others."""
    if unit.key in INSPECTING:
        yield from _standing(unit, seed)
        yield from _results(unit, seed)


def _standing(unit: Unit, seed: int) -> Iterator[Draft]:
    yield _paper(unit, seed, "random-list", "随机抽查事项清单（2021年版）", date(2021, 4, 6))
    yield _paper(unit, seed, "random-guide", "“双随机、一公开”监管工作指引", date(2021, 5, 10))
    for year in YEARS:
        title = f"{year}年度“双随机、一公开”抽查工作计划"
        yield _paper(unit, seed, f"random-plan-{year}", title, date(year, 3, 1))


def _paper(unit: Unit, seed: int, duty: str, title: str, opens_on: date) -> Draft:
    """Return a standing paper; its key is `<unit>/<duty>`."""
    key = f"{unit.key}/{duty}"
    published_on = days.day_from(opens_on, 50, seed, key)
    return Draft(
        key=key,
        unit=unit.key,
        column="random",
        title=f"{unit.full_name}{title}",
        published_on=published_on,
        formed_on=days.formed_before(published_on, seed, key),
        paragraphs=(
            "为规范监管行为，随机抽取检查对象、随机选派执法检查人员，检查情况及时向社会公开。",
            f"本次公布的内容涉及{unit.topics[0]}、{unit.topics[1]}等领域，由相关科室按职责组织实施。",
        ),
    )


def _results(unit: Unit, seed: int) -> Iterator[Draft]:
    for year, period, opens_on in quarters():
        key = f"{unit.key}/random-result-{opens_on}"
        published_on = days.day_from(opens_on + timedelta(days=2), 12, seed, key)
        yield Draft(
            key=key,
            unit=unit.key,
            column="random",
            title=f"{unit.full_name}{year}年{period}“双随机、一公开”抽查结果公示",
            published_on=published_on,
            formed_on=days.formed_before(published_on, seed, key),
            paragraphs=RESULT,
        )
