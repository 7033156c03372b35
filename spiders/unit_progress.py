"""How far one unit's disclosure home has been read: its columns, found on the home and below it.

A home often shows only the first level of its tree; the columns below appear on the pages of those
above. So the unit is concluded when its last column is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from audit_rules.model import COLUMN_SEPARATOR, Column, PortalUnit, SiteRead
from spiders.items import ReadSite, Received
from spiders.menu import ColumnLink


@dataclass
class UnitProgress:
    """One unit in the making. `open` are the addresses of columns still being read."""

    unit: PortalUnit
    received: Received | None = None
    columns: dict[str, Column] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def add_columns(
        self, links: Iterable[ColumnLink], *, parent: Column | None = None
    ) -> tuple[Column, ...]:
        """Take in what a page links to and return the columns not known before.

        One found on a column's own page, and not on the home, stands below that column.
        """
        new = []
        for link in links:
            if link.url not in self.columns:
                path = _below(parent, link.path) if parent else link.path
                column = Column(unit=self.unit.name, path=path, url=link.url)
                self.columns[link.url] = column
                new.append(column)
        return tuple(new)

    @property
    def is_over(self) -> bool:
        """Whether no column of the unit is outstanding."""
        return not self.open

    def conclude(self, captured_at: datetime, *, is_narrowed: bool = False) -> ReadSite:
        """Return the unit's home as read.

        `is_narrowed`: only some columns' pages were looked at, so columns below others are not known.
        """
        problems = self.problems
        site_read = SiteRead(
            unit=self.unit.name,
            url=self.unit.site,
            columns_found=len(self.columns),
            complete=not problems,
            reason="；".join(dict.fromkeys(problems)) or None,
            captured_at=captured_at,
        )
        return ReadSite(
            site_read, tuple(self.columns.values()), self.received, is_whole=not is_narrowed
        )


def _below(parent: Column, path: str) -> str:
    """Join a path to its parent's; names of the parent that the page repeats are not said twice."""
    above = parent.path.split(COLUMN_SEPARATOR)
    own = [name for name in path.split(COLUMN_SEPARATOR) if name not in above]
    return COLUMN_SEPARATOR.join([*above, *(own or [path])])
