"""DOC and WPS (Word 97–2007 binary) → lines: an own reader of the piece table.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5.1 (Fib), 2.9.38 (Clx), 2.9.73 (FcCompressed). Only the
main document is read: headers, footnotes and comments come after `ccpText` characters.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import Final

import olefile

from spiders.attachments.limits import (
    BrokenFileError,
    EncryptedError,
    Limits,
    UnsupportedKindError,
)
from spiders.attachments.tidying import CELL, tidy_cells

_WORD: Final = 0xA5EC
_WORD_97: Final = 0x00C1
"""The first `nFib` whose file has a piece table in a table stream."""
_FLAG_ENCRYPTED: Final = 0x0100
_FLAG_TABLE_1: Final = 0x0200
_BASE: Final = 32
"""Bytes of FibBase; the counted arrays of the Fib follow."""
_CCP_TEXT: Final = 3
"""Index of the main document's length in FibRgLw97."""
_CLX: Final = 33
"""Index of the pair fcClx, lcbClx in FibRgFcLcb97."""
_PRC: Final = 1
_PCDT: Final = 2
_COMPRESSED: Final = 0x40000000
_PIECE: Final = 8
_MOST_PIECES: Final = 200_000
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_FIELD_MARKS: Final = re.compile("([\x13\x14\x15])")
_ROW_END: Final = "\x07\x07"
_SIGNS: Final = str.maketrans(
    {
        "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x07": CELL, "\xa0": " ",
        "\x1e": "-", "\x1f": None, "\x01": None, "\x02": None, "\x05": None, "\x08": None, "\x00": None,
    }
)  # fmt: skip


def read(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the lines; a table's row is one line. UnreadableAttachmentError says why not."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            text = _text(container, limits.characters)
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise BrokenFileError from error
    # One sign more than asked for tells that the document goes on.
    shown = _without_field_codes(text[: limits.characters])
    lines = shown.replace(_ROW_END, "\n").translate(_SIGNS).split("\n")
    return (tidy_cells(line) for line in lines), len(text) > limits.characters


def _text(container: olefile.OleFileIO, characters: int) -> str:
    """Join the pieces of the main document, at most one sign more than `characters`."""
    stream = container.openstream("WordDocument").read()
    magic, version = struct.unpack_from("<HH", stream, 0)
    if magic != _WORD:
        raise BrokenFileError("不是 Word 文档")
    (flags,) = struct.unpack_from("<H", stream, 10)
    if flags & _FLAG_ENCRYPTED:
        raise EncryptedError
    if version < _WORD_97:
        raise UnsupportedKindError("Word 95 或更早的文件")
    length, offset, size = _fib(stream)
    name = "1Table" if flags & _FLAG_TABLE_1 else "0Table"
    table = container.openstream(name).read()
    clx = table[offset : offset + size]
    if len(clx) < size:
        raise BrokenFileError
    return _join(stream, _piece_table(clx), min(length, characters + 1))


def _fib(stream: bytes) -> tuple[int, int, int]:
    """Return the main document's length in signs, and place and size of the Clx."""
    (words,) = struct.unpack_from("<H", stream, _BASE)
    longs_at = _BASE + 2 + 2 * words
    (longs,) = struct.unpack_from("<H", stream, longs_at)
    (length,) = struct.unpack_from("<i", stream, longs_at + 2 + 4 * _CCP_TEXT)
    pairs_at = longs_at + 2 + 4 * longs
    offset, size = struct.unpack_from("<II", stream, pairs_at + 2 + 8 * _CLX)
    if length < 0 or longs <= _CCP_TEXT:
        raise BrokenFileError
    return length, offset, size


def _piece_table(clx: bytes) -> bytes:
    """Return the PlcPcd, past the property changes that stand before it."""
    at = 0
    while at + 5 <= len(clx) and clx[at] == _PRC:
        (size,) = struct.unpack_from("<h", clx, at + 1)
        if size < 0:
            raise BrokenFileError
        at += 3 + size
    if at + 5 > len(clx) or clx[at] != _PCDT:
        raise BrokenFileError
    (size,) = struct.unpack_from("<I", clx, at + 1)
    return clx[at + 5 : at + 5 + size]


def _join(stream: bytes, table: bytes, length: int) -> str:
    count = (len(table) - 4) // (4 + _PIECE)
    if not 0 < count <= _MOST_PIECES:
        raise BrokenFileError
    ends = struct.unpack_from(f"<{count + 1}I", table, 0)
    parts: list[str] = []
    done = 0
    for number in range(count):
        wanted = min(ends[number + 1], length) - ends[number]
        if wanted <= 0 or done >= length:
            break
        (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + _PIECE * number + 2)
        parts.append(_piece(stream, place, min(wanted, length - done)))
        done += wanted
    return "".join(parts)


def _piece(stream: bytes, place: int, signs: int) -> str:
    """Decode one piece; bytes that end early end the text there."""
    if place & _COMPRESSED:
        begin = (place & ~_COMPRESSED) // 2
        return stream[begin : begin + signs].decode("cp1252", errors="replace")
    return stream[place : place + 2 * signs].decode("utf-16-le", errors="replace")


def _without_field_codes(text: str) -> str:
    """Keep of each field its result: the words between its separator and its end."""
    if _FIELD_BEGIN not in text:
        return text
    kept: list[str] = []
    shows_result: list[bool] = []
    for part in _FIELD_MARKS.split(text):
        if part == _FIELD_BEGIN:
            shows_result.append(False)
        elif part == _FIELD_SEPARATOR and shows_result:
            shows_result[-1] = True
        elif part == _FIELD_END and shows_result:
            shows_result.pop()
        elif not shows_result or all(shows_result[-8:]):
            # Fields stand in fields; deeper than eight nobody nests them.
            kept.append(part)
    return "".join(kept)
