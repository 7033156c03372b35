"""The reading process: `python -m spiders.attachments.child`. It opens files; nothing else does.

Each order is a frame (four bytes of length, big-endian, then the bytes): first the limits as JSON,
then the file. Each answer is one frame of JSON. It ends when its standard input ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib import import_module
from typing import Any, BinaryIO, Final, TypeAlias

from spiders.attachments.kinds import FileKind, recognise
from spiders.attachments.limits import (
    BrokenFileError,
    Limits,
    NoTextError,
    TooCostlyError,
    UnparsableError,
    UnreadableAttachmentError,
)
from spiders.attachments.tidying import take

Reader: TypeAlias = Callable[[bytes, Limits], tuple[Iterable[str], bool]]
_READERS: Final = {
    FileKind.PDF: ("pdf", "read"),
    FileKind.DOCX: ("word", "read"),
    FileKind.DOC: ("word_binary", "read"),
    FileKind.SHEET: ("sheets", "read"),
    FileKind.OFD: ("ofd", "read"),
    FileKind.HTML: ("web_text", "read_html"),
    FileKind.TEXT: ("web_text", "read_text"),
}
"""Module and function by kind; imported when a file of the kind comes (0.05 to 0.2 s each)."""
LENGTH: Final = struct.Struct(">I")
READY: Final = b"ready"
_MEGABYTE: Final = 1024 * 1024
_WRITABLE_BYTES: Final = 16 * _MEGABYTE
"""No file it writes may be longer: Python's own caches of modules, nothing else."""


def main() -> None:
    """Answer orders until there are no more; end after a shortage of memory."""
    orders, answers = _take_channels()
    put_frame(answers, READY)
    while (head := take_frame(orders)) is not None and (body := take_frame(orders)) is not None:
        limits = Limits(**json.loads(head))
        _limit_costs(limits)
        answer, is_spent = answer_to(body, limits)
        put_frame(answers, json.dumps(answer).encode())
        if is_spent:
            return


def answer_to(body: bytes, limits: Limits) -> tuple[dict[str, Any], bool]:
    """Read one file; also tell whether the process had better not read another."""
    kind = FileKind.UNKNOWN
    answer: dict[str, Any] = {"lines": (), "is_cut": False, "reason": None}
    is_spent = False
    try:
        kind = recognise(body, limits)
        answer["lines"], answer["is_cut"] = _read(kind, body, limits)
    except UnreadableAttachmentError as error:
        answer["reason"] = error.reason
    except MemoryError:
        is_spent = True
        answer["reason"] = TooCostlyError("读取所需内存超过上限").reason
    except RecursionError:
        answer["reason"] = BrokenFileError("嵌套过深").reason
    except Exception:  # noqa: BLE001 - foreign parsers raise anything on a hostile file
        answer["reason"] = UnparsableError().reason
    return answer | {"kind": kind.value}, is_spent


def _read(kind: FileKind, body: bytes, limits: Limits) -> tuple[tuple[str, ...], bool]:
    module, function = _READERS[kind]
    read: Reader = getattr(import_module(f"spiders.attachments.{module}"), function)
    found, is_cut = read(body, limits)
    lines, is_shortened = take(found, limits.lines, limits.characters)
    if not any(lines):
        raise NoTextError
    return lines, is_cut or is_shortened


def order_head(limits: Limits) -> bytes:
    """Return the first frame of an order."""
    return json.dumps(asdict(limits)).encode()


def put_frame(stream: BinaryIO, content: bytes) -> None:
    """Write one frame; BrokenPipeError where the other side is gone."""
    stream.write(LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def take_frame(stream: BinaryIO, most: int = 1 << 30) -> bytes | None:
    """Read one frame; None where the stream ends first, or announces more than `most` bytes."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (size,) = LENGTH.unpack(head)
    if size > most:
        return None
    content = stream.read(size)
    return content if len(content) == size else None


def _take_channels() -> tuple[BinaryIO, BinaryIO]:
    """Keep the two pipes and give everybody else an empty input and output: libraries print."""
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    void = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(void, number)
    os.close(void)
    return orders, answers


def _limit_costs(limits: Limits) -> None:
    """Set what the system enforces; where it knows no such limits the parent's clock remains."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    wanted = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_FSIZE: _WRITABLE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in wanted.items():
        hard = resource.getrlimit(name)[1]
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # a stricter system keeps its own
            resource.setrlimit(name, (soft, hard))


if __name__ == "__main__":
    main()
