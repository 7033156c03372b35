"""One run at a time in a workspace; whoever comes second is told who holds it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.errors import LockedError, NotAFolderError


@contextmanager
def hold_workspace(folder: Path, *, purpose: str, started_at: datetime) -> Iterator[None]:
    """Hold the workspace for the length of the block. Raises LockedError naming the holder.

    The lock is the operating system's: it goes with the process, however that ends.
    """
    lock = FileLock(folder / ".gongkai.lock")
    holder = folder / ".gongkai.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise LockedError(folder, _read_holder(holder)) from error
    except OSError as error:
        raise NotAFolderError(folder, error.strerror or str(error)) from error
    try:
        holder.write_text(
            f"{purpose}，进程号{os.getpid()}，开始于{started_at:%Y-%m-%d %H:%M:%S}",
            encoding="utf-8",
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _read_holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") or "未知进程"
    except OSError:
        return "未知进程"
