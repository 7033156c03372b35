"""Opening the database, and the two ways to use it: `reading` and `writing`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import MissingDatabaseError, NewerDatabaseError, OutdatedDatabaseError
from storage.failures import shown, translated
from storage.migration import head_revision, is_known, revision_of, upgrade

BUSY_TIMEOUT_MS: Final = 30_000
"""How long a writer waits for another one."""

PRAGMAS: Final = (
    # The timeout first: switching to WAL may itself have to wait.
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.isolation_level = None  # the driver must not begin transactions by itself
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer later could not wait for it.
    is_writing = connection.get_execution_options().get("gongkai_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _connect(url: URL) -> Engine:
    options: dict[str, Any] = {"connect_args": {"check_same_thread": False}}
    engine = create_engine(url, json_serializer=_to_json, **(options if _is_sqlite(url) else {}))
    if _is_sqlite(url):
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _sqlite_file(url: URL) -> Path | None:
    is_file = _is_sqlite(url) and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if is_file else None


def _check_revision(engine: Engine, *, create: bool) -> None:
    with reading(engine) as connection:
        found = revision_of(connection)
    if found is not None and not is_known(found):
        raise NewerDatabaseError(shown(engine.url), found=found, expected=head_revision())
    if create or found == head_revision():
        return
    if found is None:
        raise MissingDatabaseError(shown(engine.url))
    raise OutdatedDatabaseError(shown(engine.url), found=found, expected=head_revision())


def open_database(url: str, *, create: bool = False) -> Engine:
    """Return an engine on the database at `url` (`sqlite:////path/gongkai.db`).

    With `create`, the folder and the file are made where missing and the tables brought to this
    program's revision; without it, a database that is missing, older or newer is an error.
    """
    address = make_url(url)
    file = _sqlite_file(address)
    if file is not None and create:
        file.parent.mkdir(parents=True, exist_ok=True)
    elif file is not None and not file.is_file():
        raise MissingDatabaseError(shown(address))
    engine = _connect(address)
    try:
        _check_revision(engine, create=create)
        if create:
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def migrate(engine: Engine) -> None:
    """Bring the tables to this program's revision, in one transaction."""
    with writing(engine) as connection:
        upgrade(connection)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give one transaction that may write: committed at the end, undone by any exception."""
    with translated(engine.url), engine.connect() as connection:
        connection.execution_options(gongkai_writing=True)
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give one transaction that reads a single, unchanging state of the database."""
    with translated(engine.url), engine.connect() as connection, connection.begin():
        yield connection
