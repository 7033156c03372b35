"""What a column lists on a day, newest first, fifteen rows a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from sample_portal.days import ZONE
from sample_portal.documents import ALWAYS, Document, changed_on, is_visible
from sample_portal.pages import Row
from sample_portal.portal import Portal

ROWS_PER_PAGE: Final = 15


@dataclass(frozen=True, slots=True)
class Listing:
    """All rows of a column on a day, and the last day on which the list changed."""

    rows: tuple[Row, ...]
    changed_on: date


def pages_in(rows: int) -> int:
    """How many pages the rows fill; an empty column has one."""
    return max(1, -(-rows // ROWS_PER_PAGE))


@lru_cache(maxsize=2000)
def _listed(documents: tuple[Document, ...], today: date) -> Listing:
    shown = sorted(
        (document for document in documents if is_visible(document, today)),
        key=lambda document: (document.draft.published_on, document.created_at),
        reverse=True,
    )
    events = [changed_on(document, today) for document in documents if document.appears_on <= today]
    gone = [document.draft.withdrawn_on for document in documents if document.draft.withdrawn_on]
    rows = tuple(
        Row(document.draft.title, document.path, document.draft.published_on) for document in shown
    )
    return Listing(rows, max([ALWAYS, *events, *(day for day in gone if day <= today)]))


def listing_of(portal: Portal, path: str, today: date) -> Listing:
    """Return the rows of the column at that address."""
    if portal.columns[path].key == "consultations":
        return _consultations(portal, today)
    return _listed(portal.by_column.get(path, ()), today)


def _consultations(portal: Portal, today: date) -> Listing:
    opened = [item for item in reversed(portal.consultations) if item.opens_on <= today]
    rows = tuple(
        Row(
            f"关于《{item.title}》公开征求意见的公告",
            item.path,
            item.created_at.astimezone(ZONE).date(),
        )
        for item in opened
    )
    return Listing(rows, max([ALWAYS, *(item.opens_on for item in opened)]))
