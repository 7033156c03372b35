"""How much of a portal was read, and whether that is enough."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from audit_rules.model import Column, ColumnRead, Portal, PortalUnit, SiteRead
from crawler.health import Health, measure_health

AT = datetime(2023, 3, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
PORTAL = Portal(
    name="sample",
    title="示例",
    base_url="http://127.0.0.1",
    family="gongkai",
    units=tuple(PortalUnit(name=name, site=f"http://127.0.0.1/{name}/") for name in "甲乙丙"),
)


def site(unit: str, *, complete: bool = True) -> SiteRead:
    """Return how a home was read."""
    return SiteRead(
        unit=unit,
        url=f"http://127.0.0.1/{unit}/",
        columns_found=2,
        complete=complete,
        reason=None if complete else "网站响应超时",
        captured_at=AT,
    )


def read(unit: str | None, name: str, *, complete: bool = True) -> ColumnRead:
    """Return how a column was read."""
    return ColumnRead(
        unit=unit,
        column=name,
        url=f"http://127.0.0.1/{unit}/{name}/",
        pages_read=1,
        entries_read=1,
        declared_total=None,
        complete=complete,
        reason=None if complete else "第1页没有读到",
        captured_at=AT,
    )


def column(unit: str | None, name: str) -> Column:
    """Return a column known from before."""
    return Column(unit=unit, path=name, url=f"http://127.0.0.1/{unit}/{name}/")


def measure(
    sites: list[SiteRead],
    reads: list[ColumnRead],
    known: list[Column] | None = None,
    units: str = "",
) -> tuple[int, int]:
    """Return (columns, unread)."""
    health = measure_health(
        PORTAL, sites=sites, reads=reads, known=known or [], limit=0.05, units=frozenset(units)
    )
    return health.columns, health.unread


def test_all_read() -> None:
    """Government-level columns count too."""
    sites = [site(name) for name in "甲乙丙"]
    reads = [read(None, "规划"), *(read(name, "计划") for name in "甲乙丙")]

    assert measure(sites, reads) == (4, 0)


def test_unread_columns_count() -> None:
    """Wherever they are."""
    sites = [site(name) for name in "甲乙丙"]
    reads = [read(None, "规划", complete=False), *(read(name, "计划") for name in "甲乙丙")]

    assert measure(sites, reads) == (4, 1)


def test_a_failed_home_takes_all_its_columns_with_it() -> None:
    """Those known from before, at least one; columns read in spite of it do not make it good."""
    sites = [site("甲", complete=False), site("乙"), site("丙")]
    reads = [read("甲", "计划"), read("乙", "计划"), read("丙", "计划")]
    known = [column("甲", name) for name in ("计划", "总结", "预算")]

    assert measure(sites, reads, known) == (5, 3)
    assert measure(sites, reads[1:]) == (3, 1)


def test_a_home_never_reached_counts_as_failed() -> None:
    """An interrupted night is not a small one."""
    assert measure([site("甲")], [read("甲", "计划")]) == (3, 2)


def test_only_the_units_asked_for_count() -> None:
    """And then no government-level column either."""
    reads = [read(None, "规划", complete=False), read("甲", "计划"), read("乙", "计划")]

    assert measure([site("甲")], reads, units="甲") == (1, 0)


@pytest.mark.parametrize(
    ("columns", "unread", "is_good"), [(100, 5, True), (100, 6, False), (3, 0, True), (0, 0, False)]
)
def test_the_limit_is_allowed(columns: int, unread: int, *, is_good: bool) -> None:
    """Five of a hundred at 5 % may be unread; a portal without columns was not read at all."""
    health = Health(columns=columns, unread=unread, limit=0.05)

    assert health.is_trustworthy == is_good
    assert ("不可信" in health.describe()) != is_good
    assert f"共{columns}个栏目，未读全{unread}个" in health.describe()
