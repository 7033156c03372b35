"""The rows of column lists over time: each in force from `seen_at` up to, not including, `gone_at`.

A row that comes back after it was gone is a new row, so that the past stays as it was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    insert,
    select,
    update,
)

from audit_rules.model import ListEntry
from storage import tables
from storage.documents import chunks, save_documents
from storage.runs import Run


def in_force(listing: FromClause, as_of: datetime | ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that a row of `listing` stood in its list at `as_of`."""
    return and_(
        listing.c.seen_at <= as_of, listing.c.gone_at.is_(None) | (listing.c.gone_at > as_of)
    )


def _rank(entry: ListEntry) -> tuple[bool, date, str]:
    return (entry.published_on is None, entry.published_on or date.min, entry.title)


def _by_url(entries: Iterable[ListEntry]) -> dict[str, ListEntry]:
    chosen: dict[str, ListEntry] = {}
    for entry in entries:
        other = chosen.setdefault(entry.url, entry)
        if _rank(entry) < _rank(other):
            chosen[entry.url] = entry
    return dict(sorted(chosen.items()))


def _load_open(connection: Connection, column_id: int) -> dict[str, Row[Any]]:
    listing, document = tables.listing, tables.document
    query: Select[Any] = (
        select(
            listing.c.id,
            listing.c.title,
            listing.c.published_on,
            listing.c.absent_at,
            document.c.url,
        )
        .join_from(listing, document)
        .where(listing.c.column_id == column_id, listing.c.gone_at.is_(None))
    )
    return {row.url: row for row in connection.execute(query)}


def _is_same(row: Row[Any] | None, entry: ListEntry) -> bool:
    return row is not None and row.title == entry.title and row.published_on == entry.published_on


def _add(
    connection: Connection,
    run: Run,
    column_id: int,
    *,
    entries: Iterable[ListEntry],
    absent_at: Mapping[str, datetime | None],
) -> None:
    added = list(entries)
    ids = save_documents(connection, run, [entry.url for entry in added])
    rows = [
        {
            "portal": run.portal,
            "run_id": run.id,
            "column_id": column_id,
            "document_id": ids[entry.url],
            "title": entry.title,
            "published_on": entry.published_on,
            "absent_at": absent_at[entry.url],
            "seen_at": run.as_of,
        }
        for entry in added
    ]
    if rows:
        connection.execute(insert(tables.listing), rows)


def save_listings(
    connection: Connection,
    run: Run,
    column_id: int,
    *,
    entries: Iterable[ListEntry],
    absent_at: datetime | None,
) -> list[int]:
    """Add the rows that are new or changed; return the ids of rows in force that are not shown.

    `absent_at` is when the column was last read whole before: it did not show the new rows then.
    """
    shown = _by_url(entries)
    known = _load_open(connection, column_id)
    fresh = [entry for url, entry in shown.items() if not _is_same(known.get(url), entry)]
    close_listings(connection, run, [known[e.url].id for e in fresh if e.url in known])
    absences = {
        entry.url: known[entry.url].absent_at if entry.url in known else absent_at
        for entry in fresh
    }
    _add(connection, run, column_id, entries=fresh, absent_at=absences)
    return [row.id for url, row in known.items() if url not in shown]


def close_listings(connection: Connection, run: Run, ids: Iterable[int]) -> None:
    """End rows at the run's `as_of`."""
    for chunk in chunks(ids):
        connection.execute(
            update(tables.listing).where(tables.listing.c.id.in_(chunk)).values(gone_at=run.as_of)
        )
