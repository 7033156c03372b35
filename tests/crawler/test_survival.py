"""Crawls that are stopped, killed, locked out or run out of disk: what was read stays."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.conftest import (
    EDUCATION,
    HOUSING,
    INSPECTION,
    NIGHT,
    SCHOOLS,
    STATISTICS,
    Office,
    Running,
    Zygote,
    wait_until,
)
from tests.portal_server import ScriptedPortal

SECOND_NIGHT = "2023-03-02"
NO_SPACE = "import storage.database as d; d.PRAGMAS += ('PRAGMA max_page_count = {pages}',)"
NO_BYPASS = (
    "import ctypes; c = ctypes.CDLL(None); h = (ctypes.c_uint32 * 2)(0x20080522, 0)"
    "; d = (ctypes.c_uint32 * 6)(); c.capget(h, d); d[0] &= ~6; c.capset(h, d)"
)
"""A patch: root may not write what others may not, either."""


def at_request(portal: ScriptedPortal, number: int, act: Callable[[], None]) -> None:
    """Do something while the portal answers its n-th request."""

    def on_request(count: int) -> None:
        if count == number:
            act()

    portal.on_request = on_request


def stop_at(office: Office, number: int, how: signal.Signals, *arguments: object) -> Running:
    """Start a crawl that gets a signal at its n-th request."""
    running: list[Running] = []
    office.portal.forget()
    office.portal.delay_s = 0.03

    def act() -> None:
        wait_until(lambda: bool(running))
        os.kill(running[0].pid, how)

    at_request(office.portal, number, act)
    running.append(office.start(*(arguments or ("crawl", "--as-of", NIGHT))))
    return running[0]


def accusations(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return unit and check of what is proved missing."""
    return [(f["unit"], f["check_id"]) for f in findings if f["outcome"] == "finding"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("number", [2, 7, 20], ids=["at the homes", "at the lists", "at the pages"])
def test_an_interrupted_crawl_ends_in_order(
    office: Office, portal: ScriptedPortal, number: int, how: signal.Signals
) -> None:
    """Exit code 3 and a word on it; what was read is kept, the rest is not judged."""
    done = stop_at(office, number, how).wait()
    findings = office.audit()

    assert done.code == 3
    assert "采集中断：已读内容已保存" in done.out
    assert "Traceback" not in done.said
    assert len(portal.paths()) < 30
    # 区统计局's list may have been read whole by then; nobody else lacks anything.
    assert set(accusations(findings)) <= {(STATISTICS, "list")}
    if number < 20:
        assert "采集中断" in office.last.out
    read_before = set(portal.papers_asked()[:-1])

    portal.forget()
    portal.delay_s, portal.on_request = 0, None
    again = office.crawl()

    assert again.code == 0
    assert not read_before & set(portal.papers_asked())
    assert accusations(office.audit()) == [(STATISTICS, "list")]


def test_an_interrupted_night_takes_back_what_it_could_not_see(office: Office) -> None:
    """The homes nobody came to are unread tonight, though they were read last night."""
    office.crawl()

    stop_at(office, 2, signal.SIGINT, "crawl", "--as-of", SECOND_NIGHT).wait()

    assert accusations(office.audit(SECOND_NIGHT)) == []
    assert accusations(office.audit(NIGHT)) == [(STATISTICS, "list")]


def test_an_interrupted_nightly_writes_no_report(office: Office) -> None:
    """Half a night is no night."""
    done = stop_at(office, 5, signal.SIGINT, "nightly", "--as-of", NIGHT).wait()

    assert done.code == 3
    assert not (office.folder / "reports").exists()


def test_an_interrupted_live_spot_check_is_no_spot_check(office: Office) -> None:
    """It says so and judges nothing."""
    order = ("spot-check", "--unit", EDUCATION, "--live", "--as-of", NIGHT)
    done = stop_at(office, 4, signal.SIGINT, *order).wait()

    assert done.code == 3
    assert "采集中断" in done.out
    assert "任务表" not in done.out


@pytest.mark.parametrize("number", [3, 9, 25])
def test_a_killed_crawl_is_continued(
    office: Office, portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path, number: int
) -> None:
    """After kill -9 the next crawl gives what an undisturbed one gives."""
    killed = stop_at(office, number, signal.SIGKILL).wait()
    portal.delay_s, portal.on_request = 0, None
    assert killed.code == -signal.SIGKILL

    between = office.run("audit", "--as-of", NIGHT, "--format", "jsonl")
    assert between.code in (2, 3)  # nothing stored, or far too little
    assert '"kind": "missing", "outcome": "finding"' not in between.out

    assert office.crawl().code == 0
    undisturbed = Office(portal, tmp_path / "other", gongkai)
    undisturbed.open()
    undisturbed.crawl()

    assert contents(office) == contents(undisturbed)
    assert office.audit() == undisturbed.audit()


def contents(office: Office) -> dict[str, list[Any]]:
    """Return what a database knows, without the numbers of its rows; it must be sound."""
    queries = {
        "documents": "SELECT url, first_seen_at FROM document ORDER BY url",
        "rows": "SELECT title, published_on, seen_at, gone_at FROM listing ORDER BY 1, 2, 3",
        "versions": "SELECT title, formed_on, seen_at, content_hash FROM document_version ORDER BY 1",
        "columns": "SELECT unit, path, url, gone_at FROM portal_column ORDER BY 1, 2",
    }
    with closing(sqlite3.connect(office.folder / "gongkai.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        return {name: database.execute(query).fetchall() for name, query in queries.items()}


# --- two at once -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["crawl", "nightly", "spot-check"])
def test_a_second_run_is_told_who_holds_the_lock(
    office: Office, portal: ScriptedPortal, command: str
) -> None:
    """Exit code 4, the holder's number and purpose; the first run is not disturbed."""
    portal.delay_s = 0.05
    first = office.start("crawl", "--as-of", NIGHT)
    wait_until(lambda: len(portal.paths()) > 1)

    more = ("--unit", HOUSING, "--live") if command == "spot-check" else ()
    second = office.run(command, "--as-of", NIGHT, *more)

    assert second.code == 4
    assert f"采集，进程号{first.pid}，开始于" in second.err
    assert first.wait().code == 0


def test_a_killed_holder_holds_nothing(office: Office, portal: ScriptedPortal) -> None:
    """The lock is the system's and goes with the process."""
    stop_at(office, 3, signal.SIGKILL).wait()
    portal.delay_s, portal.on_request = 0, None

    assert office.crawl().code == 0


def test_an_audit_may_run_beside_a_crawl(office: Office, portal: ScriptedPortal) -> None:
    """It reads what was stored before and waits for nobody."""
    office.crawl()
    before = office.audit()
    portal.delay_s = 0.05
    crawl = office.start("crawl", "--as-of", SECOND_NIGHT)
    wait_until(lambda: len(portal.paths()) > 32)

    assert office.audit() == before
    crawl.wait()


# --- disk ------------------------------------------------------------------------------------------


def pages_of(office: Office) -> int:
    """Return the size of the database in its own pages."""
    with closing(sqlite3.connect(office.folder / "gongkai.db")) as database:
        return int(database.execute("PRAGMA page_count").fetchone()[0])


@pytest.mark.parametrize("more", [0, 2])
def test_a_full_disk_ends_the_crawl_and_loses_nothing(office: Office, more: int) -> None:
    """Exit code 3, a Chinese word on what to do, and the next crawl makes up for it."""
    office.crawl(NIGHT, "--unit", HOUSING)
    before = contents(office)
    patch = f"{office.patch}; {NO_SPACE.format(pages=pages_of(office) + more)}"

    done = office.crawl(SECOND_NIGHT, patch=patch)

    assert done.code == 3
    assert re.search(r"磁盘.*空间|磁盘已满", done.err)
    assert set(before["documents"]) <= set(contents(office)["documents"])
    assert office.crawl(SECOND_NIGHT).code == 0
    assert accusations(office.audit(SECOND_NIGHT)) == [(STATISTICS, "list")]


def test_evidence_that_cannot_be_written_ends_the_crawl(office: Office) -> None:
    """No page is believed whose bytes could not be kept; it happens at the very end of a crawl."""
    limited = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (400_000, 400_000))"
    padded = "import storage.evidence as e, os; w = e.response_record"
    padded += "; e.response_record = lambda *a, **k: w(*a, **k) + os.urandom(300_000)"

    done = office.crawl(patch=f"{office.patch}; {padded}; {limited}")

    assert done.code == 3
    assert "evidence" in done.err
    assert "采集完成" not in done.out
    audited = office.run("audit", "--as-of", NIGHT)
    assert audited.code == 2
    assert "没有任何采集" in audited.err
    assert office.crawl().code == 0
    assert accusations(office.audit()) == [(STATISTICS, "list")]


@pytest.mark.parametrize("command", ["crawl", "nightly", "audit", "report", "spot-check"])
def test_a_folder_that_may_not_be_written(office: Office, command: str) -> None:
    """Said in Chinese, with the folder; nothing is asked of the portal."""
    office.crawl()
    office.portal.forget()
    closed = [office.folder, *(path for path in office.folder.iterdir() if path.is_dir())]
    files = [path for path in office.folder.rglob("*") if path.is_file()]
    for path in (*files, *closed):
        path.chmod(0o555 if path.is_dir() else 0o444)

    more = ("--unit", HOUSING) if command == "spot-check" else ()
    done = office.run(command, "--as-of", NIGHT, *more, patch=f"{office.patch}; {NO_BYPASS}")

    for path in closed:
        path.chmod(0o755)
    assert done.code in (2, 3)
    assert str(office.folder) in done.err
    assert re.search("权限|只读", done.err)
    assert office.portal.paths() == []


def test_a_log_that_cannot_be_written_says_nothing(office: Office) -> None:
    """A full disk fails the log too; no traceback of the library may stand among our words."""
    full = "import crawler.logbook as b; b.open_logbook.__globals__['FORMAT'] = '%(nothing)s'"

    done = office.crawl(patch=f"{office.patch}; {full}")

    assert done.code == 0
    assert done.err == ""


def test_the_log_holds_no_pages(office: Office) -> None:
    """Scrapy's own chatter would write the bytes of every page into it."""
    office.crawl()
    office.audit()

    log = (office.folder / "logs" / "gongkai.log").read_text(encoding="utf-8")
    assert "DEBUG" not in log
    assert len(log) < 2000


def test_a_bug_while_reading_a_page_ends_the_crawl(office: Office) -> None:
    """It is ours, and said so: a night half read by broken code is not a night."""
    broken = "import spiders.portal as p; p.is_moved = lambda response: 1 / 0"

    done = office.crawl(patch=f"{office.patch}; {broken}")

    assert done.code == 70
    assert "ZeroDivisionError" in done.err
    assert str(office.folder / "logs" / "gongkai.log") in done.err
    assert "ZeroDivisionError" in (office.folder / "logs" / "gongkai.log").read_text()
    assert SCHOOLS not in done.out
    assert INSPECTION not in done.out
