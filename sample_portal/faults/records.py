"""The record of a planted fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample_portal.documents import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault for the answer key.

    `unit` and `column` are keys of this package; `document` the key of the paper at fault, None
    where something is absent or many papers share the fault. It is there from `since` (None: from
    the paper's appearance) until the day before `until` (None: for ever). `row` is the row of the
    plan, None for a general rule.
    """

    unit: str
    rule: str
    check: str
    kind: str
    column: str
    note: str
    row: int | None = None
    document: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Planting:
    """A paper put on the portal because it is at fault, with its entries for the key."""

    draft: Draft
    faults: tuple[Fault, ...]
