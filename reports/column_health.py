"""How much of the portal was read for one audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit_rules.model import Audit, ColumnRead, SiteRead


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHealth:
    """Columns read to their end and not; `first_at` and `last_at` bound the reading."""

    whole: tuple[ColumnRead, ...]
    unread: tuple[ColumnRead, ...]
    sites: int
    sites_unread: tuple[SiteRead, ...]
    pages: int
    entries: int
    first_at: datetime | None
    last_at: datetime | None

    @property
    def columns(self) -> int:
        """How many columns were tried."""
        return len(self.whole) + len(self.unread)


def column_health(audit: Audit) -> ColumnHealth:
    """Return what was read and what was not, in the audit's order."""
    instants = [read.captured_at for read in audit.column_reads]
    instants += [read.captured_at for read in audit.site_reads]
    return ColumnHealth(
        whole=tuple(read for read in audit.column_reads if read.complete),
        unread=tuple(read for read in audit.column_reads if not read.complete),
        sites=len(audit.site_reads),
        sites_unread=tuple(read for read in audit.site_reads if not read.complete),
        pages=sum(read.pages_read for read in audit.column_reads),
        entries=sum(read.entries_read for read in audit.column_reads),
        first_at=min(instants, default=None),
        last_at=max(instants, default=None),
    )
