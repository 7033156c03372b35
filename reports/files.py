"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reports.errors import ReportWriteError


@contextmanager
def write_atomically(path: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well the file takes the place of `path`.

    The file lies in the folder of `path`, which must exist, and is flushed to the disk before it
    takes its place. On any exception it is removed and `path` stays as it was. An `OSError`, the
    block's own included, becomes a `ReportWriteError` that names `path`.
    """
    part = path.parent / f".gongkai-{secrets.token_hex(8)}.part"
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield part
        _flush(part)
        part.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise ReportWriteError(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Wait until the file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
