"""How far the columns a duty rests on were read: the ground on which absence may be claimed.

Absence is provable only where every existing column of the named kind was read to its end, after
the deadline, in a recent run, and the unit's own list of columns was read too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from audit_rules.matching import is_named_column
from audit_rules.model import AbsenceEvidence, ColumnRead, SiteRead

MAX_READ_AGE: Final = timedelta(days=1)
"""A column read longer ago does not speak for tonight: after a night that was missed or killed,
absence is claimed by nobody until the next whole one."""


SMALLEST_PAGE: Final = 10
"""Rows; lists are hardly ever cut into shorter pages than this."""


def _proves_no_end(read: ColumnRead) -> bool:
    """Tell whether a list of one page declares no total: its end is taken on trust."""
    return read.pages_read == 1 and read.declared_total is None and not read.shows_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The reads a duty rests on. `obstacle` says in Chinese why absence cannot be claimed, else None.

    `has_column` is False where the unit has no column of the named kind: then `reads` are all its
    columns, and absence is only a suspicion.
    """

    reads: tuple[ColumnRead, ...]
    has_column: bool
    obstacle: str | None
    unread: str | None = None
    """Why some documents of these columns may not have been seen; None where all were."""

    def obstacle_after(self, due_on: date | None) -> str | None:
        """Return the obstacle to claiming absence after `due_on` (a day), None if there is none."""
        if self.obstacle or due_on is None:
            return self.obstacle
        early = [read for read in self.reads if read.captured_at.date() <= due_on]
        if not early:
            return None
        return f"“{early[0].column}”栏目最近一次读取在{early[0].captured_at:%Y-%m-%d}，期限届满后尚未读取"

    def evidence(self) -> tuple[AbsenceEvidence, ...]:
        """Return the reads as evidence of absence."""
        return tuple(
            AbsenceEvidence(
                column=read.column,
                pages_read=read.pages_read,
                entries_read=read.entries_read,
                complete=read.complete,
                captured_at=read.captured_at,
            )
            for read in self.reads
        )


@dataclass(frozen=True)
class Reads:
    """The newest read of every column and unit home, by unit."""

    column_reads: tuple[ColumnRead, ...]
    site_reads: tuple[SiteRead, ...]
    as_of: datetime

    @cached_property
    def _by_unit(self) -> Mapping[str | None, tuple[ColumnRead, ...]]:
        grouped: dict[str | None, list[ColumnRead]] = defaultdict(list)
        for read in sorted(self.column_reads, key=lambda read: (read.column, read.url)):
            grouped[read.unit].append(read)
        return {unit: tuple(reads) for unit, reads in grouped.items()}

    @cached_property
    def _sites(self) -> Mapping[str, SiteRead]:
        # Two homes of one unit (an alias in the portal file): both must have been read whole.
        ordered = sorted(
            self.site_reads, key=lambda read: (not read.complete, -read.captured_at.timestamp())
        )
        return {read.unit: read for read in ordered}

    def of(self, unit: str, columns: Iterable[str]) -> Coverage:
        """Return the coverage of a duty of `unit` that rests on `columns` (none named: all of them)."""
        own = self._by_unit.get(unit, ())
        names = tuple(columns)
        collecting = self._by_unit.get(None, ()) if names else ()
        named = tuple(read for read in (*own, *collecting) if is_named_column(read.column, names))
        reads = named or own
        return Coverage(
            reads=reads,
            has_column=bool(named),
            obstacle=self._site_obstacle(unit) or self._column_obstacle(unit, reads),
            unread=self._site_obstacle(unit) or self._unread(reads),
        )

    @cached_property
    def _page_size(self) -> int | None:
        """The number of rows at which the portal's lists seem to go on to another page.

        A template cuts all its lists at one length. Where several lists without a total end at the
        very same, largest number of rows, their pager may be one that nobody understood.
        """
        lengths = Counter(read.entries_read for read in self.column_reads if _proves_no_end(read))
        largest = max(lengths, default=0)
        return largest if largest >= SMALLEST_PAGE and lengths[largest] > 1 else None

    def _may_be_cut(self, read: ColumnRead) -> bool:
        return _proves_no_end(read) and read.entries_read == self._page_size

    def _site_obstacle(self, unit: str) -> str | None:
        site = self._sites.get(unit)
        if site is None:
            return f"尚未读取{unit}的信息公开专栏"
        if not site.complete:
            return f"{unit}的信息公开专栏未能读全：{site.reason}"
        if self.as_of - site.captured_at > MAX_READ_AGE:
            return f"{unit}的信息公开专栏最近一次读取在{site.captured_at:%Y-%m-%d}，已不能代表现状"
        return None

    @staticmethod
    def _unread(reads: tuple[ColumnRead, ...]) -> str | None:
        first = next((read for read in reads if not read.complete), None)
        return f"“{first.column}”栏目未能读全：{first.reason}" if first else None

    def _column_obstacle(self, unit: str, reads: tuple[ColumnRead, ...]) -> str | None:
        if not reads:
            return f"{unit}的信息公开专栏没有读到任何栏目"
        for read in reads:
            if read.shows_article:
                return f"“{read.column}”栏目直接显示一篇内容而不是列表"
            if not read.complete:
                return f"“{read.column}”栏目未能读全：{read.reason}"
            if self._may_be_cut(read):
                return (
                    f"“{read.column}”栏目恰有{read.entries_read}条，与其他栏目的条数相同又未声明总数，"
                    "疑似只读到第一页"
                )
            if self.as_of - read.captured_at > MAX_READ_AGE:
                return (
                    f"“{read.column}”栏目最近一次读取在{read.captured_at:%Y-%m-%d}，已不能代表现状"
                )
        return None
