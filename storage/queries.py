"""The queries behind `load_records`: one row per list row or imported row, newest version beside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
)

from audit_rules.model import Origin
from storage import tables
from storage.listings import in_force

VERSION_COLUMNS = tuple(
    tables.document_version.c[name]
    for name in (
        "page_kind",
        "title",
        "published_on",
        "formed_on",
        "document_number",
        "document_number_raw",
        "validity",
        "validity_raw",
        "valid_until",
        "shown_unit",
        "record_created_at",
        "sha256",
        "captured_at",
        "sources",
        "unreadable",
        "conflicts",
        "events",
        "labels_read",
        "labels_printed",
    )
)
"""The columns of a version that a `Disclosure` shows."""


def _newest_version(document_id: ColumnElement[int], as_of: datetime) -> ScalarSelect[int]:
    version = tables.document_version.alias()
    return (
        select(version.c.id)
        .where(
            version.c.document_id == document_id,
            version.c.origin == Origin.PAGE,
            version.c.seen_at <= as_of,
        )
        .order_by(version.c.seen_at.desc(), version.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _newest_good_read(document_id: ColumnElement[int], as_of: datetime) -> ScalarSelect[int]:
    read = tables.page_read.alias()
    return (
        select(read.c.id)
        .where(read.c.document_id == document_id, read.c.ok, read.c.as_of <= as_of)
        .order_by(read.c.as_of.desc(), read.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _listed_by(units: Collection[str], portal: str, as_of: datetime) -> Select[int]:
    other, column = tables.listing.alias(), tables.portal_column.alias()
    return (
        select(other.c.document_id)
        .join_from(other, column)
        .where(column.c.portal == portal, column.c.unit.in_(sorted(units)), in_force(other, as_of))
    )


def listed_rows(portal: str, as_of: datetime, units: Collection[str] | None) -> Select[Any]:
    """Return each list row in force at `as_of` with its page's newest version, by document."""
    document, listing, column = tables.document, tables.listing, tables.portal_column
    version, read = tables.document_version, tables.page_read
    places: FromClause = (
        document.join(listing, listing.c.document_id == document.c.id)
        .join(column, column.c.id == listing.c.column_id)
        .outerjoin(version, version.c.id == _newest_version(document.c.id, as_of))
        .outerjoin(read, read.c.id == _newest_good_read(document.c.id, as_of))
    )
    query = (
        select(
            document.c.id.label("document_id"),
            document.c.url,
            document.c.first_seen_at,
            listing.c.column_id,
            listing.c.title.label("list_title"),
            listing.c.published_on.label("list_published_on"),
            listing.c.seen_at,
            column.c.unit,
            column.c.path,
            version.c.id.label("version_id"),
            *VERSION_COLUMNS,
            read.c.read_at,
            read.c.sha256.label("read_sha256"),
        )
        .select_from(places)
        .where(document.c.portal == portal, in_force(listing, as_of))
        .order_by(document.c.url, column.c.path, listing.c.id)
    )
    if units is None:
        return query
    return query.where(document.c.id.in_(_listed_by(units, portal, as_of)))


def imported_rows(portal: str, as_of: datetime) -> Select[Any]:
    """Return the newest imported row of each address and unit that no list has shown since."""
    document, version = tables.document, tables.document_version
    newer, listing = version.alias(), tables.listing
    is_outdated = exists().where(
        newer.c.document_id == version.c.document_id,
        newer.c.origin == version.c.origin,
        newer.c.listed_unit == version.c.listed_unit,
        newer.c.seen_at <= as_of,
        or_(
            newer.c.seen_at > version.c.seen_at,
            and_(newer.c.seen_at == version.c.seen_at, newer.c.id > version.c.id),
        ),
    )
    is_listed = exists().where(
        listing.c.document_id == version.c.document_id,
        listing.c.seen_at <= as_of,
        listing.c.gone_at.is_(None) | (listing.c.gone_at > version.c.seen_at),
    )
    return (
        select(
            document.c.url,
            document.c.first_seen_at,
            version.c.listed_unit,
            version.c.listed_columns,
            version.c.fields_read,
            *VERSION_COLUMNS,
        )
        .join_from(version, document)
        .where(
            version.c.portal == portal,
            version.c.origin == Origin.IMPORTED,
            version.c.seen_at <= as_of,
            ~is_outdated,
            ~is_listed,
        )
        .order_by(version.c.document_id, version.c.listed_unit)
    )


def last_complete_reads(
    connection: Connection, portal: str, as_of: datetime
) -> dict[int, datetime]:
    """Return when each column, by id, was last read whole at or before `as_of`."""
    read = tables.column_read
    newest = func.max(read.c.captured_at, type_=read.c.captured_at.type)
    rows = connection.execute(
        select(read.c.column_id, newest.label("captured_at"))
        .where(read.c.portal == portal, read.c.complete, read.c.as_of <= as_of)
        .group_by(read.c.column_id)
    )
    return {row.column_id: row.captured_at for row in rows}
