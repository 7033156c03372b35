"""What was read of the portal's column tree and lists: sites, columns, and the rows they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from audit_rules.model import Column, ColumnRead, ListEntry, SiteRead
from storage import tables
from storage.documents import chunks
from storage.listings import close_listings, save_listings
from storage.runs import Run

NO_UNIT = ""
"""How a government-level column's absent unit is stored."""


def _open_columns(connection: Connection, portal: str, unit: str) -> dict[tuple[str, str], int]:
    table = tables.portal_column
    rows = connection.execute(
        select(table.c.id, table.c.path, table.c.url).where(
            table.c.portal == portal, table.c.unit == unit, table.c.gone_at.is_(None)
        )
    )
    return {(row.path, row.url): row.id for row in rows}


def _add_columns(
    connection: Connection, run: Run, unit: str, places: Sequence[tuple[str, str]]
) -> None:
    if places:
        shared = {"portal": run.portal, "unit": unit, "first_seen_at": run.as_of}
        connection.execute(
            insert(tables.portal_column),
            [{**shared, "path": path, "url": url} for path, url in places],
        )


def _column_id(connection: Connection, run: Run, read: ColumnRead) -> int:
    unit, place = read.unit or NO_UNIT, (read.column, read.url)
    known = _open_columns(connection, run.portal, unit)
    if place not in known:
        _add_columns(connection, run, unit, [place])
        known = _open_columns(connection, run.portal, unit)
    return known[place]


def _close_columns(connection: Connection, run: Run, ids: Iterable[int]) -> None:
    table, listing = tables.portal_column, tables.listing
    for chunk in chunks(ids):
        connection.execute(update(table).where(table.c.id.in_(chunk)).values(gone_at=run.as_of))
        connection.execute(
            update(listing)
            .where(listing.c.column_id.in_(chunk), listing.c.gone_at.is_(None))
            .values(gone_at=run.as_of)
        )


def save_site_read(
    connection: Connection,
    run: Run,
    *,
    site_read: SiteRead,
    columns: Iterable[Column],
    is_whole: bool = True,
) -> None:
    """Store how a unit's home was read, and every column found there.

    `columns` are all columns the unit has, also those this run will not read: a complete read whose
    `columns_found` equals their number closes the unit's other columns, with the rows in them. Not
    so where the run looked into some columns alone (`is_whole` False).
    """
    unit = site_read.unit
    found = {(column.path, column.url): None for column in columns if column.unit == unit}
    known = _open_columns(connection, run.portal, unit)
    _add_columns(connection, run, unit, [place for place in found if place not in known])
    if is_whole and site_read.complete and found and site_read.columns_found == len(found):
        _close_columns(connection, run, [id_ for place, id_ in known.items() if place not in found])
    connection.execute(
        insert(tables.site_read).values(
            portal=run.portal,
            run_id=run.id,
            as_of=run.as_of,
            unit=unit,
            url=site_read.url,
            columns_found=site_read.columns_found,
            complete=site_read.complete,
            reason=site_read.reason,
            captured_at=site_read.captured_at,
        )
    )


def _last_complete(connection: Connection, column_id: int) -> datetime | None:
    table = tables.column_read
    return connection.scalar(
        select(table.c.as_of)
        .where(table.c.column_id == column_id, table.c.complete)
        .order_by(table.c.as_of.desc(), table.c.id.desc())
        .limit(1)
    )


def save_column_read(
    connection: Connection, run: Run, *, column_read: ColumnRead, entries: Iterable[ListEntry]
) -> None:
    """Store how far a column was read and the rows it showed.

    Rows not known yet are added; a row shown with another title or date replaces the old one; only
    a complete read closes the rows it no longer shows. Unchanged rows are not touched. Of several
    rows with one address, the first in the order of dates and titles counts.
    """
    column_id = _column_id(connection, run, column_read)
    absent_at = _last_complete(connection, column_id)
    missing = save_listings(connection, run, column_id, entries=entries, absent_at=absent_at)
    if column_read.complete:
        close_listings(connection, run, missing)
    connection.execute(
        insert(tables.column_read).values(
            portal=run.portal,
            run_id=run.id,
            column_id=column_id,
            as_of=run.as_of,
            pages_read=column_read.pages_read,
            entries_read=column_read.entries_read,
            declared_total=column_read.declared_total,
            complete=column_read.complete,
            reason=column_read.reason,
            captured_at=column_read.captured_at,
            sha256=list(column_read.sha256),
            shows_article=column_read.shows_article,
        )
    )


def _site_read(row: Row[Any]) -> SiteRead:
    return SiteRead(
        unit=row.unit,
        url=row.url,
        columns_found=row.columns_found,
        complete=row.complete,
        reason=row.reason,
        captured_at=row.captured_at,
    )


def load_site_reads(connection: Connection, portal: str, as_of: datetime) -> tuple[SiteRead, ...]:
    """Return each unit's newest site read at or before `as_of`, good or bad, by unit."""
    table, other = tables.site_read, tables.site_read.alias()
    newest = (
        select(other.c.id)
        .where(other.c.portal == portal, other.c.unit == table.c.unit, other.c.as_of <= as_of)
        .order_by(other.c.as_of.desc(), other.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(table).where(table.c.portal == portal, table.c.id == newest)
    return tuple(_site_read(row) for row in connection.execute(query.order_by(table.c.unit)))


def _newest_column_reads(portal: str, as_of: datetime) -> Select[Any]:
    column, read, other = tables.portal_column, tables.column_read, tables.column_read.alias()
    newest = (
        select(other.c.id)
        .where(other.c.column_id == column.c.id, other.c.as_of <= as_of)
        .order_by(other.c.as_of.desc(), other.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(read, column.c.unit, column.c.path, column.c.url)
        .join_from(column, read, read.c.id == newest)
        .where(column.c.portal == portal, column.c.gone_at.is_(None) | (column.c.gone_at > as_of))
        .order_by(column.c.unit, column.c.path, column.c.url)
    )


def _column_read(row: Row[Any]) -> ColumnRead:
    return ColumnRead(
        unit=row.unit or None,
        column=row.path,
        url=row.url,
        pages_read=row.pages_read,
        entries_read=row.entries_read,
        declared_total=row.declared_total,
        complete=row.complete,
        reason=row.reason,
        captured_at=row.captured_at,
        sha256=tuple(row.sha256),
        shows_article=row.shows_article,
    )


def load_column_reads(
    connection: Connection, portal: str, as_of: datetime
) -> tuple[ColumnRead, ...]:
    """Return the newest read, good or bad, of each column there at `as_of`; government first."""
    rows = connection.execute(_newest_column_reads(portal, as_of))
    return tuple(_column_read(row) for row in rows)


def load_columns(connection: Connection, portal: str, as_of: datetime) -> tuple[Column, ...]:
    """Return every column the portal showed at `as_of`, read or not."""
    table = tables.portal_column
    query = select(table.c.unit, table.c.path, table.c.url).where(
        table.c.portal == portal,
        table.c.first_seen_at <= as_of,
        table.c.gone_at.is_(None) | (table.c.gone_at > as_of),
    )
    rows = connection.execute(query.order_by(table.c.unit, table.c.path, table.c.url))
    return tuple(Column(unit=row.unit or None, path=row.path, url=row.url) for row in rows)
