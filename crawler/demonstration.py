"""The demonstration: what a newcomer's first command runs, each step as a user would type it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from crawler.errors import DemoFailedError, ExitCode, NotAFolderError
from crawler.score import load_jsonl, score_findings

NIGHTS: Final = ("2023-03-01", "2023-03-08")
"""A week apart: between them documents appear, are mended, repealed, back-dated, withdrawn."""
SAMPLE: Final = "portal: sample\n"
"""How the sample portal's file is known."""
START_TIMEOUT_S: Final = 30.0
GOOD_ENDS: Final = frozenset({ExitCode.DONE, ExitCode.FINDINGS})


class Demonstration:
    """Two nights on the sample portal, served on 127.0.0.1 by a process of its own."""

    def __init__(self, out: Path) -> None:
        """Put everything below `out`; `is_perfect` tells in the end how the score was."""
        self.out = out
        self.workspace = out / "workspace"
        self.started_at = time.monotonic()
        self.is_perfect = False

    def go(self, *, keep: bool) -> Iterator[str]:
        """Run the demonstration, yielding what to tell the user as it goes."""
        self._make_folder()
        with (
            tempfile.TemporaryDirectory(prefix="gongkai-demo-") as backstage,
            self._portal(Path(backstage)) as base_url,
        ):
            yield f"示例门户已在 {base_url} 启动（只在本机）。"
            self._make_workspace(Path(backstage), base_url)
            for night in NIGHTS:
                yield f"第{NIGHTS.index(night) + 1}晚（模拟 {night}）："
                (Path(backstage) / "today").write_text(night, encoding="utf-8")
                yield from self._night(night, keep=keep)
            self._write_key(base_url)
        yield from self._conclude()
        if not keep:
            shutil.rmtree(self.workspace)
            yield "演示用的工作区已删除；加 --keep 可保留，用来试其他命令。"
        yield f"用时{time.monotonic() - self.started_at:.0f}秒。"

    def _make_folder(self) -> None:
        """Make room; only what an earlier demonstration left may be thrown away."""
        try:
            self.out.mkdir(parents=True, exist_ok=True)
            if self.workspace.exists():
                portal = self.workspace / "portal.yaml"
                if not portal.is_file() or SAMPLE not in portal.read_text(encoding="utf-8"):
                    raise NotAFolderError(self.workspace, "已有同名的内容，不是演示留下的")
                shutil.rmtree(self.workspace)
        except OSError as error:
            raise NotAFolderError(self.out, error.strerror or str(error)) from error

    @contextmanager
    def _portal(self, backstage: Path) -> Iterator[str]:
        (backstage / "today").write_text(NIGHTS[0], encoding="utf-8")
        ready = backstage / "ready"
        server = subprocess.Popen(  # noqa: S603 - our own module
            [
                *(sys.executable, "-m", "sample_portal", "serve", "--port", "0"),
                *("--today-file", str(backstage / "today"), "--ready-file", str(ready)),
            ],
            start_new_session=True,  # Ctrl-C reaches the crawl, and the server is ended in order
        )
        try:
            yield self._wait_for(ready, server)
        finally:
            server.terminate()
            server.wait(timeout=START_TIMEOUT_S)

    @staticmethod
    def _wait_for(ready: Path, server: subprocess.Popen[bytes]) -> str:
        end = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < end and server.poll() is None:
            if ready.exists() and (url := ready.read_text(encoding="utf-8").strip()):
                return url
            time.sleep(0.05)
        raise DemoFailedError("启动示例门户", "示例门户没有启动成功")

    def _make_workspace(self, backstage: Path, base_url: str) -> None:
        file = backstage / "portal.yaml"
        file.write_text(self._sample("portal-file", "--base-url", base_url), encoding="utf-8")
        self._gongkai("建立工作区", "init", str(self.workspace), "--portal", str(file))

    def _night(self, night: str, *, keep: bool) -> Iterator[str]:
        shown = self._gongkai(
            f"{night} 的核查", "nightly", "--workspace", str(self.workspace), "--as-of", night
        )
        for line in shown.splitlines():
            if keep or str(self.workspace) not in line:
                yield f"  {line}"

    def _write_key(self, base_url: str) -> None:
        key = self._sample("answer-key", "--base-url", base_url, "--today", NIGHTS[-1])
        (self.out / "answer_key.jsonl").write_text(key, encoding="utf-8")

    def _conclude(self) -> Iterator[str]:
        """Copy the last night's reports to the front and score them."""
        last = max((self.workspace / "reports").iterdir())
        for file in sorted(last.iterdir()):
            shutil.copyfile(file, self.out / file.name)
            yield f"已写出 {self.out / file.name}"
        findings = load_jsonl(self.out / "findings.jsonl")
        key = load_jsonl(self.out / "answer_key.jsonl")
        yield f"与示例门户的答案（{self.out / 'answer_key.jsonl'}）对照："
        score = score_findings(findings, key)
        yield from score.lines()
        self.is_perfect = score.is_perfect

    @staticmethod
    def _sample(*arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "sample_portal", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise DemoFailedError("读取示例门户", done.stderr.strip())
        return done.stdout

    @staticmethod
    def _gongkai(step: str, *arguments: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "crawler.cli", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in GOOD_ENDS:
            raise DemoFailedError(step, done.stdout.strip() or f"退出码 {done.returncode}")
        return done.stdout
