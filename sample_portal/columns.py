"""The columns: which leaves a unit's tree has, how they are named, and their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from sample_portal import dice
from sample_portal.units import INSPECTING, PENALISING, Unit

STATUTORY: Final = "法定主动公开内容"
ENFORCEMENT: Final = "行政执法公示"
KEY_FIELDS: Final = "重点领域信息公开"
CREATED_FROM: Final = 1605600000
"""Unix time of 2020-11-17, when the first columns of the platform were made."""


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column: its key in this package, its unit (None: government level), names, address."""

    key: str
    unit: Unit | None
    names: tuple[str, ...]
    path: str

    @property
    def name_path(self) -> str:
        """The names from the outermost in, joined by a slash."""
        return "/".join(self.names)


LEAVES: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("guide", (), "政府信息公开指南"),
    ("rules", (), "政府信息公开制度"),
    ("functions", (STATUTORY,), "机构职能"),
    ("planning", (STATUTORY,), "规划计划"),
    ("policy", (STATUTORY,), "政策文件"),
    ("normative", (STATUTORY,), "行政规范性文件"),
    ("interpretation", (STATUTORY,), "政策解读"),
    ("deployment", (STATUTORY,), "重要部署执行公开|重要部署执行"),
    ("finance", (STATUTORY,), "财政信息|财政信息公开"),
    ("enforcement", (STATUTORY, ENFORCEMENT), "执法事项|执法信息公示"),
    ("penalty", (STATUTORY, ENFORCEMENT), "行政处罚"),
    ("proposals", (STATUTORY,), "建议提案办理|建议、提案办理"),
    ("random", (STATUTORY,), "双随机一公开|双随机、一公开|“双随机、一公开”"),
    ("education", (STATUTORY, KEY_FIELDS), "教育信息"),
    ("estate", (STATUTORY, KEY_FIELDS), "房地产市场监管"),
    ("progress", (STATUTORY,), "政务公开工作推进"),
    ("training", (STATUTORY,), "政务公开培训"),
    ("organisation", (STATUTORY,), "政务公开组织领导"),
    ("rule_of_law", (STATUTORY,), "法治政府建设|法治政府建设工作报告"),
    ("annual", (), "政府信息公开年报"),
)
"""Key, parents and the spellings of the name, in the order of the tree."""

GOVERNMENT: Final = tuple(
    Column(key, None, (name,), f"/gongkai/channel_c{number}/")
    for key, name, number in (
        ("all_normative", "行政规范性文件", 11501),
        ("government", "区政府文件", 11502),
        ("all_annual", "政府信息公开年报", 11506),
        ("consultations", "征求意见", 1543),
    )
)
"""The columns above the units, which collect from all of them."""


@cache
def columns_of(unit: Unit) -> tuple[Column, ...]:
    """Return the unit's leaf columns in the order of its tree."""
    return tuple(
        Column(key, unit, (*parents, dice.pick(names.split("|"), unit.key, key)), _path(unit, key))
        for key, parents, names in LEAVES
        if _has(unit, key)
    )


def column_of(unit: Unit, key: str) -> Column:
    """Return the unit's column of that key; KeyError where the unit has none."""
    return {column.key: column for column in columns_of(unit)}[key]


def home_of(unit: Unit) -> str:
    """Return the address of the unit's disclosure home."""
    return f"/gongkai/site_{unit.slug}/"


def _has(unit: Unit, key: str) -> bool:
    is_penalising = unit.key in PENALISING
    return {
        "planning": not unit.is_town and not is_penalising,
        "deployment": not unit.is_town,
        "enforcement": is_penalising,
        "penalty": is_penalising and unit.key != "housing",
        "proposals": not unit.is_town and not is_penalising and unit.key != "education",
        "random": unit.key in INSPECTING,
        "education": unit.key == "education",
        "estate": unit.key == "housing",
        "rule_of_law": not is_penalising,
    }.get(key, True)


def _path(unit: Unit, key: str) -> str:
    """One of the forms of address the platform has used over the years."""
    made_at = CREATED_FROM + dice.draw(9_000_000, "column", unit.key, key)
    own = f"{made_at:08x}{dice.hex_digits(16, 'column', unit.key, key)}"
    shared = f"{CREATED_FROM:08x}{dice.hex_digits(16, 'shared', key)}"
    fraction = dice.draw(10_000, "fraction", unit.key, key)
    forms = (
        f"channel_c_{own}_n_{made_at}.{fraction:04d}",
        f"channel_c_{own}_{shared}",
        f"channel_{own}",
        f"channel_{key.replace('_', '')}",
    )
    choice = (0, 0, 0, 0, 1, 1, 1, 2, 2, 3)[dice.draw(10, "form", unit.key, key)]
    return f"{home_of(unit)}{forms[choice]}/"
