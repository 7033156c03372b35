"""A column is whole only where nothing at all speaks against it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit_rules.model import Column, ColumnRead, ListEntry, Listing, Snapshot
from spiders import column_progress
from spiders.column_progress import ColumnProgress
from spiders.items import Received

AT = datetime(2023, 3, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
URL = "http://127.0.0.1/c/"


def entries(*names: str) -> tuple[ListEntry, ...]:
    """Return rows."""
    return tuple(
        ListEntry(url=f"{URL}{name}.html", title=name, published_on=date(2022, 3, 1))
        for name in names
    )


def listing(names: Iterable[str], **more: Any) -> Listing:
    """Return a list page."""
    return Listing(entries=entries(*names), complete=more.pop("complete", True), **more)


def received() -> Received:
    """Return a page's bytes."""
    return Received(Snapshot(url=URL, sha256="0" * 64, captured_at=AT, body=b""), 200, ())


def progress(expected: int = 0) -> ColumnProgress:
    """Return a column not begun."""
    return ColumnProgress(Column(unit="甲", path="计划", url=URL), expected=expected)


def read(*pages: Listing, expected: int = 0) -> ColumnRead:
    """Read these pages to the end."""
    column = progress(expected)
    for number, page in enumerate(pages):
        assert column.ask(f"{URL}{number}")
        column.take(f"{URL}{number}", page, received())
    assert column.is_over
    return column.conclude(AT).column_read


def test_two_whole_pages() -> None:
    """With the total they declare."""
    found = read(listing("ab", total=3), listing("c", total=3))

    assert found.complete
    assert found.reason is None
    assert (found.pages_read, found.entries_read, found.declared_total) == (2, 3, 3)


@pytest.mark.parametrize(
    ("pages", "expected", "reason"),
    [
        ([listing("ab", complete=False, reason="翻页由脚本完成")], 0, "第1页：翻页由脚本完成"),
        ([listing("ab"), listing("")], 0, "第2页没有条目"),
        ([listing("ab"), listing("ba")], 0, "第2页与前面的页重复"),
        ([listing("ab", total=5)], 0, "栏目声明共5条，实际读到2条"),
        ([listing("ab", total=1)], 0, "栏目声明共1条，实际读到2条"),
        ([listing("ab")], 3, "门户文件要求至少3条，只读到2条"),
    ],
)
def test_what_speaks_against_it(pages: list[Listing], expected: int, reason: str) -> None:
    """Each is enough, and is said."""
    found = read(*pages, expected=expected)

    assert not found.complete
    assert reason in (found.reason or "")


def test_a_total_may_count_rows_or_documents() -> None:
    """A document listed twice is one document in two rows."""
    assert read(listing("ab", total=3), listing("bc", total=3)).complete
    assert read(listing("ab", total=4), listing("bc", total=4)).complete


def test_an_empty_column_is_whole() -> None:
    """Where the page itself is."""
    assert read(listing("")).complete


def test_a_failed_page_is_not_forgotten() -> None:
    """Though the others came."""
    column = progress()
    column.ask("1")
    column.ask("2")
    column.take("1", listing("a"), received())
    assert not column.is_over
    column.fail("2", "列表页未能读取：网站响应超时")

    found = column.conclude(AT)

    assert column.is_over
    assert not found.column_read.complete
    assert found.column_read.reason == "列表页未能读取：网站响应超时"
    assert found.entries == entries("a")


def test_an_interrupted_column_says_so() -> None:
    """Even where no page has failed."""
    column = progress()
    column.ask("1")

    assert column.conclude(AT, is_interrupted=True).column_read.reason == "采集中断"


def test_no_page_is_asked_twice() -> None:
    """A pager that points back ends there."""
    column = progress()

    assert column.ask("1")
    assert not column.ask("1")


def test_a_page_of_known_rows_leads_nowhere() -> None:
    """Following it would never end."""
    column = progress()
    column.ask("1")
    column.ask("2")

    assert column.take("1", listing("ab"), received())
    assert not column.take("2", listing("ab"), received())


def test_a_column_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not whole."""
    monkeypatch.setattr(column_progress, "MOST_PAGES", 2)
    column = progress()

    assert [column.ask(str(number)) for number in range(3)] == [True, True, False]
    assert "疑似循环" in (column.conclude(AT).column_read.reason or "")


def test_an_article_instead_of_a_list() -> None:
    """Counts as one row, and says that it proves no absence."""
    column = progress()
    column.ask(URL)
    column.take_article(entries("a")[0], received())

    found = column.conclude(AT)

    assert column.is_over
    assert found.entries == entries("a")
    assert found.column_read.shows_article


def rows(first: int, count: int) -> list[str]:
    """Return names of rows."""
    return [f"第{number}条" for number in range(first, first + count)]


@pytest.mark.parametrize(("count", "total", "is_whole"), [(100, None, False), (100, 100, True), (99, None, True)])  # fmt: skip
def test_a_round_number_of_rows_without_a_total_may_be_a_cap(
    count: int, total: int | None, *, is_whole: bool
) -> None:
    """A system set to show 100 rows at most shows 100 of 138 and says nothing."""
    found = read(listing(rows(0, 50), total=total), listing(rows(50, count - 50), total=total))

    assert found.complete is is_whole


def front(names: Iterable[str], **more: Any) -> Listing:
    """Return a page whose column an interface serves anew."""
    return listing(names, served_by=f"{URL}search", complete=False, reason="脚本", **more)


def test_what_an_interface_serves_whole_heals_its_front_page() -> None:
    """The front page shows some rows and cannot be whole itself."""
    found = read(front("ab", total=2), listing("ab", total=3), listing("c", total=3))

    assert found.complete, found.reason
    assert found.entries_read == 3


@pytest.mark.parametrize(
    "pages",
    [
        [front("ab")],
        [front("ab"), listing("b", total=1)],
        [front("ab"), listing("abc", total=4)],
        [front("ab"), listing("abc", total=5), listing("cd", total=5)],
        [front("ab"), listing("ab", total=3)],
        [front("ab"), listing("ab", complete=False, reason="接口出错")],
    ],
    ids=["not asked", "lacks a row", "another total", "windows overlap", "too few", "broken"],
)
def test_an_interface_that_does_not_serve_all_heals_nothing(pages: list[Listing]) -> None:
    """Whatever the interface leaves open stays open."""
    assert not read(*pages).complete
