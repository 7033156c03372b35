"""Lists kept by hand or exported from a CMS, stored as disclosures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from audit_rules.model import Disclosure, Origin
from storage.content import imported_values
from storage.documents import chunks, save_documents
from storage.runs import Run
from storage.versions import Draft, save_versions


def _merged(disclosures: Iterable[Disclosure]) -> list[Disclosure]:
    """Join rows of one address and unit: the first gives the fields, all give columns."""
    merged: dict[tuple[str, str], Disclosure] = {}
    for row in disclosures:
        place = (row.url, row.unit)
        first = merged.setdefault(place, row)
        columns = tuple(sorted({*first.columns, *row.columns}))
        if columns != first.columns:
            merged[place] = replace(first, columns=columns)
    return list(merged.values())


def save_imported(connection: Connection, run: Run, *, disclosures: Iterable[Disclosure]) -> int:
    """Store an imported list as seen at the run's `as_of`; return how many rows were new or changed.

    The same list a second time writes no version. `as_of` may lie in the past.
    """
    written = 0
    for chunk in chunks(_merged(disclosures)):
        ids = save_documents(connection, run, [row.url for row in chunk])
        drafts = [
            Draft(
                document_id=ids[row.url],
                unit=row.unit,
                values=imported_values(row),
                captured_at=row.captured_at,
                sha256=row.sha256,
            )
            for row in chunk
        ]
        written += save_versions(connection, run, origin=Origin.IMPORTED, drafts=drafts)
    return written
