"""Every CMS family's replica, crawled by the real command: its column is read whole, with its rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawler.conftest import NIGHT, Zygote
from tests.replicas import Replica, build_replica, replica_names, served_replica

UNIT = "区应急管理局"


def portal_file(replica: Replica, *, by_home: bool) -> str:
    """Return the YAML of a portal with one unit, found by its home or with its column named."""
    site = replica.home or "/"
    columns = "" if by_home else f", columns: [{{name: 测试栏目, url: '{replica.column}'}}]"
    return (
        f"portal: replica\nname: 测试区人民政府\nbase_url: {replica.base_url}\nfamily: {replica.family}\n"
        f"requests_per_second: 500\nunits:\n  - {{name: {UNIT}, site: '{site}'{columns}}}\n"
    )


def crawl(replica: Replica, folder: Path, gongkai: Zygote, *, by_home: bool) -> sqlite3.Connection:
    """Crawl the replica into a fresh workspace and open its database."""
    portal = folder / "portal.yaml"
    portal.write_text(portal_file(replica, by_home=by_home), encoding="utf-8")
    workspace = folder / "office"
    made = gongkai.start("init", workspace, "--portal", portal).wait()
    assert made.code == 0, made.said
    done = gongkai.start("crawl", "--workspace", workspace, "--as-of", NIGHT).wait()
    assert done.code == (0 if replica.is_whole else 3), done.said
    return sqlite3.connect(next(workspace.glob("*.db")))


ROWS = """select document.url, listing.title, listing.published_on
    from listing join document on document.id = listing.document_id"""
COLUMNS = """select portal_column.path, column_read.complete, column_read.reason
    from column_read join portal_column on portal_column.id = column_read.column_id"""
VERSION = """select title, published_on, formed_on, document_number, validity, shown_unit as unit, index_number
    from document_version join document on document.id = document_version.document_id
    where document.url = ?"""


@pytest.mark.parametrize("name", replica_names())
def test_the_column_is_read_to_its_end(name: str, tmp_path: Path, gongkai: Zygote) -> None:
    """Every row with title and date, the column whole only where it can be, each page as a person reads it."""
    with served_replica(build_replica(name)) as replica:
        database = crawl(replica, tmp_path, gongkai, by_home=False)
        with closing(database):
            database.row_factory = sqlite3.Row
            rows = {tuple(row) for row in database.execute(ROWS)}
            columns = [tuple(row) for row in database.execute(COLUMNS)]
            versions = {
                item.path: dict(
                    database.execute(VERSION, (replica.base_url + item.path,)).fetchone()
                )
                for item in replica.items
                if item.fields
            }

        assert rows == {
            (replica.base_url + item.path, item.title, item.published_on) for item in replica.items
        }
        assert [bool(complete) for _, complete, _ in columns] == [replica.is_whole], columns
        for item in replica.items:
            for field, value in {**item.fields, **item.file_fields}.items():
                assert versions[item.path][field] == value, (item.path, field)


@pytest.mark.parametrize("name", [name for name in replica_names() if build_replica(name).home])
def test_the_column_is_found_from_the_home(name: str, tmp_path: Path, gongkai: Zygote) -> None:
    """The family's grammar tells the unit's columns from other links."""
    with served_replica(build_replica(name)) as replica:
        with closing(crawl(replica, tmp_path, gongkai, by_home=True)) as database:
            columns = {path: bool(complete) for path, complete, _ in database.execute(COLUMNS)}

        assert columns.get(replica.column_name) is replica.is_whole, columns
