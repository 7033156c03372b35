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
    """A published item's page, read, with the `files` that were read to complete it."""

    record: PageRecord
    received: Received
    files: tuple[Received, ...] = ()


@dataclass(frozen=True, slots=True)
class FailedItem:
    """A published item's page that could not be read; `reason` is Chinese."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadSite:
    """A unit's home: every column found there and below, and the page itself if one was read.

    `is_whole` is False where only some columns were looked into: then others may exist.
    """

    site_read: SiteRead
    columns: tuple[Column, ...]
    received: Received | None
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column with all its rows and list pages, read to its end or not."""

    column_read: ColumnRead
    entries: tuple[ListEntry, ...]
    pages: tuple[Received, ...]
