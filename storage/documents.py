"""Addresses of a portal's documents and when each was first seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, bindparam, select, update

from storage import tables
from storage.runs import Run
from storage.upsert import insert

CHUNK: Final = 500
"""Values in one `IN (…)`; well under the limits of every database."""

T = TypeVar("T")


def chunks(values: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut `values` into lists of `size`, the last one shorter."""
    iterator = iter(values)
    while chunk := list(islice(iterator, size)):
        yield chunk


# Built once: building a statement costs more than running it.
BY_URL: Final = select(
    tables.document.c.url, tables.document.c.id, tables.document.c.first_seen_at
).where(
    tables.document.c.portal == bindparam("portal"),
    tables.document.c.url.in_(bindparam("urls", expanding=True)),
)


def _load(
    connection: Connection, portal: str, urls: Iterable[str]
) -> dict[str, tuple[int, datetime | None]]:
    known: dict[str, tuple[int, datetime | None]] = {}
    for chunk in chunks(urls):
        rows = connection.execute(BY_URL, {"portal": portal, "urls": chunk})
        known.update((row.url, (row.id, row.first_seen_at)) for row in rows)
    return known


def _save_earlier(connection: Connection, as_of: datetime, ids: Iterable[int]) -> None:
    for chunk in chunks(ids):
        connection.execute(
            update(tables.document)
            .where(tables.document.c.id.in_(chunk))
            .values(first_seen_at=as_of)
        )


def save_documents(
    connection: Connection, run: Run, urls: Iterable[str], *, is_seen: bool = True
) -> dict[str, int]:
    """Return the ids of `urls`, inserting those not known yet.

    `is_seen` is False for an address of which only a failed read is known. An import as of the
    past moves `first_seen_at` back.
    """
    wanted = list(dict.fromkeys(urls))
    known = _load(connection, run.portal, wanted)
    missing = [url for url in wanted if url not in known]
    if is_seen:
        later = [id_ for id_, seen_at in known.values() if seen_at is None or seen_at > run.as_of]
        _save_earlier(connection, run.as_of, later)
    if missing:
        first_seen_at = run.as_of if is_seen else None
        connection.execute(
            insert(connection, tables.document).on_conflict_do_nothing(),
            [{"portal": run.portal, "url": u, "first_seen_at": first_seen_at} for u in missing],
        )
        known |= _load(connection, run.portal, missing)
    return {url: id_ for url, (id_, _) in known.items()}
