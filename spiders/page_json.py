"""A page record as the JSON object of `gongkai extract`: fixed keys, fixed order, ISO dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from audit_rules.model import Listing, PageKind, PageRecord
from spiders.fields.index_number import parse_index_serial

SERIAL_FAMILY: Final = "gongkai"
_PLAIN = (
    "url", "family", "page_kind", "title", "published_on", "published_at", "formed_on",
    "document_number", "document_number_raw", "validity", "validity_raw", "valid_until",
    "index_number", "unit", "source",
)  # fmt: skip


def page_json(record: PageRecord) -> dict[str, Any]:
    """Return the object; a list adds its rows, a consultation its period."""
    found = {name: _plain(getattr(record, name)) for name in _PLAIN}
    found |= {
        "index_serial": _serial_of(record),
        "attachments": [{"url": file.url, "name": file.name} for file in record.attachments],
        "record_created_at": _plain(record.record_created_at),
        "text_sha256": record.text_sha256,
        "fields": {
            name: {"raw": source.raw, "where": source.where, "by": source.by}
            for name, source in record.fields.items()
        },
        "unreadable": dict(record.unreadable),
        "conflicts": [{"field": c.field, "a": c.a, "b": c.b} for c in record.conflicts],
        "events": [
            {"kind": e.kind.value, "on": e.on.isoformat(), "raw": e.raw} for e in record.events
        ],
    }
    if record.page_kind is PageKind.CONSULTATION:
        found["open_from"] = _plain(record.open_from)
        found["open_until"] = _plain(record.open_until)
    if record.listing is not None:
        found |= _listing_json(record.listing)
    return found


def _listing_json(listing: Listing) -> dict[str, Any]:
    return {
        "entries": [
            {"url": entry.url, "title": entry.title, "published_on": _plain(entry.published_on)}
            for entry in listing.entries
        ],
        "next_page": listing.next_page,
        "total": listing.total,
        "complete": listing.complete,
    }


def _serial_of(record: PageRecord) -> int | None:
    """Return the serial of the index number; only the platform of Zibo counts through its city."""
    if record.family != SERIAL_FAMILY or record.index_number is None:
        return None
    return parse_index_serial(record.index_number)


def _plain(value: object) -> object:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if value is not None else None
