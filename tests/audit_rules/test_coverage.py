"""The ground on which absence may be claimed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from audit_rules.coverage import MAX_READ_AGE, Coverage, Reads
from audit_rules.model import ColumnRead, SiteRead
from tests.audit_rules.factory import NIGHT, UNIT, column_read, site_read

NAME = ("双随机一公开",)
OWN = column_read("公开内容/双随机一公开")
OTHER = column_read("通知公告")
COLLECTING = column_read("双随机、一公开", unit=None)
ANOTHERS = column_read("双随机一公开", unit="区民政局", complete=False, reason="超时")


def coverage(
    *reads: ColumnRead, site: SiteRead | None = None, names: tuple[str, ...] = NAME
) -> Coverage:
    """Return what the duty of a unit rests on."""
    return Reads(column_reads=reads, site_reads=(site or site_read(),), as_of=NIGHT).of(UNIT, names)


def test_the_named_columns_are_the_ground() -> None:
    """Own and collecting; another column and another unit's do not matter."""
    found = coverage(OTHER, ANOTHERS, COLLECTING, OWN)

    assert {OWN, COLLECTING} == set(found.reads)
    assert (found.has_column, found.obstacle) == (True, None)
    assert [item.complete for item in found.evidence()] == [True, True]


def test_without_the_named_column_all_of_the_units_are() -> None:
    """Absence is then only a suspicion."""
    found = coverage(OTHER, column_read("机构职能"))

    assert (len(found.reads), found.has_column, found.obstacle) == (2, False, None)


def test_no_name_is_all_of_the_units_own() -> None:
    """A collecting column holds everybody's."""
    found = coverage(OTHER, OWN, COLLECTING, names=())

    assert ({OTHER, OWN}, True) == (set(found.reads), found.has_column)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"complete": False, "reason": "第2页返回503"}, "未能读全：第2页返回503"),
        ({"captured_at": NIGHT - MAX_READ_AGE - timedelta(minutes=1)}, "已不能代表现状"),
    ],
)
def test_one_bad_read_is_an_obstacle(broken: dict[str, object], says: str) -> None:
    """Whichever of the columns it is, and the unit's home too."""
    for reads in (
        (column_read("双随机一公开", **broken), COLLECTING),
        (OWN, column_read("双随机一公开", unit=None, **broken)),
    ):
        assert says in (coverage(*reads).obstacle or "")

    assert says in (coverage(OWN, site=site_read(**broken)).obstacle or "")


def test_a_read_of_just_three_days_still_speaks() -> None:
    """Two missed nights are forgiven."""
    assert coverage(column_read("双随机一公开", captured_at=NIGHT - MAX_READ_AGE)).obstacle is None


def test_nothing_read_is_an_obstacle() -> None:
    """No column, or no home."""
    assert "没有读到任何栏目" in (coverage().obstacle or "")
    homeless = Reads(column_reads=(OWN,), site_reads=(), as_of=NIGHT).of(UNIT, NAME)
    assert "尚未读取" in (homeless.obstacle or "")


def test_a_read_before_the_day_was_over_does_not_speak_after_it() -> None:
    """The item may have come in the afternoon of the last day."""
    found = coverage(OWN)

    assert found.obstacle_after(None) is None
    assert found.obstacle_after(date(2022, 7, 31)) is None
    assert "期限届满后尚未读取" in (found.obstacle_after(date(2022, 8, 1)) or "")


def single(name: str, rows: int, *, total: int | None = None) -> ColumnRead:
    """Return a list of one page that declares `total` entries, or none."""
    return column_read(name, pages_read=1, entries_read=rows, declared_total=total)


@pytest.mark.parametrize(
    ("reads", "is_doubted"),
    [
        ((single("双随机一公开", 15), single("政策文件", 15)), True),
        ((single("双随机一公开", 15), single("政策文件", 14)), False),
        ((single("双随机一公开", 15, total=15), single("政策文件", 15)), False),
        ((single("双随机一公开", 14), single("政策文件", 15), single("年报", 15)), False),
        ((single("双随机一公开", 4), single("政策文件", 4)), False),
    ],
)
def test_lists_that_all_end_at_one_length_may_be_first_pages(
    reads: tuple[ColumnRead, ...], *, is_doubted: bool
) -> None:
    """Fifteen rows here and fifteen there, no total: a pager nobody understood, perhaps."""
    found = Reads(column_reads=reads, site_reads=(site_read(),), as_of=NIGHT)
    obstacle = found.of(UNIT, ["双随机一公开"]).obstacle

    assert (obstacle is not None and "只读到第一页" in obstacle) is is_doubted
