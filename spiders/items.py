"""What the spider hands to the pipelines: records, never responses."""

from __future__ import annotations

from dataclasses import dataclass

from audit_rules.model import Column, ColumnRead, ListEntry, PageRecord, SiteRead, Snapshot


@dataclass(frozen=True, slots=True)
class Received:
    """A page's bytes as they came, with its status and headers: evidence."""

    snapshot: Snapshot
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadItem:
    """A published item's page, read."""

    record: PageRecord
    received: Received


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A published item's page that could not be read; `reason` is Chinese."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadSite:
    """A unit's home: every column found there, and the page itself unless the columns are named by hand."""

    site_read: SiteRead
    columns: tuple[Column, ...]
    received: Received | None


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column with all its rows and list pages, read to its end or not."""

    column_read: ColumnRead
    entries: tuple[ListEntry, ...]
    pages: tuple[Received, ...]
