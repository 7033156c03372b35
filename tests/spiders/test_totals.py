"""The size of a column as its pages print it."""

from __future__ import annotations

import pytest

from spiders.totals import counted_heading, read_per_page, read_position, read_total, says_more

TOTALS = {
    "共86条": 86,
    "共 86 条记录": 86,
    "总记录：86": 86,
    "总记录数: 86 总页数: 6": 86,
    "信息总数：86": 86,
    "共有文章 86 篇": 86,
    "Total 86": 86,
    "86条记录": 86,
    "1-15 / 86": 86,
    "共6页86条": 86,
    "共86页": None,
    "本页共15条": None,
    "2022年共86条": None,
    "Total 6 pages": None,
    "2022-05 / 86": None,
    "16-30 / 10": None,
    "咨询电话 5181234": None,
}


@pytest.mark.parametrize(("words", "total"), TOTALS.items(), ids=TOTALS)
def test_total(words: str, total: int | None) -> None:
    """Of the whole column; a count of less proves nothing."""
    assert read_total([words], shown=15) == total


def test_a_span_counts_only_where_it_fits_the_rows() -> None:
    """`1-15 / 86` beside 12 rows speaks of something else."""
    assert read_total(["1-15 / 86"], shown=12) is None


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ("第2页 共7页", (2, 7)),
        ("2/7", (2, 7)),
        ("共1页", (1, 1)),
        ("共十二页 第3页", (3, 12)),
        ("总页数：7", (1, 7)),
        ("2023-11", None),
    ],
)
def test_position(words: str, position: tuple[int, int] | None) -> None:
    """This page among all pages."""
    assert read_position([words]) == position


def test_rows_of_a_full_page() -> None:
    """每页 N 条."""
    assert read_per_page(["共 86 条", "每页 15 条"]) == 15
    assert read_per_page(["共 86 条"]) is None


@pytest.mark.parametrize(
    ("words", "is_more"),
    [
        ("86条", True),
        ("累计发布信息86条", True),
        ("12条", False),
        ("第86条", False),
        ("条例第三章86条款", False),
        ("访问量860次", False),
    ],
)
def test_a_vague_count_raises_doubt_only(words: str, is_more: bool) -> None:  # noqa: FBT001 - a table
    """It is no total, and is not passed over either."""
    assert (None, is_more) == (read_total([words], shown=15), says_more([words], shown=15))


@pytest.mark.parametrize(
    ("words", "count"), [("通知公告（86）", 86), ("2022年（23）", None), ("通知公告", None)]
)
def test_a_count_behind_a_heading(words: str, count: int | None) -> None:
    """Columns print how many papers they hold; years do so for themselves."""
    assert counted_heading(words) == count


def test_english_position() -> None:
    """Page 1 of 8."""
    assert read_position(["Page 1 of 8"]) == (1, 8)
