"""Schema revisions."""

from __future__ import annotations

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from storage.database import migrate, open_database, reading, writing
from storage.errors import MissingDatabaseError, NewerDatabaseError, OutdatedDatabaseError
from storage.migration import downgrade, head_revision, revision_of
from storage.tables import metadata

Nights = Any


def test_migrations_and_tables_agree(engine: Engine) -> None:
    """What the migrations make is what the code expects."""
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"render_as_batch": True})

        assert compare_metadata(context, metadata) == []
        assert revision_of(connection) == head_revision()


def test_down_and_up_again(engine: Engine) -> None:
    """A downgrade leaves nothing behind that hinders the next upgrade."""
    with writing(engine) as connection:
        downgrade(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate(engine)

    with reading(engine) as connection:
        assert set(metadata.tables) < set(inspect(connection).get_table_names())


def test_migrating_twice_changes_nothing(nights: Nights) -> None:
    """Records stay."""
    nights.crawl(1, [nights.entry("a")])
    migrate(nights.engine)

    assert nights.names(1) == ["a"]


@pytest.mark.parametrize(
    ("revision", "error", "words"),
    [
        ("9999", NewerDatabaseError, "升级本程序"),
        (None, MissingDatabaseError, "gongkai init"),
    ],
)
def test_a_database_of_another_revision_is_refused(
    url: str, engine: Engine, revision: str | None, error: type[Exception], words: str
) -> None:
    """Newer than the program, or without our tables."""
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            connection.execute(text("INSERT INTO alembic_version VALUES (:r)"), {"r": revision})

    with pytest.raises(error, match=words):
        open_database(url)


def test_an_older_database_is_refused(
    url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program whose tables are newer does not touch it without being asked."""
    del engine
    monkeypatch.setattr("storage.database.head_revision", lambda: "9999")

    with pytest.raises(OutdatedDatabaseError, match=r"0001.*9999"):
        open_database(url)


def test_a_newer_database_is_not_migrated(url: str, engine: Engine) -> None:
    """`create` does not mean "whatever it takes"."""
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabaseError):
        open_database(url, create=True)
