"""Workspaces on a scripted portal, and the real command in processes of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.portal_server import Paper, ScriptedPortal, served

ROOT = Path(__file__).resolve().parents[2]
GONGKAI = Path(sys.executable).parent / "gongkai"
NIGHT = "2023-03-01"
SHORT_TIMEOUT = "import crawler.settings as s; s.TIMEOUT_S = 0.5"
"""A patch: half a minute for each of three tries is too long to wait for in a test."""

EDUCATION, HOUSING, STATISTICS = "区教育和体育局", "区住房和城乡建设局", "区统计局"
INSPECTION, SCHOOLS = "双随机一公开", "教育信息"


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything a person saw."""
        return self.out + self.err

    def findings(self) -> list[dict[str, Any]]:
        """Return its standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Running:
    """A command that runs."""

    pid: int
    call: socket.socket
    folder: Path

    def wait(self) -> Done:
        """Wait for its end."""
        with self.call, self.call.makefile("r", encoding="utf-8") as lines:
            code = int(lines.readline())
        out, err = ((self.folder / name).read_bytes().decode() for name in ("out", "err"))
        return Done(code, out, err)


@dataclass
class Zygote:
    """Starts the command in fresh children of a process that has loaded it."""

    socket: Path
    folder: Path
    count: int = 0

    def start(
        self,
        *arguments: object,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
        stdin: Path | None = None,
        patch: str = "",
    ) -> Running:
        """Start `gongkai` with these arguments."""
        self.count += 1
        folder = self.folder / f"run{self.count}"
        folder.mkdir()
        order = {
            "arguments": [str(each) for each in arguments],
            "cwd": str(cwd or folder),
            "env": env or {},
            "stdin": str(stdin or os.devnull),
            "stdout": str(folder / "out"),
            "stderr": str(folder / "err"),
            "patch": patch,
        }
        call = socket.socket(socket.AF_UNIX)
        call.connect(str(self.socket))
        call.sendall(json.dumps(order).encode() + b"\n")
        pid = bytearray()
        while not pid.endswith(b"\n"):
            pid += call.recv(1)
        return Running(int(pid), call, folder)

    def __call__(self, *arguments: object, **more: Any) -> Done:
        """Run `gongkai` to its end."""
        return self.start(*arguments, **more).wait()

    def empty_workspace(self, portal_file: Path) -> Path:
        """Return a workspace made once with `init`: each test's own would cost it a third of a second."""
        made = self.folder / "empty"
        if not made.exists():
            done = self("init", made, "--portal", portal_file)
            assert done.code == 0, done.said
        return made


@pytest.fixture(scope="session")
def gongkai(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """Give the command."""
    folder = tmp_path_factory.mktemp("z")
    door = folder / "door"
    zygote = subprocess.Popen(
        [sys.executable, Path(__file__).with_name("zygote.py"), door],
        cwd=ROOT,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert zygote.stdout
    assert zygote.stdout.readline() == b"ready\n"
    yield Zygote(door, folder)
    zygote.kill()
    zygote.wait()
    zygote.stdout.close()


def clean_environment() -> dict[str, str]:
    """Return the environment without what would change the command."""
    return {name: words for name, words in os.environ.items() if name != "GONGKAI_WORKSPACE"}


@dataclass
class Office:
    """A scripted portal and a workspace that audits it."""

    portal: ScriptedPortal
    folder: Path
    gongkai: Zygote
    patch: str = SHORT_TIMEOUT
    last: Done = field(default_factory=lambda: Done(0, "", ""))

    def open(self, *, unread_share: float = 1.0, rate: float = 500, more: str = "") -> None:
        """Make the workspace."""
        self.folder.mkdir(parents=True)
        file = self.folder / "portal.yaml"
        file.write_text(self.portal.portal_file(rate=rate, more=more), encoding="utf-8")
        for name in ("gongkai.yaml", "gongkai.db"):
            shutil.copy(self.gongkai.empty_workspace(file) / name, self.folder)
        config = self.folder / "gongkai.yaml"
        text = config.read_text(encoding="utf-8")
        text = text.replace("unread_share: 0.05", f"unread_share: {unread_share}")
        config.write_text(text.replace("未填写", "0533-5181234"), encoding="utf-8")

    def start(self, command: str, *arguments: object, patch: str | None = None) -> Running:
        """Start a command in the workspace."""
        patch = self.patch if patch is None else patch
        return self.gongkai.start(command, "--workspace", self.folder, *arguments, patch=patch)

    def run(self, command: str, *arguments: object, patch: str | None = None) -> Done:
        """Run a command in the workspace to its end."""
        self.last = self.start(command, *arguments, patch=patch).wait()
        assert "Traceback" not in self.last.said, self.last.said
        return self.last

    def crawl(self, as_of: str = NIGHT, *arguments: object, patch: str | None = None) -> Done:
        """Crawl as of a night."""
        return self.run("crawl", "--as-of", as_of, *arguments, patch=patch)

    def audit(self, as_of: str = NIGHT, *arguments: object) -> list[dict[str, Any]]:
        """Audit; return the findings about the portal's own units."""
        done = self.run("audit", "--as-of", as_of, "--format", "jsonl", *arguments)
        assert done.code in (0, 1, 3), done.said
        return [item for item in done.findings() if item["rule"] != "UNITS"]

    def duties(self, as_of: str = NIGHT) -> dict[tuple[str, str, str], str]:
        """Audit; return unit, rule and check → outcome, of everything said to be absent."""
        return {
            (item["unit"], item["rule"], item["check_id"]): item["outcome"]
            for item in self.audit(as_of)
            if item["kind"] == "missing"
        }


@pytest.fixture
def portal() -> Iterator[ScriptedPortal]:
    """Serve a portal of three units: all in order, but 区统计局 has no 抽查事项清单."""
    with served(ScriptedPortal()) as portal:
        add_three_units(portal)
        yield portal


def inspection_papers(unit: str) -> list[Paper]:
    """Return what the plan's row 12 asks of a unit."""
    return [
        Paper(f"{unit}2022年度双随机抽查计划"),
        Paper(f"{unit}双随机抽查事项清单"),
        Paper(f"{unit}双随机检查工作指引"),
    ]


def school_papers() -> list[Paper]:
    """Return enough papers for three pages of a list."""
    return [
        Paper("2022年全区学校名录"),
        Paper("2022年义务教育招生入学意见"),
        Paper("2022年招生划片范围"),
        *(Paper(f"教育工作简报第{number}期") for number in range(1, 10)),
    ]


def add_three_units(portal: ScriptedPortal) -> None:
    """Fill a portal with three units."""
    portal.add(
        EDUCATION,
        "jtj",
        {INSPECTION: inspection_papers(EDUCATION), SCHOOLS: school_papers()},
    )
    portal.add(HOUSING, "zjj", {INSPECTION: inspection_papers(HOUSING)})
    portal.add(STATISTICS, "tjj", {INSPECTION: inspection_papers(STATISTICS)})
    del portal.papers(STATISTICS, INSPECTION)[1]


@pytest.fixture
def office(portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path) -> Office:
    """Give a workspace on that portal in which any share of columns may be unread."""
    office = Office(portal, tmp_path / "office", gongkai)
    office.open()
    return office


def wait_until(is_so: Callable[[], bool], *, seconds: float = 20) -> None:
    """Wait for something that will happen soon."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.01)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the whole nights: they take longest, and the others fill the second core."""
    items.sort(key=lambda item: item.path.name != "test_nightly.py")
