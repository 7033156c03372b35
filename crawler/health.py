"""Was enough of the portal read for tonight's findings to be trusted?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from audit_rules.matching import is_named_column
from audit_rules.model import Column, ColumnRead, Portal, SiteRead
from crawler.workspace import Workspace
from storage.archive import load_column_reads, load_columns, load_site_reads
from storage.database import reading


@dataclass(frozen=True, slots=True)
class Health:
    """How many columns there are and how many were not read whole; `limit` is the share allowed."""

    columns: int
    unread: int
    limit: float

    @property
    def unread_share(self) -> float:
        """Share of columns not read, 0 to 1; a portal without any column counts as unread."""
        return self.unread / self.columns if self.columns else 1.0

    @property
    def is_trustworthy(self) -> bool:
        """Whether no more than the allowed share is unread."""
        return self.unread_share <= self.limit

    def describe(self) -> str:
        """Say it in one Chinese sentence."""
        share = f"{self.unread_share:.1%}"
        if self.is_trustworthy:
            return f"共{self.columns}个栏目，未读全{self.unread}个（{share}）"
        return (
            f"共{self.columns}个栏目，未读全{self.unread}个（{share}），超过上限{self.limit:.0%}："
            "本次运行不可信，发现暂缓使用"
        )


def measure_health(
    portal: Portal,
    *,
    sites: Sequence[SiteRead],
    reads: Iterable[ColumnRead],
    known: Iterable[Column],
    limit: float,
    units: frozenset[str] = frozenset(),
) -> Health:
    """Count columns and unread ones, of `units` (the portal's names) or of the whole portal.

    A unit whose home failed counts with all its columns known from before as unread, at least one;
    so does a unit that was never reached.
    """
    by_unit: dict[str | None, list[ColumnRead]] = defaultdict(list)
    for read in reads:
        by_unit[read.unit].append(read)
    known_by_unit: dict[str | None, int] = defaultdict(int)
    for column in known:
        known_by_unit[column.unit] += 1
    good_sites = {read.unit for read in sites if read.complete}
    total = unread = 0
    names = [item.name for item in portal.units if not units or item.name in units]
    for unit in names if units else [None, *names]:
        own = by_unit[unit]
        if unit is not None and unit not in good_sites:
            lost = max(known_by_unit[unit], len(own), 1)
            total, unread = total + lost, unread + lost
            continue
        total += len(own)
        unread += sum(not read.complete for read in own)
    return Health(columns=total, unread=unread, limit=limit)


def load_all_reads(connection: Connection, portal: str, as_of: datetime) -> tuple[ColumnRead, ...]:
    """Return each column's newest read; a column seen but never read counts as not read whole.

    Left out, it would look like a column that is not there, and its duties like breaches.
    """
    reads = load_column_reads(connection, portal, as_of)
    known = {(read.unit, read.column, read.url) for read in reads}
    unread = (
        ColumnRead(
            unit=column.unit,
            column=column.path,
            url=column.url,
            pages_read=0,
            entries_read=0,
            declared_total=None,
            complete=False,
            reason="尚未读取",
            captured_at=as_of,
        )
        for column in load_columns(connection, portal, as_of)
        if (column.unit, column.path, column.url) not in known
    )
    return (*reads, *unread)


def load_health(
    workspace: Workspace,
    engine: Engine,
    as_of: datetime,
    *,
    units: frozenset[str] = frozenset(),
    columns: tuple[str, ...] = (),
) -> Health:
    """Return how much of the newest reads up to `as_of` is whole.

    Of `units` (the portal's names) and of `columns` only, where any are given.
    """
    name = workspace.portal.name
    with reading(engine) as connection:
        reads = load_all_reads(connection, name, as_of)
        return measure_health(
            workspace.portal,
            sites=load_site_reads(connection, name, as_of),
            reads=[read for read in reads if is_named_column(read.column, columns)],
            known=load_columns(connection, name, as_of),
            limit=workspace.config.limits.unread_share,
            units=units,
        )
