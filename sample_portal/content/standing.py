"""The regular papers of every unit: those that stand, and those of each year and quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sample_portal import columns, days, dice
from sample_portal.documents import Draft
from sample_portal.units import Unit

YEARS: Final = (2021, 2022, 2023)
QUARTERS: Final = (
    ("第一季度", 4),
    ("上半年", 7),
    ("第三季度", 10),
    ("全年", 13),
)
"""What a quarterly report calls its period, and the month after it (13: next January)."""

STANDING: Final = (
    ("functions", "机构职能", False),
    ("functions", "领导信息及工作分工", False),
    ("functions", "内设机构及联系方式", False),
    ("rules", "政府信息公开保密审查制度", True),
    ("rules", "依申请公开办理制度", True),
    ("rules", "政府信息主动公开制度", True),
)
"""Column, title after the unit's name, and whether the paper is signed."""

YEARLY: Final = (
    ("annual", "{name}{last}年政府信息公开工作年度报告", 1, 5, 20, True),
    ("finance", "{name}{year}年部门预算", 2, 1, 25, False),
    ("rule_of_law", "{name}{last}年法治政府建设情况报告", 3, 1, 25, True),
    ("planning", "{name}{year}年工作思路和重点任务", 2, 10, 40, True),
    ("finance", "{name}{last}年部门决算", 9, 1, 25, False),
    ("proposals", "{name}{year}年人大建议办理情况", 10, 8, 30, True),
    ("proposals", "{name}{year}年政协提案办理总体情况", 11, 1, 25, True),
)
"""Column, title, the month and day it may start to appear, within how many days, signed or not."""


def standing(unit: Unit, seed: int) -> Iterator[Draft]:
    """Yield the papers that stand from 2021 on."""
    for number, (column, title, is_signed) in enumerate(STANDING):
        key = f"{unit.key}/standing-{number}"
        published_on = days.day_from(date(2021, 2, 22), 60, seed, key)
        yield Draft(
            key=key,
            unit=unit.key,
            column=column,
            title=f"{unit.full_name}{title}",
            published_on=published_on,
            formed_on=days.formed_before(published_on, seed, key),
            is_signed=is_signed,
        )


def yearly(unit: Unit, seed: int) -> Iterator[Draft]:
    """One of each kind and year, for the columns the unit has."""
    owned = {column.key for column in columns.columns_of(unit)}
    for year in YEARS:
        for number, (column, title, month, day, span, is_signed) in enumerate(YEARLY):
            if column not in owned:
                continue
            key = f"{unit.key}/yearly-{number}-{year}"
            published_on = days.day_from(date(year, month, day), span, seed, key)
            yield Draft(
                key=key,
                unit=unit.key,
                column=column,
                title=title.format(name=unit.full_name, year=year, last=year - 1),
                published_on=published_on,
                formed_on=days.formed_before(published_on, seed, key),
                is_signed=is_signed,
                also_in=("all_annual",) if column == "annual" else (),
                attachments=1 if column == "finance" else 0,
            )


def deployments(unit: Unit, seed: int) -> Iterator[Draft]:
    """Yield a department's progress on the year's main tasks, quarter by quarter."""
    if unit.is_town:
        return
    for year, period, opens_on in quarters():
        key = f"{unit.key}/deployment-{opens_on}"
        published_on = days.day_from(opens_on + timedelta(days=4), 8, seed, key)
        yield Draft(
            key=key,
            unit=unit.key,
            column="deployment",
            title=f"{unit.full_name}{year}年{period}政府工作报告重点任务和民生实事进展情况",
            published_on=published_on,
            formed_on=days.formed_before(published_on, seed, key),
            is_signed=dice.is_chosen(85, seed, key),
            paragraphs=(
                f"一、任务进展情况。{year}年{period}，承担的{unit.topics[0]}等任务按计划推进，达到序时进度。",
                f"二、取得成效。{unit.topics[1]}方面服务对象满意度有所提升，工作机制进一步健全。",
                f"三、后续举措。围绕{unit.topics[2]}加强调度，确保按期完成。",
            ),
        )


def quarters() -> Iterator[tuple[int, str, date]]:
    """Yield the twelve quarters: the year, what it is called, and the first day after it."""
    for year in YEARS:
        for period, month in QUARTERS:
            yield year, period, date(year + month // 13, (month - 1) % 12 + 1, 1)
