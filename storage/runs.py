"""Runs: who wrote what, as of when. Every stored row names the run that wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, update

from storage import tables
from storage.errors import RunOrderError, UnknownRunError


class RunKind(StrEnum):
    """Why a run wrote to the database."""

    CRAWL = "crawl"
    SPOT = "spot"
    """One unit or column, read now."""
    IMPORT = "import"
    """A list kept by hand or exported from a CMS."""
    REREAD = "reread"
    """Stored pages extracted again; no page was fetched."""


class RunState(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"
    """Its process was stopped; what it had committed stays."""
    FAILED = "failed"


READS_LISTS: Final = (RunKind.CRAWL, RunKind.SPOT)
"""The kinds that read column lists, and so must be stored in the order of their `as_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run on one portal; what it writes counts from `as_of` on.

    `finished_at` is None while it runs, and for a run whose process died.
    """

    id: int
    portal: str
    kind: RunKind
    as_of: datetime
    started_at: datetime
    finished_at: datetime | None = None
    state: RunState = RunState.RUNNING
    stats: Mapping[str, Any] = field(default_factory=dict)


def _run(row: Row[Any]) -> Run:
    return Run(
        id=row.id,
        portal=row.portal,
        kind=RunKind(row.kind),
        as_of=row.as_of,
        started_at=row.started_at,
        finished_at=row.finished_at,
        state=RunState(row.state),
        stats=row.stats,
    )


def _check_order(connection: Connection, portal: str, as_of: datetime) -> None:
    latest = connection.scalar(
        select(func.max(tables.run.c.as_of)).where(
            tables.run.c.portal == portal, tables.run.c.kind.in_(READS_LISTS)
        )
    )
    if latest is not None and latest > as_of:
        raise RunOrderError(portal, as_of=as_of, latest=latest)


def _mark_abandoned(connection: Connection, portal: str, kind: RunKind) -> None:
    connection.execute(
        update(tables.run)
        .where(
            tables.run.c.portal == portal,
            tables.run.c.kind == kind,
            tables.run.c.state == RunState.RUNNING,
        )
        .values(state=RunState.INTERRUPTED)
    )


def start_run(
    connection: Connection,
    portal: str,
    *,
    kind: RunKind,
    as_of: datetime,
    started_at: datetime | None = None,
) -> Run:
    """Begin a run; `started_at` is `as_of` where the caller gives none.

    A run of the same portal and kind still marked as running was killed: it becomes interrupted
    (the command's lock sees to it that two never run at once). A crawl or spot check as of an
    instant before a stored one raises `RunOrderError`; the same instant again is allowed.
    """
    if kind in READS_LISTS:
        _check_order(connection, portal, as_of)
    _mark_abandoned(connection, portal, kind)
    begun = started_at or as_of
    run_id = connection.execute(
        insert(tables.run)
        .values(
            portal=portal,
            kind=kind,
            as_of=as_of,
            started_at=begun,
            state=RunState.RUNNING,
            stats={},
        )
        .returning(tables.run.c.id)
    ).scalar_one()
    return Run(id=run_id, portal=portal, kind=kind, as_of=as_of, started_at=begun)


def finish_run(
    connection: Connection,
    run: Run,
    *,
    finished_at: datetime,
    state: RunState = RunState.FINISHED,
    stats: Mapping[str, Any] | None = None,
) -> Run:
    """End a run. `stats` are counts for people, JSON values only."""
    changed = connection.execute(
        update(tables.run)
        .where(tables.run.c.id == run.id)
        .values(state=state, finished_at=finished_at, stats=dict(stats or {}))
    ).rowcount
    if changed == 0:
        raise UnknownRunError(run.id)
    return replace(run, state=state, finished_at=finished_at, stats=dict(stats or {}))


def load_run(connection: Connection, run_id: int) -> Run:
    """Return the run with that number."""
    row = connection.execute(select(tables.run).where(tables.run.c.id == run_id)).one_or_none()
    if row is None:
        raise UnknownRunError(run_id)
    return _run(row)


def last_run(
    connection: Connection,
    portal: str,
    *,
    as_of: datetime,
    kind: RunKind = RunKind.CRAWL,
    state: RunState | None = None,
) -> Run | None:
    """Return the newest run of a kind at or before `as_of`, in any state unless one is named."""
    query = select(tables.run).where(
        tables.run.c.portal == portal, tables.run.c.kind == kind, tables.run.c.as_of <= as_of
    )
    if state is not None:
        query = query.where(tables.run.c.state == state)
    newest_first = query.order_by(tables.run.c.as_of.desc(), tables.run.c.id.desc())
    row = connection.execute(newest_first.limit(1)).one_or_none()
    return None if row is None else _run(row)
