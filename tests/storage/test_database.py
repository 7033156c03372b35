"""Opening, locking, filling up and dying."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from storage.database import open_database, reading, writing
from storage.errors import (
    DamagedDatabaseError,
    DiskFullError,
    LockedDatabaseError,
    MissingDatabaseError,
    NotADatabaseError,
    ReadOnlyDatabaseError,
    UnopenableDatabaseError,
)

Nights = Any


def test_a_missing_database_is_not_made_in_passing(url: str, tmp_path: Path) -> None:
    """Without `create` a mistyped path stays an error."""
    with pytest.raises(MissingDatabaseError, match=r"gongkai\.db"):
        open_database(url)

    assert list(tmp_path.iterdir()) == []


def test_another_file_is_not_a_database(tmp_path: Path) -> None:
    """The message names the file."""
    file = tmp_path / "清单.db"
    file.write_text("不是数据库\n" * 500)

    with pytest.raises(NotADatabaseError, match=r"清单\.db"):
        open_database(f"sqlite:///{file}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """What cannot be opened is told as that."""
    with pytest.raises(UnopenableDatabaseError):
        open_database(f"sqlite:///{tmp_path}", create=True)


def test_sqlite_is_set_up_on_every_connection(engine: Engine) -> None:
    """WAL, NORMAL, half a minute of patience, foreign keys."""
    with reading(engine) as connection:
        names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in names]

    assert found == ["wal", 1, 30_000, 1]


def test_foreign_keys_hold(engine: Engine) -> None:
    """A fault of our own statements is not put into softer words."""
    query = "INSERT INTO page_read (portal, run_id, document_id, as_of, read_at, ok)"
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text(f"{query} VALUES ('p', 9, 9, 'x', 'x', 1)"))


def test_an_exception_undoes_everything(nights: Nights) -> None:
    """Half a night is never stored."""
    run = nights.start(1)
    broken = (nights.entry(str(1 // n)) for n in (1, 0))
    with pytest.raises(ZeroDivisionError):
        nights.show(run, {(nights.unit, "甲"): [nights.entry("a")], (nights.unit, "乙"): broken})

    assert nights.count("document") == 0


def test_readers_do_not_wait_for_a_writer(nights: Nights) -> None:
    """A long write leaves the desk readable, on the state before."""
    nights.crawl(1, [nights.entry("a")])
    with writing(nights.engine) as connection:
        connection.execute(text("DELETE FROM listing"))
        assert nights.names(1) == ["a"]
        connection.rollback()


def test_a_second_writer_is_told_of_the_lock(url: str, engine: Engine) -> None:
    """After the patience is used up, in our words."""
    other = open_database(url)
    with reading(other) as connection:
        connection.execute(text("PRAGMA busy_timeout = 1"))
    with writing(engine), pytest.raises(LockedDatabaseError, match="正被另一个程序写入"):  # noqa: SIM117
        with writing(other):
            pass
    other.dispose()


def test_a_read_only_database_is_told(engine: Engine) -> None:
    """Whatever makes it so."""
    with reading(engine) as connection:
        connection.execute(text("PRAGMA query_only = ON"))
    with pytest.raises(ReadOnlyDatabaseError, match="写权限"), writing(engine) as connection:
        connection.execute(text("INSERT INTO document (portal, url) VALUES ('p', 'u')"))


def test_a_damaged_database_is_told(url: str, nights: Nights) -> None:
    """A page of the file overwritten with rubbish."""
    nights.crawl(1, [nights.entry(f"{n}") for n in range(500)])
    with reading(nights.engine) as connection:
        connection.execute(text("SELECT 1"))
    nights.engine.dispose()
    file = Path(url.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    file.write_bytes(content)

    with pytest.raises(DamagedDatabaseError, match="备份"):
        nights.names(1)


def test_other_failures_keep_their_own_words(engine: Engine) -> None:
    """A statement nobody but a programmer can mend."""
    with pytest.raises(OperationalError, match="no such table"), reading(engine) as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_full_disk_loses_nothing_stored(nights: Nights) -> None:
    """The night that did not fit is gone whole; the one before stays, and work goes on."""
    nights.crawl(1, [nights.entry("a")], pages=[nights.page("a")])
    nights.start(2)
    limit = 40

    @event.listens_for(nights.engine, "begin")
    def fill(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {limit}")

    with pytest.raises(DiskFullError, match="磁盘已满"):
        nights.crawl(2, [nights.entry(f"{n}") for n in range(5000)])

    assert nights.names(2) == ["a"]
    limit = 1_000_000
    nights.crawl(2, [nights.entry("a"), nights.entry("b")])
    assert nights.names(2) == ["a", "b"]
    with reading(nights.engine) as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


KILLED = """
import sys, time
from datetime import date
from audit_rules.model import ColumnRead, ListEntry
from storage.archive import save_column_read
from storage.database import open_database, writing
from storage.runs import load_run

engine = open_database(sys.argv[1])
with writing(engine) as connection:
    run = load_run(connection, int(sys.argv[2]))
    read = ColumnRead(unit="甲局", column="甲", url="http://x/", pages_read=1, entries_read=9,
                      declared_total=None, complete=True, reason=None, captured_at=run.as_of)
    entries = [ListEntry(url=f"http://x/{n}", title="题", published_on=date(2022, 5, 1))
               for n in range(20000)]
    save_column_read(connection, run, column_read=read, entries=entries)
    print("written", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_leaves_a_consistent_database(url: str, nights: Nights) -> None:
    """Kill -9 in the middle of a transaction: all of it is gone, nothing else."""
    nights.crawl(1, [nights.entry("a")])
    run = nights.start(2)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, url, str(run.id)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)

    assert (nights.names(2), nights.count("column_read")) == (["a"], 1)
    nights.crawl(2, [nights.entry("b")])
    assert nights.names(2) == ["b"]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
