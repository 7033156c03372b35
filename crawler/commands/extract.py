"""`gongkai extract`: read stored pages and the attachments beside them; one JSON object a page."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from audit_rules.errors import MissingFileError, UnreadableFileError
from audit_rules.model import PageRecord
from crawler.console import REMARKS
from crawler.errors import ExitCode, UnknownOptionError
from spiders.attachments.beside import read_beside
from spiders.attachments.kinds import has_magic
from spiders.attachments.merge import complete_record, record_of_file
from spiders.attachments.reader import read_attachment
from spiders.decoding import decode
from spiders.disclosure import FILE_ENDINGS
from spiders.families import family_names
from spiders.page_json import page_json
from spiders.reading import read_page

HELP: Final = "读页面：从存好的网页（及旁边的附件）读出标题、日期、文号、有效性等，每页一行 JSON"
PAGE_SUFFIXES: Final = (".html", ".htm", ".shtml", ".xhtml")
DOCUMENT_SUFFIXES: Final = frozenset(FILE_ENDINGS) - {".txt", ".csv"}
"""A file named so is an attachment by itself even where its bytes are those of a page."""


class Format(StrEnum):
    """How records are written to standard output."""

    JSONL = "jsonl"


def run(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR|-",
            help="网页文件、附件文件（PDF、Word、Excel 等）、文件夹，或 - 表示标准输入",
        ),
    ],
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="页面的网址（单个文件时）", show_default=False),
    ] = None,
    family: Annotated[
        str | None,
        typer.Option("--family", metavar="F", help="网站系统；默认自动识别", show_default=False),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="输出形式")] = Format.JSONL,
) -> ExitCode:
    """Read pages and print what they say."""
    del output  # only one form so far
    if family is not None and family not in family_names():
        raise UnknownOptionError("--family", family, family_names())
    count = 0
    for name, body in _bodies(source):
        record = _read(source, name, body, url, family)
        line = {**page_json(record), "file": name}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        count += 1
    if not count:
        REMARKS.print(f"{source} 中没有网页文件（{'、'.join(PAGE_SUFFIXES)}）。")
        return ExitCode.USAGE
    return ExitCode.DONE


def _read(source: str, name: str, body: bytes, url: str | None, family: str | None) -> PageRecord:
    """Read a page with the attachments that lie beside it, or an attachment by itself."""
    place = Path(name)
    if has_magic(body) or place.suffix.lower() in DOCUMENT_SUFFIXES:
        return record_of_file(place.name, read_attachment(body, name), url or "")
    record = read_page(decode(body), url=url, family=family)
    if source == "-" or not record.attachments:
        return record
    root = Path(source) if Path(source).is_dir() else place.parent
    return complete_record(record, read_beside(record, place, root))


def _bodies(source: str) -> Iterator[tuple[str, bytes]]:
    """Yield each page's name, as it was given, and its bytes."""
    if source == "-":
        yield source, sys.stdin.buffer.read()
        return
    path = Path(source)
    if not path.exists():
        raise MissingFileError(path)
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    for file in files:
        if file == path or (file.is_file() and file.suffix.lower() in PAGE_SUFFIXES):
            try:
                yield str(file), file.read_bytes()
            except OSError as error:
                raise UnreadableFileError(file, error.strerror or str(error)) from error
