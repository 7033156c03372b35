"""A unit's columns, found on its home and below it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from audit_rules.model import ListEntry, PageKind, PageRecord, PortalUnit
from spiders.agreement import agrees_with_row
from spiders.menu import ColumnLink
from spiders.unit_progress import UnitProgress

NIGHT = datetime(2023, 3, 8, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
HOME = "http://127.0.0.1/gongkai/site_a/"


def progress() -> UnitProgress:
    """Return a unit whose home showed two columns."""
    unit = UnitProgress(PortalUnit(name="区民政局", site=HOME))
    unit.add_columns([ColumnLink("机构职能", f"{HOME}channel_1/")])
    unit.add_columns([ColumnLink("公开/培训", f"{HOME}channel_2/")])
    return unit


def test_a_column_seen_twice_is_one() -> None:
    """The home's tree stands on every page again."""
    unit = progress()

    assert unit.add_columns([ColumnLink("机构职能", f"{HOME}channel_1/")]) == ()
    assert unit.conclude(NIGHT).site_read.columns_found == 2


def test_a_column_found_on_a_columns_page_stands_below_it() -> None:
    """Names of the parent that the page repeats are not said twice."""
    unit = progress()
    parent = unit.columns[f"{HOME}channel_2/"]

    (first,) = unit.add_columns([ColumnLink("计划", f"{HOME}channel_3/")], parent=parent)
    (second,) = unit.add_columns([ColumnLink("培训/动态", f"{HOME}channel_4/")], parent=parent)

    assert [first.path, second.path] == ["公开/培训/计划", "公开/培训/动态"]


def test_any_problem_makes_the_home_incomplete() -> None:
    """And a run that looked into some columns alone must not close the others."""
    unit = progress()
    unit.problems.append("网页没有传完")

    assert unit.conclude(NIGHT).site_read.complete is False
    assert unit.conclude(NIGHT).site_read.reason == "网页没有传完"
    assert progress().conclude(NIGHT, is_narrowed=True).is_whole is False


def row(title: str) -> ListEntry:
    """Return a list row."""
    day = NIGHT.date()
    return ListEntry(url=f"{HOME}channel_1/doc_1.html", title=title, published_on=day)


def page(title: str | None, *, is_dated: bool = False) -> PageRecord:
    """Return a page with that title."""
    return PageRecord(
        url=f"{HOME}channel_1/doc_1.html",
        family="gongkai",
        page_kind=PageKind.DISCLOSURE,
        title=title,
        published_on=NIGHT.date() if is_dated else None,
    )


def test_a_page_is_taken_only_for_the_row_it_agrees_with() -> None:
    """A maintenance notice with status 200 must not take a document's place."""
    title = "区民政局2022年政务公开工作实施方案"

    assert agrees_with_row(page(title), row(title))
    assert agrees_with_row(page(title), row("区民政局2022年政务公开工作…"))
    assert agrees_with_row(page("淄川区民政局2022年政务公开工作实施方案"), row(title))
    assert agrees_with_row(page("示例区人民政府", is_dated=True), row(title))
    assert not agrees_with_row(page("系统维护中"), row(title))
    assert not agrees_with_row(page(None), row(title))
