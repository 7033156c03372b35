"""Units: every spelling the portal and the plan use, and no unit that is only alike."""

from __future__ import annotations

import pytest

from audit_rules.errors import UnknownUnitError
from tests.audit_rules.factory import plan_2022

UNITS = plan_2022().units


@pytest.mark.parametrize(
    ("spelling", "unit"),
    [
        ("区教育和体育局", "区教育和体育局"),
        ("区教体局", "区教育和体育局"),
        ("区住建局", "区住房和城乡建设局"),
        ("区住房城乡建设局", "区住房和城乡建设局"),
        ("淄川区教育和体育局", "区教育和体育局"),
        ("淄博市淄川区教育和体育局", "区教育和体育局"),
        ("淄川区科技局", "区科学技术局"),
        ("淄川区人民政府办公室", "区政府办公室"),
        ("淄博市淄川区人民政府办公室", "区政府办公室"),
        ("淄川区洪山镇人民政府", "洪山镇"),
        ("淄博市淄川区般阳路街道办事处", "般阳路街道"),
        ("区公安分局", "市公安局淄川分局"),
        ("淄博市公安局淄川分局", "市公安局淄川分局"),
        ("淄博市生态环境局淄川分局", "市生态环境局淄川分局"),
        ("淄博市医疗保障局淄川分局", "市医疗保障局淄川分局"),
        ("区应急局", "区应急管理局"),
    ],
)
def test_a_spelling_finds_its_unit(spelling: str, unit: str) -> None:
    """Canonical name, alias, full name with city and district."""
    assert unit == UNITS.find_unit(spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "区",
        "教育",
        "区教育局",
        "淄博市教育局",
        "山东省教育厅",
        "淄博市公安局",
        "淄博市公安局张店分局",
        "区政府各部门单位",
    ],
)
def test_what_only_looks_alike_is_no_unit(spelling: str) -> None:
    """Never by likeness: a paper must not be laid at the wrong door."""
    assert UNITS.find_unit(spelling) is None


def test_an_unknown_unit_keeps_its_name() -> None:
    """A portal may list units the district's file lacks."""
    assert UNITS.canonical("区妇女联合会") == "区妇女联合会"


def test_a_group_is_its_members() -> None:
    """Once each, in the order of the file; an unconfirmed group says so."""
    towns, is_confirmed = UNITS.resolve(["洪山镇", "各镇（街道、开发区）"], where="x")

    assert (len(towns), towns[0], is_confirmed) == (14, "洪山镇", True)
    assert UNITS.resolve(["行政规范性文件制定部门"], where="x")[1] is False


def test_a_slip_offers_the_nearest_names() -> None:
    """To the person who made it, with the file."""
    with pytest.raises(
        UnknownUnitError, match=r"row_12\.yaml：没有叫“区科技技术局”的单位。是否指：区科学技术局"
    ):
        UNITS.resolve(["区科技技术局"], where="row_12.yaml")


def test_every_spelling_of_the_file_finds_its_own_unit() -> None:
    """No alias is swallowed by another unit."""
    for entry in UNITS.entries:
        for spelling in (entry.name, *entry.aliases):
            assert entry.name == UNITS.find_unit(spelling)
