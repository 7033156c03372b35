"""Versions of documents: a new one only where the content differs from the newest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from audit_rules.model import Origin
from storage import tables
from storage.content import Values, hash_content
from storage.documents import chunks
from storage.runs import Run

VERSION: Final = tables.document_version

BLANK: Final[Values] = {
    column.name: None for column in VERSION.columns if column.name not in {"id", "listed_unit"}
} | {"listed_unit": ""}
"""Every column of a version: one insert statement for all, whatever a record leaves out."""


# Built once: building a statement costs more than running it.
HASHES: Final = (
    select(VERSION.c.document_id, VERSION.c.listed_unit, VERSION.c.content_hash)
    .where(
        VERSION.c.document_id.in_(bindparam("ids", expanding=True)),
        VERSION.c.origin == bindparam("origin"),
        VERSION.c.seen_at <= bindparam("as_of", type_=VERSION.c.seen_at.type),
    )
    .order_by(VERSION.c.seen_at, VERSION.c.id)
)
ADD: Final = insert(VERSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Content that becomes a version if it is new. `unit` is "" for a page."""

    document_id: int
    unit: str
    values: Values
    captured_at: datetime
    sha256: str | None


def _newest_hashes(
    connection: Connection, run: Run, origin: Origin, ids: Sequence[int]
) -> dict[tuple[int, str], str]:
    hashes: dict[tuple[int, str], str] = {}
    for chunk in chunks(ids):
        rows = connection.execute(HASHES, {"ids": chunk, "origin": origin, "as_of": run.as_of})
        hashes.update(((row.document_id, row.listed_unit), row.content_hash) for row in rows)
    return hashes


def _row(run: Run, origin: Origin, draft: Draft, content_hash: str) -> Values:
    return {
        **BLANK,
        **draft.values,
        "portal": run.portal,
        "run_id": run.id,
        "document_id": draft.document_id,
        "origin": origin,
        "seen_at": run.as_of,
        "captured_at": draft.captured_at,
        "sha256": draft.sha256,
        "content_hash": content_hash,
    }


def save_versions(
    connection: Connection, run: Run, *, origin: Origin, drafts: Sequence[Draft]
) -> int:
    """Store the drafts that differ from what was known at the run's `as_of`; return how many."""
    newest = _newest_hashes(connection, run, origin, [draft.document_id for draft in drafts])
    rows: list[Values] = []
    for draft in drafts:
        place, content_hash = (draft.document_id, draft.unit), hash_content(draft.values)
        if newest.get(place) != content_hash:
            newest[place] = content_hash
            rows.append(_row(run, origin, draft, content_hash))
    if rows:
        connection.execute(ADD, rows)
    return len(rows)
