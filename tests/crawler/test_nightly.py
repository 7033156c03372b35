"""Whole nights on the sample portal: every planted fault is found, nobody else is accused."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.score import load_jsonl, score_findings
from sample_portal.answer_key import answer_key
from sample_portal.portal import build
from sample_portal.portal_file import portal_file
from sample_portal.server import PortalServer, Staging
from tests.crawler.conftest import GONGKAI, Done, Zygote, clean_environment

SEED, SCALE = 2022, 0.0
"""Fewer ordinary papers than the demonstration has; the faults are all there."""
FIRST, SECOND = date(2023, 3, 1), date(2023, 3, 8)


@dataclass
class Nights:
    """Two nights in the modern skin, the second one run twice; the demonstration has the classic one."""

    workspace: Path
    base_url: str
    done: list[Done]
    stored: list[dict[str, int]]

    def findings(self, night: date) -> list[dict[str, Any]]:
        """Return the findings of a night's report."""
        file = self.workspace / "reports" / f"{night}_235959" / "findings.jsonl"
        return [dict(item) for item in load_jsonl(file)]

    def key(self, night: date) -> list[dict[str, Any]]:
        """Return the faults there are on that day."""
        return list(answer_key(build(SEED, SCALE), self.base_url, night))


@contextmanager
def serving(staging: Staging) -> Iterator[str]:
    """Serve the sample portal from a thread; give its address."""
    build(staging.seed, staging.scale)
    with PortalServer("127.0.0.1", 0, staging) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.base_url
        finally:
            server.shutdown()
            thread.join()


def count_rows(workspace: Path) -> dict[str, int]:
    """Return how much the database holds."""
    tables = ("document", "document_version", "listing", "portal_column", "snapshot")
    with closing(sqlite3.connect(workspace / "gongkai.db")) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in tables
        }


@pytest.fixture(scope="module")
def nights(gongkai: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    """Run two nights, and the second one again."""
    folder = tmp_path_factory.mktemp("modern")
    today = [FIRST]
    staging = Staging(seed=SEED, scale=SCALE, skin="modern", today=lambda: today[0])
    with serving(staging) as base_url:
        (folder / "portal.yaml").write_text(portal_file(base_url), encoding="utf-8")
        workspace = folder / "workspace"
        assert gongkai("init", workspace, "--portal", folder / "portal.yaml").code == 0
        done, stored = [], []
        for night in (FIRST, SECOND, SECOND):
            today[0] = night
            done.append(gongkai("nightly", "--workspace", workspace, "--as-of", f"{night}"))
            stored.append(count_rows(workspace))
        yield Nights(workspace, base_url, done, stored)


@pytest.mark.parametrize("night", [FIRST, SECOND])
def test_every_planted_fault_is_found_and_nobody_else_accused(nights: Nights, night: date) -> None:
    """The score is perfect on either night."""
    score = score_findings(nights.findings(night), nights.key(night))

    assert score.planted > 50
    assert score.missed == ()
    assert score.accused == ()


def test_the_nights_end_with_findings(nights: Nights) -> None:
    """Exit code 1, nothing unread, the reports named."""
    for done in nights.done:
        assert done.code == 1, done.said
        assert "未读全0个（0.0%）" in done.out
        assert done.out.count("已写出") == 4


def test_the_same_night_again_changes_nothing(nights: Nights) -> None:
    """No version is stored, no page beyond the lists (a column may show an article) is fetched."""
    first, again = nights.stored[1:]

    assert again == first
    assert "（新增或有变化0页），失败0页" in nights.done[2].out
    folders = sorted(path.name for path in (nights.workspace / "reports").iterdir())
    assert folders == [f"{FIRST}_235959", f"{SECOND}_235959"]


def test_a_problem_has_the_same_key_every_night(nights: Nights) -> None:
    """So that a person's decision on it stays with it."""
    first, second = (
        {item["key"]: item for item in nights.findings(night)} for night in (FIRST, SECOND)
    )
    shared = first.keys() & second.keys()

    assert len(shared) > 0.8 * len(first)
    for key in shared:
        for name in ("rule", "check_id", "unit", "kind", "period"):
            assert first[key][name] == second[key][name]


def test_the_past_is_told_as_it_was(nights: Nights, gongkai: Zygote) -> None:
    """After the second night the first one's findings are still what they were."""
    again = gongkai(
        *("audit", "--workspace", nights.workspace),
        *("--as-of", f"{FIRST}", "--format", "jsonl"),
    )

    assert again.findings() == nights.findings(FIRST)


def test_the_log_stays_small(nights: Nights) -> None:
    """Three nights are a few lines, not the pages' bytes."""
    assert (nights.workspace / "logs" / "gongkai.log").stat().st_size < 20_000


# --- the demonstration -----------------------------------------------------------------------------


@pytest.mark.timeout(300)
def test_the_demonstration(tmp_path: Path) -> None:
    """The first command of a newcomer: ends with 0, a perfect score and every file it promises."""
    out = tmp_path / "演示"
    done = subprocess.run(
        [GONGKAI, "demo", "--out", out],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "漏查0处；误指0处" in done.stdout
    assert "演示用的工作区已删除" in done.stdout
    assert {path.name for path in out.iterdir()} == {
        "answer_key.jsonl",
        "findings.jsonl",
        "findings.csv",
        "index.html",
        "核查清单_2023-03-08.xlsx",
    }
    key = (out / "answer_key.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"植入问题{len(key)}处，查出{len(key)}处" in done.stdout
    assert {"unit", "rule", "row", "kind", "subject"} <= json.loads(key[0]).keys()


def test_the_demonstration_throws_nothing_of_ours_away(gongkai: Zygote, tmp_path: Path) -> None:
    """A folder named `workspace` that no demonstration made is left alone."""
    kept = tmp_path / "workspace" / "gongkai.db"
    kept.parent.mkdir()
    kept.write_bytes(b"a year of nights")

    done = gongkai("demo", "--out", tmp_path)

    assert done.code == 2
    assert str(kept.parent) in done.err
    assert kept.read_bytes() == b"a year of nights"
