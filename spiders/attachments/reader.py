"""Bytes of an attachment → its words, read in a process apart that is killed when it costs too much.

One process reads file after file and is replaced after `FILES_PER_PROCESS`, after a crash and after a
timeout. Whatever a file holds, this process neither crashes nor waits longer than the limits say.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from spiders.attachments.child import READY, order_head, put_frame, take_frame
from spiders.attachments.kinds import FileKind
from spiders.attachments.limits import DEFAULT, MEGABYTE, Limits, TooCostlyError

FILES_PER_PROCESS: Final = 200
"""So that what libraries leak does not add up over a night."""
_ROOT: Final = Path(__file__).resolve().parents[2]
_BYTES_PER_CHARACTER: Final = 12
"""Of an answer: a sign beyond the first plane is two escapes of six letters."""
_DIED: Final = "读取程序意外终止，文件可能已损坏"
_LATE: Final = "读取超过{seconds:g}秒，已停止"
_NOT_STARTED: Final = "读取程序无法启动"
_GARBLED: Final = "读取程序的答复无法识别"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentText:
    """What was read of one file.

    `lines` hold no empty ones; the cells of a table's row are parted by tabs. `is_cut`: the file goes
    on after them. `reason` says in Chinese why nothing was read, None where it was. `sha256` is that
    of the whole file.
    """

    kind: str
    lines: tuple[str, ...]
    is_cut: bool
    reason: str | None
    sha256: str

    @property
    def complaint(self) -> str | None:
        """The reason as a sentence to show; None where the file was read."""
        return None if self.reason is None else f"附件无法读取：{self.reason}"


def read_attachment(body: bytes, name: str, *, limits: Limits = DEFAULT) -> AttachmentText:
    """Read a file. Never raises on what it holds: the result says why nothing was read.

    `name` is for whoever reads the call; what the file is, only its bytes tell.
    """
    del name
    digest = hashlib.sha256(body).hexdigest()
    if len(body) > limits.input_bytes:
        too_large = TooCostlyError(f"文件超过{limits.input_bytes / MEGABYTE:g} MB")
        return unread(too_large.reason, digest)
    with _LOCK:
        answer = _ask(body, limits)
    return _told(answer, digest, limits)


def unread(reason: str, sha256: str = "") -> AttachmentText:
    """Return the result for a file that could not even be handed to the reader."""
    return AttachmentText(
        kind=FileKind.UNKNOWN.value, lines=(), is_cut=False, reason=reason, sha256=sha256
    )


def close() -> None:
    """End the reading process, where there is one; the next file starts another."""
    with _LOCK:
        _retire()


@dataclass(slots=True)
class _Worker:
    """A reading process, how many files it has read, and whether the clock killed it.

    `parent` is the process that started it: a copy of that (fork) must not speak over the same pipes.
    """

    process: subprocess.Popen[bytes]
    parent: int
    files: int = 0
    is_late: bool = False

    @contextmanager
    def clock(self, seconds: float) -> Iterator[None]:
        """Kill the process when the block lasts longer: its pipes end, and so does the wait."""
        timer = threading.Timer(seconds, self._kill_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _kill_late(self) -> None:
        self.is_late = True
        self.process.kill()


_LOCK: Final = threading.RLock()
_WORKERS: Final[list[_Worker]] = []
"""The one process at work, or none."""


def _ask(body: bytes, limits: Limits) -> bytes | str:
    """Return the child's answer, or the reason why there is none."""
    worker = _worker_at_hand(limits)
    if worker is None:
        return _NOT_STARTED
    worker.files += 1
    answer = None
    with worker.clock(limits.seconds):
        try:
            put_frame(_pipe(worker.process.stdin), order_head(limits))
            put_frame(_pipe(worker.process.stdin), body)
            most = 4096 + _BYTES_PER_CHARACTER * (limits.characters + 1)
            answer = take_frame(_pipe(worker.process.stdout), 2 * most)
        except OSError:
            answer = None  # it died while it was spoken to
    if answer is None:
        _retire()
        return _LATE.format(seconds=limits.seconds) if worker.is_late else _DIED
    return answer


def _worker_at_hand(limits: Limits) -> _Worker | None:
    if _WORKERS:
        worker = _WORKERS[0]
        is_ours = worker.parent == os.getpid() and worker.process.poll() is None
        if is_ours and worker.files < FILES_PER_PROCESS and not worker.is_late:
            return worker
        _retire()
    return _start(limits)


def _start(limits: Limits) -> _Worker | None:
    path = os.pathsep.join((str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])))
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "spiders.attachments.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
    except OSError:
        return None
    worker = _Worker(process, os.getpid())
    _WORKERS.append(worker)
    with worker.clock(limits.start_seconds):
        greeting = take_frame(_pipe(process.stdout), len(READY))
    if greeting != READY:
        _retire()
        return None
    return worker


def _retire() -> None:
    """Kill the process, wait for it and close its pipes. It holds nothing worth a farewell."""
    while _WORKERS:
        worker = _WORKERS.pop()
        process = worker.process
        if worker.parent != os.getpid():
            continue  # the parent's, not ours to end
        process.kill()
        for stream in (process.stdin, process.stdout):
            try:
                _pipe(stream).close()
            except OSError:
                continue  # unsent bytes of an order nobody reads
        process.wait()


def _pipe(stream: Any) -> BinaryIO:
    """Return a pipe that was asked for and is therefore there."""
    pipe: BinaryIO = stream
    return pipe


def _told(answer: bytes | str, digest: str, limits: Limits) -> AttachmentText:
    """Check an answer before it is believed: a hostile file may have taken the child over."""
    if isinstance(answer, str):
        return unread(answer, digest)
    try:
        told = json.loads(answer)
        kind = FileKind(told["kind"]).value
        lines = tuple(map(_word, told["lines"]))
        reason = None if told["reason"] is None else _word(told["reason"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return unread(_GARBLED, digest)
    if sum(map(len, lines)) > limits.characters or (reason is None) != bool(lines):
        return unread(_GARBLED, digest)
    is_cut = told.get("is_cut") is True
    return AttachmentText(kind=kind, lines=lines, is_cut=is_cut, reason=reason, sha256=digest)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


atexit.register(close)
