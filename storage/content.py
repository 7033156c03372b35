"""Records as table values and back: the fields of a document's version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from audit_rules.model import Conflict, Disclosure, Event, EventKind, FieldSource, PageRecord

Values = dict[str, Any]


def _sources(sources: Mapping[str, FieldSource]) -> Values | None:
    return {name: [s.raw, s.where, s.by] for name, s in sources.items()} or None


def _conflicts(conflicts: Iterable[Conflict]) -> list[list[str]] | None:
    return [[c.field, c.a, c.b] for c in conflicts] or None


def _events(events: Iterable[Event]) -> list[list[str]] | None:
    return [[e.kind, e.on.isoformat(), e.raw] for e in events] or None


def page_values(record: PageRecord) -> Values:
    """Return the columns of a version read off a page."""
    return {
        "page_kind": record.page_kind,
        "family": record.family,
        "title": record.title,
        "published_on": record.published_on,
        "published_at": record.published_at,
        "formed_on": record.formed_on,
        "document_number": record.document_number,
        "document_number_raw": record.document_number_raw,
        "validity": record.validity,
        "validity_raw": record.validity_raw,
        "valid_until": record.valid_until,
        "index_number": record.index_number,
        "shown_unit": record.unit,
        "source": record.source,
        "record_created_at": record.record_created_at,
        "open_from": record.open_from,
        "open_until": record.open_until,
        "text_sha256": record.text_sha256,
        "attachments": [asdict(a) for a in record.attachments] or None,
        "sources": _sources(record.fields),
        "unreadable": dict(record.unreadable) or None,
        "conflicts": _conflicts(record.conflicts),
        "events": _events(record.events),
        "labels_read": sorted(record.labels_read),
        "labels_printed": sorted(record.labels_printed),
    }


def imported_values(disclosure: Disclosure) -> Values:
    """Return the columns of a version that is a row of an imported list."""
    return {
        "listed_unit": disclosure.unit,
        "listed_columns": sorted(disclosure.columns),
        "fields_read": sorted(disclosure.fields_read),
        "page_kind": disclosure.page_kind,
        "title": disclosure.title,
        "published_on": disclosure.published_on,
        "formed_on": disclosure.formed_on,
        "document_number": disclosure.document_number,
        "document_number_raw": disclosure.document_number_raw,
        "validity": disclosure.validity,
        "validity_raw": disclosure.validity_raw,
        "valid_until": disclosure.valid_until,
        "shown_unit": disclosure.shown_unit,
        "record_created_at": disclosure.record_created_at,
        "sources": _sources(disclosure.sources),
        "unreadable": dict(disclosure.unreadable) or None,
        "conflicts": _conflicts(disclosure.conflicts),
        "events": _events(disclosure.events),
    }


def hash_content(values: Values) -> str:
    """Return the SHA-256 by which two versions are told apart."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sources_of(stored: Mapping[str, list[str]] | None) -> dict[str, FieldSource]:
    """Read the places of values back."""
    return {
        name: FieldSource(raw=raw, where=where, by=by)
        for name, (raw, where, by) in (stored or {}).items()
    }


def conflicts_of(stored: Iterable[list[str]] | None) -> tuple[Conflict, ...]:
    """Read disagreements back."""
    return tuple(Conflict(field=field, a=a, b=b) for field, a, b in stored or ())


def events_of(stored: Iterable[list[str]] | None) -> tuple[Event, ...]:
    """Read trigger dates back."""
    return tuple(
        Event(kind=EventKind(kind), on=date.fromisoformat(on), raw=raw)
        for kind, on, raw in stored or ()
    )
