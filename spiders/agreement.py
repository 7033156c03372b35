"""Is this the page its list row promised? Error pages and front pages also come with status 200."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

from audit_rules.matching import normalise_name
from audit_rules.model import ListEntry, PageRecord

ALIKE: Final = 60
"""Of 100; a title edited in the list (shortened, a unit's name left out) stays well above."""


def agrees_with_row(record: PageRecord, entry: ListEntry) -> bool:
    """Tell whether the page shows its row's title, whole, cut or edited, or at least its date."""
    if record.published_on is not None and record.published_on == entry.published_on:
        return True
    shown = normalise_name(record.title or "")
    promised = normalise_name(entry.title.rstrip("….．"))
    if not shown or not promised:
        return False
    return promised in shown or shown in promised or fuzz.ratio(shown, promised) >= ALIKE
