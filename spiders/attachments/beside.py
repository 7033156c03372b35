"""The files of a stored page that were stored with it: found by their links, only inside a folder."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from audit_rules.model import Attachment, PageRecord
from spiders.attachments.limits import DEFAULT, MEGABYTE, Limits
from spiders.attachments.reader import AttachmentText, read_attachment, unread

MOST_FILES: Final = 50
"""Of one page; the rest is left alone."""


def read_beside(
    record: PageRecord, page: Path, root: Path, *, limits: Limits = DEFAULT
) -> tuple[tuple[Attachment, AttachmentText], ...]:
    """Read the page's attachments that lie on the disk; those that do not are left out.

    A link's path is followed from the page's folder, or from `root` where it begins there; else a file
    of its name beside the page serves. Never a file outside `root`, whatever links or shortcuts say.
    """
    found = []
    for file in record.attachments[:MOST_FILES]:
        place = _place_of(file, record, page, root)
        if place is not None:
            found.append((file, read_file(place, limits=limits)))
    return tuple(found)


def read_file(place: Path, *, limits: Limits = DEFAULT) -> AttachmentText:
    """Read a file from the disk; one over the limit is not even loaded."""
    try:
        if place.stat().st_size > limits.input_bytes:
            return unread(f"文件超过{limits.input_bytes / MEGABYTE:g} MB")
        body = place.read_bytes()
    except OSError as error:
        return unread(f"文件无法打开（{error.strerror or type(error).__name__}）")
    return read_attachment(body, place.name, limits=limits)


def _place_of(file: Attachment, record: PageRecord, page: Path, root: Path) -> Path | None:
    inside = root.resolve()
    for candidate in _candidates(file, record, page, root):
        try:
            place = candidate.resolve()
            if place.is_relative_to(inside) and place.is_file() and place != page.resolve():
                return place
        except (OSError, ValueError):  # too long, or a null byte
            continue
    return None


def _candidates(file: Attachment, record: PageRecord, page: Path, root: Path) -> Iterator[Path]:
    path = _path_of(file.url)
    if not path:
        return
    if path.startswith("/"):
        folder = posixpath.dirname(_path_of(record.url))
        if folder.startswith("/"):
            yield page.parent / posixpath.relpath(path, folder)
        yield root / path.lstrip("/")
    else:
        yield page.parent / path
    name = posixpath.basename(path)
    if name and _is_only(name, record.attachments):
        yield page.parent / name


def _path_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def _is_only(name: str, files: Sequence[Attachment]) -> bool:
    """Whether one link alone has this name, so that a file of the name can only be its."""
    return Counter(posixpath.basename(_path_of(file.url)) for file in files)[name] == 1
