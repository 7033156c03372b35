"""WARC 1.1 records as bytes, through warcio: the only file that knows the format."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from audit_rules.model import Snapshot

NO_LONGER_TRUE: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""Headers that speak of the bytes on the wire; the body kept is the decoded one."""

PUNCTUATION: Final = "!#$%&'()*+,-./:;=?@[]^_`{|}~"
"""Signs that stay as they are in a header."""


class BrokenRecordError(Exception):
    """Bytes that are not one whole record; the caller knows the file and says so."""


def _date(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _written(writer: Any, record: Any, out: BytesIO) -> bytes:
    writer.write_record(record)
    return out.getvalue()


def _writer() -> tuple[Any, BytesIO]:
    out = BytesIO()
    return WARCWriter(out, gzip=True, warc_version="1.1"), out


def warcinfo_record(file: str, written_at: datetime) -> bytes:
    """Return the record that opens a file and says what wrote it."""
    writer, out = _writer()
    record = writer.create_warcinfo_record(
        file, {"software": "gongkai", "format": "WARC File Format 1.1"}
    )
    record.rec_headers.replace_header("WARC-Date", _date(written_at))
    return _written(writer, record, out)


def _status_line(status: int) -> str:
    known = {code.value: code.phrase for code in HTTPStatus}
    return f"{status} {known.get(status, 'Unknown')}"


def _printable(text: str, also: str = "") -> str:
    """Percent-encode what would end a header or cannot stand in one."""
    return quote(text, safe=PUNCTUATION + also, errors="replace")


def _http_headers(headers: Iterable[tuple[str, str]], status: int, length: int) -> Any:
    kept = [
        (
            f"X-Archive-Orig-{name}" if name.lower() in NO_LONGER_TRUE else _printable(name),
            _printable(value, ' "'),
        )
        for name, value in headers
    ]
    kept.append(("Content-Length", str(length)))
    return StatusAndHeaders(_status_line(status), kept, protocol="HTTP/1.1", is_http_request=False)


def response_record(
    snapshot: Snapshot, *, headers: Iterable[tuple[str, str]], status: int
) -> bytes:
    """Return one page as a gzip member. The body is the decoded one; its headers say so."""
    writer, out = _writer()
    record = writer.create_warc_record(
        _printable(snapshot.url),
        "response",
        payload=BytesIO(snapshot.body),
        length=len(snapshot.body),
        http_headers=_http_headers(headers, status, len(snapshot.body)),
        warc_headers_dict={
            "WARC-Date": _date(snapshot.captured_at),
            "WARC-Payload-Digest": f"sha256:{snapshot.sha256}",
        },
    )
    return _written(writer, record, out)


def body_of(record: bytes) -> bytes:
    """Return the page inside one record's bytes; `BrokenRecordError` where they are not whole."""
    try:
        for found in ArchiveIterator(BytesIO(_unpacked(record))):
            return bytes(found.content_stream().read())
    except ArchiveLoadFailed as error:
        raise BrokenRecordError from error
    raise BrokenRecordError


def _unpacked(record: bytes) -> bytes:
    # Unpacked here, not by warcio: it takes the end of the bytes for the end of the page.
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        content = unpacker.decompress(record)
    except zlib.error as error:
        raise BrokenRecordError from error
    if not unpacker.eof or unpacker.unused_data:
        raise BrokenRecordError
    return content
