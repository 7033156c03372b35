"""Pages that were read, or could not be, and what a crawl needs to know of them beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, insert, select

from audit_rules.model import ListEntry, Origin, PageRecord
from storage import tables
from storage.content import page_values
from storage.documents import save_documents
from storage.listings import in_force
from storage.runs import Run, RunKind
from storage.versions import Draft, save_versions

LOG: Final = insert(tables.page_read)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page that was fetched and read: its fields, when its bytes came, and their SHA-256."""

    record: PageRecord
    captured_at: datetime
    sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What is known of an address before a crawl.

    `rows` are the list rows that led to it when it was last read (as of `last_read_at`), or that
    lead to it now if it never was: a list entry that is not among them calls for a new reading, as
    does `ok` being False. `last_read_at` is the `as_of` of the run that last tried it.
    """

    rows: tuple[ListEntry, ...]
    last_read_at: datetime | None
    ok: bool

    @property
    def title(self) -> str | None:
        """The title in the first of the rows, None without one."""
        return self.rows[0].title if self.rows else None

    @property
    def published_on(self) -> date | None:
        """The date in the first of the rows."""
        return self.rows[0].published_on if self.rows else None


def save_pages(connection: Connection, run: Run, *, readings: Sequence[PageReading]) -> int:
    """Log the readings and store what is new in them; return how many pages were new or changed.

    A re-reading of stored pages (`RunKind.REREAD`) logs nothing: no page was fetched.
    """
    ids = save_documents(connection, run, [reading.record.url for reading in readings])
    drafts = [
        Draft(
            document_id=ids[reading.record.url],
            unit="",
            values=page_values(reading.record),
            captured_at=reading.captured_at,
            sha256=reading.sha256,
        )
        for reading in readings
    ]
    if drafts and run.kind is not RunKind.REREAD:
        _log(connection, run, drafts)
    return save_versions(connection, run, origin=Origin.PAGE, drafts=drafts)


def _log(connection: Connection, run: Run, drafts: Sequence[Draft]) -> None:
    shared = {"portal": run.portal, "run_id": run.id, "as_of": run.as_of, "ok": True}
    connection.execute(
        LOG,
        [
            shared | {"document_id": d.document_id, "read_at": d.captured_at, "sha256": d.sha256}
            for d in drafts
        ],
    )


def save_page(
    connection: Connection,
    run: Run,
    *,
    record: PageRecord,
    captured_at: datetime,
    sha256: str | None,
) -> bool:
    """Log one reading and store what is new in it; tell whether the page was new or changed."""
    reading = PageReading(record=record, captured_at=captured_at, sha256=sha256)
    return save_pages(connection, run, readings=[reading]) == 1


def save_page_failure(
    connection: Connection, run: Run, *, url: str, failed_at: datetime, reason: str
) -> None:
    """Log that a page could not be read. What was known of it stays; `reason` is Chinese."""
    ids = save_documents(connection, run, [url], is_seen=False)
    connection.execute(
        insert(tables.page_read).values(
            portal=run.portal,
            run_id=run.id,
            document_id=ids[url],
            as_of=run.as_of,
            read_at=failed_at,
            ok=False,
            reason=reason,
        )
    )


def _known_rows(portal: str, as_of: datetime) -> Select[Any]:
    document, listing, read = tables.document, tables.listing, tables.page_read
    other = tables.page_read.alias()
    newest = (
        select(other.c.id)
        .where(other.c.document_id == document.c.id, other.c.as_of <= as_of)
        .order_by(other.c.as_of.desc(), other.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    last_read_at = func.coalesce(read.c.as_of, as_of, type_=read.c.as_of.type)
    places = document.outerjoin(read, read.c.id == newest).outerjoin(
        listing, (listing.c.document_id == document.c.id) & in_force(listing, last_read_at)
    )
    return (
        select(document.c.url, read.c.as_of, read.c.ok, listing.c.title, listing.c.published_on)
        .select_from(places)
        .where(document.c.portal == portal, read.c.id.is_not(None) | listing.c.id.is_not(None))
        .order_by(document.c.id, listing.c.id)
    )


def _known_page(url: str, rows: Sequence[Row[Any]]) -> KnownPage:
    entries = (
        ListEntry(url=url, title=row.title, published_on=row.published_on)
        for row in rows
        if row.title is not None
    )
    return KnownPage(
        rows=tuple(dict.fromkeys(entries)), last_read_at=rows[0].as_of, ok=bool(rows[0].ok)
    )


def load_known_pages(
    connection: Connection, portal: str, as_of: datetime
) -> Mapping[str, KnownPage]:
    """Return, by address, every document listed or tried at or before `as_of`."""
    rows = connection.execute(_known_rows(portal, as_of).execution_options(yield_per=1000))
    return {
        url: _known_page(url, list(group)) for url, group in groupby(rows, lambda row: str(row.url))
    }
