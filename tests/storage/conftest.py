"""Nights on a small portal, stored in a real SQLite file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from audit_rules.model import (
    ColumnRead,
    Disclosure,
    ListEntry,
    Origin,
    PageKind,
    PageRecord,
    Snapshot,
)
from storage.archive import (
    load_records,
    save_column_read,
    save_imported,
    save_page,
    save_page_failure,
)
from storage.database import open_database, reading, writing
from storage.runs import Run, RunKind, finish_run, start_run

SHANGHAI = ZoneInfo("Asia/Shanghai")
PORTAL = "sample"
UNIT = "区住房和城乡建设局"
COLUMN = "法定主动公开内容/双随机一公开"

Shown = Mapping[tuple[str | None, str], Iterable[ListEntry]]


@dataclass(frozen=True)
class Nights:
    """Stores whole nights; night `n` is at 02:00 on the n-th of June 2022."""

    engine: Engine
    portal: str = PORTAL
    unit: str = UNIT
    column: str = COLUMN

    def at(self, night: int) -> datetime:
        """Return 02:00 of a night."""
        return datetime(2022, 6, night, 2, tzinfo=SHANGHAI)

    def entry(self, name: str, day: int | None = 1, title: str | None = None) -> ListEntry:
        """Return a list row of May 2022."""
        on = None if day is None else date(2022, 5, day)
        return ListEntry(url=self.url(name), title=title or f"关于{name}的通知", published_on=on)

    def url(self, name: str) -> str:
        """Return a document's address."""
        return f"http://127.0.0.1/gongkai/doc_{name}.html"

    def page(self, name: str, **fields: Any) -> PageRecord:
        """Return a page's record."""
        known = {"title": f"关于{name}的通知", "published_on": date(2022, 5, 1)}
        return PageRecord(
            url=self.url(name),
            family="gongkai",
            page_kind=PageKind.DISCLOSURE,
            **(known | fields),
        )

    def snapshot(self, body: bytes = b"<html>", night: int = 1, name: str = "a") -> Snapshot:
        """Return a page's bytes."""
        digest = hashlib.sha256(body).hexdigest()
        return Snapshot(url=self.url(name), sha256=digest, captured_at=self.at(night), body=body)

    def start(self, night: int, kind: RunKind = RunKind.CRAWL) -> Run:
        """Begin a run."""
        with writing(self.engine) as connection:
            return start_run(connection, self.portal, kind=kind, as_of=self.at(night))

    def read(self, run: Run, unit: str | None, column: str, *, complete: bool = True) -> ColumnRead:
        """Return how a column was read."""
        return ColumnRead(
            unit=unit,
            column=column,
            url=f"http://127.0.0.1/{unit}/{column}/",
            pages_read=1,
            entries_read=1,
            declared_total=None,
            complete=complete,
            reason=None if complete else "第 2 页超时",
            captured_at=run.as_of + timedelta(minutes=5),
            sha256=("0" * 64,),
        )

    def show(self, run: Run, shown: Shown, *, complete: bool = True) -> None:
        """Store column reads."""
        with writing(self.engine) as connection:
            for (unit, column), entries in shown.items():
                read = self.read(run, unit, column, complete=complete)
                save_column_read(connection, run, column_read=read, entries=entries)

    def crawl(
        self,
        night: int,
        entries: Iterable[ListEntry] = (),
        *,
        pages: Iterable[PageRecord] = (),
        failures: Iterable[str] = (),
        complete: bool = True,
        shown: Shown | None = None,
    ) -> Run:
        """Store a whole night."""
        run = self.start(night)
        self.show(run, shown or {(self.unit, self.column): entries}, complete=complete)
        at = run.as_of + timedelta(minutes=10)
        with writing(self.engine) as connection:
            for page in pages:
                save_page(connection, run, record=page, captured_at=at, sha256=f"{night:064}")
            for name in failures:
                save_page_failure(
                    connection, run, url=self.url(name), failed_at=at, reason="连接超时"
                )
            return finish_run(connection, run, finished_at=at)

    def imported(self, name: str, **fields: Any) -> Disclosure:
        """Return a row of an imported list."""
        known: dict[str, Any] = {"unit": self.unit, "columns": (), "published_on": date(2022, 5, 1)}
        return Disclosure(
            url=self.url(name),
            title=f"关于{name}的通知",
            origin=Origin.IMPORTED,
            fields_read=frozenset({"title", "published_on"}),
            first_seen_at=self.at(1),
            captured_at=self.at(1),
            **(known | fields),
        )

    def import_list(self, night: int, rows: Iterable[Disclosure]) -> int:
        """Import a list."""
        run = self.start(night, RunKind.IMPORT)
        with writing(self.engine) as connection:
            return save_imported(connection, run, disclosures=rows)

    def disclosures(self, night: int, units: Iterable[str] | None = None) -> list[Disclosure]:
        """Return what an audit of a night sees."""
        chosen = None if units is None else set(units)
        with reading(self.engine) as connection:
            records = load_records(connection, self.portal, self.at(night), units=chosen)
            return sorted(records.disclosures, key=lambda found: (found.url, found.unit))

    def names(self, night: int) -> list[str]:
        """Return the short names of what it sees."""
        return [
            found.url.split("doc_")[1].removesuffix(".html") for found in self.disclosures(night)
        ]

    def count(self, table: str) -> int:
        """Count a table's rows."""
        with reading(self.engine) as connection:
            return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give the address of a database in a folder that does not exist yet."""
    return f"sqlite:///{tmp_path / 'office' / 'gongkai.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Give a new database."""
    engine = open_database(url, create=True)
    yield engine
    engine.dispose()


@pytest.fixture
def nights(engine: Engine) -> Nights:
    """Give a portal whose nights can be stored."""
    return Nights(engine)
