"""Database drivers' errors, put into our words in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from storage.errors import (
    DamagedDatabaseError,
    DiskFailureError,
    DiskFullError,
    LockedDatabaseError,
    NotADatabaseError,
    ReadOnlyDatabaseError,
    StorageError,
    UnopenableDatabaseError,
)

Situation = Callable[[str], StorageError]

SQLITE_SITUATIONS: Final[tuple[tuple[str, Situation], ...]] = (
    ("SQLITE_FULL", DiskFullError),
    ("SQLITE_BUSY", LockedDatabaseError),
    ("SQLITE_LOCKED", LockedDatabaseError),
    ("SQLITE_READONLY", ReadOnlyDatabaseError),
    ("SQLITE_NOTADB", NotADatabaseError),
    ("SQLITE_CORRUPT", DamagedDatabaseError),
    ("SQLITE_CANTOPEN", UnopenableDatabaseError),
    ("SQLITE_IOERR", DiskFailureError),
)
"""How SQLite's error names begin (extended ones go on after `_`)."""

SQLSTATE_SITUATIONS: Final[tuple[tuple[str, Situation], ...]] = (
    ("53100", DiskFullError),
    ("55P03", LockedDatabaseError),
    ("40P01", LockedDatabaseError),
    ("25006", ReadOnlyDatabaseError),
    ("08", UnopenableDatabaseError),
)
"""How the SQLSTATE codes of PostgreSQL begin."""


def _situation(error: DBAPIError) -> Situation | None:
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    state = getattr(error.orig, "sqlstate", None) or ""
    for start, situation in SQLITE_SITUATIONS:
        if name.startswith(start):
            return situation
    for start, situation in SQLSTATE_SITUATIONS:
        if state.startswith(start):
            return situation
    return None


def shown(url: URL) -> str:
    """Return the database's name for messages: a file's path, or an address without password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise this package's error for each database failure a person can do something about.

    Others, faults of our own statements, pass unchanged.
    """
    try:
        yield
    except DBAPIError as error:
        situation = _situation(error)
        if situation is None:
            raise
        raise situation(shown(url)) from error
