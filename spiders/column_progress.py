"""How far one column has been read while its pages come in; decides whether it was read whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from audit_rules.model import Column, ColumnRead, ListEntry, Listing
from spiders.items import ReadColumn, Received

MOST_PAGES: Final = 5000
"""List pages of one column; more is a loop."""
ROUND_CAPS: Final = frozenset((100, 200, 300, 500, 1000, 2000, 5000, 10_000))
"""Numbers of rows a system is set to show at most: read whole they prove nothing without a total."""


@dataclass
class ColumnProgress:
    """One column in the making. `expected` is the least number of entries the portal file promises."""

    column: Column
    expected: int = 0
    entries: dict[str, ListEntry] = field(default_factory=dict)
    pages: list[Received] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    shown: dict[str, ListEntry] = field(default_factory=dict)
    """Rows of pages that an interface serves anew; it must serve these too."""
    fronts: int = 0
    rows_read: int = 0
    declared_total: int | None = None
    shows_article: bool = False

    def ask(self, url: str) -> bool:
        """Note that a page is wanted; tell whether it was not asked for before."""
        if url in self.asked or len(self.asked) >= MOST_PAGES:
            if url not in self.asked:
                self.problems.append(f"列表超过{MOST_PAGES}页，疑似循环")
            return False
        self.asked.add(url)
        self.pending.add(url)
        return True

    def take(self, url: str, listing: Listing, received: Received) -> bool:
        """Take one list page's rows in; tell whether it showed any that were not seen before.

        A page that shows none is not worth following: a pager without end would never be left.
        """
        known = len(self.entries)
        self.pending.discard(url)
        self.pages.append(received)
        if listing.served_by is not None:
            # Its own total may be older than what the interface says tonight.
            self.fronts += 1
            self.shown |= {entry.url: entry for entry in listing.entries}
            return True
        if listing.total is not None:
            self._note_total(listing.total)
        self._look_for_faults(listing)
        self.rows_read += len(listing.entries)
        for entry in listing.entries:
            self.entries.setdefault(entry.url, entry)
        return len(self.entries) > known

    def _note_total(self, total: int) -> None:
        if self.declared_total is not None and total != self.declared_total:
            self.problems.append(f"各页声明的总数不同（{self.declared_total}条、{total}条）")
        self.declared_total = total

    def _look_for_faults(self, listing: Listing) -> None:
        number = len(self.pages) - self.fronts
        if not listing.complete:
            self.problems.append(f"第{number}页：{listing.reason}")
        if number > 1 and not listing.entries:
            self.problems.append(f"第{number}页没有条目")
        is_repeated = all(entry.url in self.entries for entry in listing.entries)
        if number > 1 and listing.entries and is_repeated:
            self.problems.append(f"第{number}页与前面的页重复")

    def take_article(self, entry: ListEntry, received: Received) -> None:
        """Take the single article a column shows instead of a list."""
        self.pending.clear()
        self.pages.append(received)
        self.entries[entry.url] = entry
        self.rows_read = 1
        self.shows_article = True

    def fail(self, url: str, reason: str) -> None:
        """Note a list page that could not be read."""
        self.pending.discard(url)
        self.problems.append(reason)

    @property
    def is_over(self) -> bool:
        """Whether no page of the column is outstanding."""
        return not self.pending

    def conclude(self, captured_at: datetime, *, is_interrupted: bool = False) -> ReadColumn:
        """Return the column as read; complete only when nothing at all speaks against it."""
        problems = list(self.problems)
        if is_interrupted:
            problems.append("采集中断")
        problems += self._disagreements()
        entries = tuple((self.entries | self.shown).values())
        read = ColumnRead(
            unit=self.column.unit,
            column=self.column.path,
            url=self.column.url,
            pages_read=len(self.pages),
            entries_read=len(entries),
            declared_total=self.declared_total,
            complete=not problems,
            reason="；".join(dict.fromkeys(problems)) or None,
            captured_at=captured_at,
            sha256=tuple(page.snapshot.sha256 for page in self.pages),
            shows_article=self.shows_article,
        )
        return ReadColumn(read, entries, tuple(self.pages))

    def _disagreements(self) -> list[str]:
        found = []
        total = self.declared_total
        # Windows of an interface may overlap: only rows that differ count there.
        counted = {len(self.entries)} | (set() if self.fronts else {self.rows_read})
        if total is not None and total not in counted:
            found.append(f"栏目声明共{total}条，实际读到{self.rows_read}条")
        if total is None and len(self.pages) > 1 and self.rows_read in ROUND_CAPS:
            found.append(f"共读到{self.rows_read}条，恰为整百，可能是系统设定的条数上限")
        lacking = sum(url not in self.entries for url in self.shown)
        if lacking:
            found.append(f"栏目首页上的{lacking}条在列表接口中没有")
        if len(self.entries) < self.expected:
            found.append(f"门户文件要求至少{self.expected}条，只读到{len(self.entries)}条")
        return found
