"""What one run of the spider is to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from audit_rules.model import ListEntry, Portal


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What one run is to read. Empty `units` and `columns` mean all.

    `is_due` tells for a list row whether its page is to be fetched tonight.
    """

    portal: Portal
    as_of: datetime
    units: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    is_due: Callable[[ListEntry], bool] = field(default=lambda _entry: True)
