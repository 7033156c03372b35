"""Documents that were listed and are listed no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, select

from storage import tables
from storage.listings import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A document gone from every list; `gone_at` is the complete read that first missed it.

    `unit` is "" for a government-level column, `columns` are those it left in that time.
    """

    url: str
    title: str
    unit: str
    columns: tuple[str, ...]
    gone_at: datetime


def _rows(portal: str, after: datetime, as_of: datetime) -> Select[Any]:
    document, listing, column = tables.document, tables.listing, tables.portal_column
    other = listing.alias()
    is_listed = exists().where(other.c.document_id == listing.c.document_id, in_force(other, as_of))
    return (
        select(document.c.url, listing.c.title, listing.c.gone_at, column.c.unit, column.c.path)
        .join_from(listing, document)
        .join(column)
        .where(
            document.c.portal == portal,
            listing.c.gone_at > after,
            listing.c.gone_at <= as_of,
            ~is_listed,
        )
        .order_by(listing.c.document_id, column.c.unit, listing.c.gone_at, listing.c.id)
    )


def _withdrawal(rows: list[Row[Any]]) -> Withdrawal:
    last = rows[-1]
    return Withdrawal(
        url=last.url,
        title=last.title,
        unit=last.unit,
        columns=tuple(sorted({row.path for row in rows})),
        gone_at=last.gone_at,
    )


def load_withdrawals(
    connection: Connection, portal: str, *, after: datetime, as_of: datetime
) -> Iterator[Withdrawal]:
    """Give the documents that left their last list after `after` and until `as_of`, once per unit.

    A document that moved to another column is not withdrawn.
    """
    rows = connection.execute(_rows(portal, after, as_of).execution_options(yield_per=1000))
    for _, group in groupby(rows, lambda row: (row.url, row.unit)):
        yield _withdrawal(list(group))
