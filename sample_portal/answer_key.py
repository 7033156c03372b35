"""The answer key of a day and the list of happenings, as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sample_portal.columns import column_of
from sample_portal.documents import is_visible
from sample_portal.faults.records import Fault
from sample_portal.happenings import happenings
from sample_portal.portal import Portal, column_for
from sample_portal.units import BY_KEY

Entry = dict[str, str | int | None]


def answer_key(portal: Portal, base_url: str, today: date) -> Iterator[Entry]:
    """Every fault there on that day."""
    for fault in portal.faults:
        if is_there(portal, fault, today):
            unit = BY_KEY[fault.unit]
            yield {
                "unit": unit.name,
                "row": fault.row,
                "rule": fault.rule,
                "check": fault.check,
                "kind": fault.kind,
                "subject": _address(portal, base_url, fault.document),
                "column": column_of(unit, fault.column).name_path,
                "note": fault.note,
            }


def happened(portal: Portal, base_url: str, today: date) -> Iterator[Entry]:
    """Everything that has happened up to that day, the day included."""
    for event in happenings():
        document = portal.by_key[event.document]
        if event.on <= today:
            yield {
                "on": event.on.isoformat(),
                "kind": event.kind,
                "unit": BY_KEY[document.draft.unit].name,
                "subject": _address(portal, base_url, event.document),
                "column": column_for(document.draft, document.draft.column).name_path,
                "note": event.note,
            }


def is_there(portal: Portal, fault: Fault, today: date) -> bool:
    """Whether the fault can be found on that day: begun, not mended, its paper visible."""
    has_begun = fault.since is None or fault.since <= today
    is_mended = fault.until is not None and fault.until <= today
    shown = fault.document is None or is_visible(portal.by_key[fault.document], today)
    return has_begun and not is_mended and shown


def _address(portal: Portal, base_url: str, key: str | None) -> str | None:
    return None if key is None else base_url.rstrip("/") + portal.by_key[key].path
