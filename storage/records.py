"""What an audit reads: the state of a portal as known at one instant, and nothing later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Connection, Row

from audit_rules.model import (
    ALL_FIELDS,
    ColumnRead,
    Conflict,
    Disclosure,
    FieldSource,
    Origin,
    PageKind,
    SiteRead,
    Validity,
)
from storage.columns import load_column_reads, load_site_reads
from storage.content import conflicts_of, events_of, sources_of
from storage.queries import imported_rows, last_complete_reads, listed_rows
from storage.runs import Run, last_run

ENTRY_FIELDS = frozenset({"title", "published_on"})
"""`Disclosure.fields_read` of a document known only from its row in a list."""

BATCH = 1000
"""Rows fetched at a time; memory does not grow with the portal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A portal as known at one instant.

    `disclosures` can be walked once, while the connection's transaction is open; they come in no
    promised order. The reads are each column's and site's newest, good or bad. `last_crawl` is the
    newest crawl in any state, None where there was none.
    """

    disclosures: Iterator[Disclosure]
    column_reads: tuple[ColumnRead, ...]
    site_reads: tuple[SiteRead, ...]
    last_crawl: Run | None


def _list_sources(row: Row[Any]) -> dict[str, FieldSource]:
    sources = {"title": FieldSource(raw=row.list_title, where="列表", by="list")}
    if row.list_published_on is not None:
        raw = row.list_published_on.isoformat()
        sources["published_on"] = FieldSource(raw=raw, where="列表", by="list")
    return sources


def _from_entry(
    row: Row[Any], unit: str, columns: tuple[str, ...], captured_at: datetime
) -> Disclosure:
    return Disclosure(
        url=row.url,
        title=row.list_title,
        unit=unit,
        columns=columns,
        origin=Origin.ENTRY,
        fields_read=ENTRY_FIELDS,
        first_seen_at=row.first_seen_at,
        captured_at=captured_at,
        published_on=row.list_published_on,
        sources=_list_sources(row),
    )


def _from_page(row: Row[Any], unit: str, columns: tuple[str, ...]) -> Disclosure:
    """Take the page's fields; where it shows no title or date, the list's."""
    missing = {
        name: source for name, source in _list_sources(row).items() if getattr(row, name) is None
    }
    return Disclosure(
        url=row.url,
        title=row.title if row.title is not None else row.list_title,
        unit=unit,
        columns=columns,
        origin=Origin.PAGE,
        fields_read=ALL_FIELDS,
        first_seen_at=row.first_seen_at,
        captured_at=row.read_at or row.captured_at,
        published_on=row.published_on or row.list_published_on,
        sha256=row.read_sha256 or row.sha256,
        sources=sources_of(row.sources) | missing,
        **_page_facts(row),
        conflicts=(*conflicts_of(row.conflicts), *_list_conflicts(row)),
        listed_as=row.list_title if row.list_title != row.title else None,
    )


def _list_conflicts(row: Row[Any]) -> Iterator[Conflict]:
    """Give the disagreement between a page's own date and its row in the list; the page wins."""
    page_day, list_day = row.published_on, row.list_published_on
    if page_day is not None and list_day is not None and page_day != list_day:
        yield Conflict(field="published_on", a=page_day.isoformat(), b=list_day.isoformat())


def _page_facts(row: Row[Any]) -> dict[str, Any]:
    return {
        "page_kind": PageKind(row.page_kind),
        "formed_on": row.formed_on,
        "document_number": row.document_number,
        "document_number_raw": row.document_number_raw,
        "validity": None if row.validity is None else Validity(row.validity),
        "validity_raw": row.validity_raw,
        "valid_until": row.valid_until,
        "shown_unit": row.shown_unit,
        "record_created_at": row.record_created_at,
        "unreadable": row.unreadable or {},
        "events": events_of(row.events),
        "labels_read": frozenset(row.labels_read or ()),
        "labels_printed": frozenset(row.labels_printed or ()),
    }


def _from_import(row: Row[Any]) -> Disclosure:
    return Disclosure(
        url=row.url,
        title=row.title or "",
        unit=row.listed_unit,
        columns=tuple(row.listed_columns or ()),
        origin=Origin.IMPORTED,
        fields_read=frozenset(row.fields_read or ()),
        first_seen_at=row.first_seen_at,
        captured_at=row.captured_at,
        published_on=row.published_on,
        sha256=row.sha256,
        sources=sources_of(row.sources),
        conflicts=conflicts_of(row.conflicts),
        **_page_facts(row),
    )


def _of_document(rows: list[Row[Any]], completes: dict[int, datetime]) -> Iterator[Disclosure]:
    """Give one disclosure for each unit that lists the document; government columns join each."""
    units = sorted({row.unit for row in rows if row.unit}) or [""]
    for unit in units:
        own = [row for row in rows if row.unit == unit]
        shared = [row for row in rows if row.unit == "" != unit]
        columns = tuple(sorted({row.path for row in chain(own, shared)}))
        if own[0].version_id is not None:
            yield _from_page(own[0], unit, columns)
            continue
        seen = [completes.get(row.column_id, row.seen_at) for row in own]
        captured_at = max(*seen, *(row.seen_at for row in own))
        yield _from_entry(own[0], unit, columns, captured_at)


def _listed(
    connection: Connection, portal: str, as_of: datetime, units: Collection[str] | None
) -> Iterator[Disclosure]:
    completes = last_complete_reads(connection, portal, as_of)
    rows = connection.execute(listed_rows(portal, as_of, units).execution_options(yield_per=BATCH))
    for _, group in groupby(rows, lambda row: row.document_id):
        yield from _of_document(list(group), completes)


def _imported(connection: Connection, portal: str, as_of: datetime) -> Iterator[Disclosure]:
    rows = connection.execute(imported_rows(portal, as_of).execution_options(yield_per=BATCH))
    yield from map(_from_import, rows)


def _of_units(
    disclosures: Iterable[Disclosure], units: Collection[str] | None
) -> Iterator[Disclosure]:
    return (found for found in disclosures if units is None or found.unit in units)


def load_records(
    connection: Connection, portal: str, as_of: datetime, *, units: Collection[str] | None = None
) -> Records:
    """Return the portal as known at `as_of`; the disclosures of `units` only, where given.

    A document counts while a list shows it; a page counts with its newest version, also when it
    could not be read lately. An imported row counts while no list of the portal has the document.
    """
    disclosures = chain(
        _listed(connection, portal, as_of, units), _imported(connection, portal, as_of)
    )
    return Records(
        disclosures=_of_units(disclosures, units),
        column_reads=load_column_reads(connection, portal, as_of),
        site_reads=load_site_reads(connection, portal, as_of),
        last_crawl=last_run(connection, portal, as_of=as_of),
    )
