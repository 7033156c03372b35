"""What a crawl did, counted while it runs."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from audit_rules.model import ColumnRead, SiteRead
from spiders.items import FailedItem, ReadColumn, ReadItem, ReadSite


@dataclass
class CrawlTally:
    """Counts of one crawl. `units` is how many unit homes it set out to read."""

    units: int
    sites: list[SiteRead] = field(default_factory=list)
    columns: list[ColumnRead] = field(default_factory=list)
    items_read: int = 0
    items_failed: int = 0
    pages_changed: int = 0
    last_failure: str = ""

    def count(self, item: ReadItem | FailedItem | ReadSite | ReadColumn) -> None:
        """Count one record."""
        match item:
            case ReadItem():
                self.items_read += 1
            case FailedItem():
                self.items_failed += 1
                self.last_failure = f"{item.url} {item.reason}"
            case ReadSite():
                self.sites.append(item.site_read)
            case ReadColumn():
                self.columns.append(item.column_read)

    @property
    def unread_columns(self) -> list[ColumnRead]:
        """The columns not read to their end."""
        return [read for read in self.columns if not read.complete]

    @property
    def unread_sites(self) -> list[SiteRead]:
        """The unit homes that could not be read."""
        return [read for read in self.sites if not read.complete]

    def as_stats(self) -> dict[str, Any]:
        """Return the counts as plain values, for the run's record."""
        counts = asdict(self)
        return {
            "units": self.units,
            "sites_unread": len(self.unread_sites),
            "columns": len(self.columns),
            "columns_unread": len(self.unread_columns),
            **{name: counts[name] for name in ("items_read", "items_failed", "pages_changed")},
        }
