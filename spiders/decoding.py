"""Bytes of a page → text. Parsers get our text, never bytes: their own guesses cut pages short."""

from __future__ import annotations

import codecs
import re
from typing import Final

from spiders.page import MAX_CHARACTERS

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META: Final = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
MAX_BYTES: Final = 8 * MAX_CHARACTERS
"""Of a longer body the beginning is decoded: more characters, whatever the charset, than are read."""
_META_WINDOW: Final = 4096
"""Bytes searched for a declaration; browsers search 1024, CMS heads are longer."""
# GB18030 contains both older sets; pages declared with these use its characters all the same.
_WIDENED: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
}


_NO_PROOF: Final = (
    "iso8859", "cp125", "ascii", "utf-7", "unicode_escape", "unicode-escape", "raw", "idna", "punycode", "undefined",
)  # fmt: skip
"""Single-byte charsets fit any bytes; escapes turn words into other words."""


def decode(body: bytes, content_type: str | None = None) -> str:
    """Decode a page: BOM, then its meta, then the header, then strict UTF-8, then GB18030.

    A declaration the bytes contradict is passed over. What no charset fits is decoded as UTF-8 with
    replacement characters rather than lost. Of a body of more than `MAX_BYTES` the rest is left out;
    `Page` knows such a page by its length.
    """
    is_whole = len(body) <= MAX_BYTES
    body = body if is_whole else body[:MAX_BYTES]
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, errors="replace")
    declared = (_declared_in_page(body), _declared_in_header(content_type))
    for charset in (*declared, "utf-8", "gb18030"):
        text = _decode_strictly(body, charset, is_whole=is_whole)
        if text is not None:
            return text
    return body.decode("utf-8", errors="replace")


def _declared_in_page(body: bytes) -> str | None:
    found = _META.search(body[:_META_WINDOW])
    return found[1].decode("ascii", errors="replace") if found else None


def _declared_in_header(content_type: str | None) -> str | None:
    found = _HEADER.search(content_type or "")
    return found[1] if found else None


def _decode_strictly(body: bytes, name: str | None, *, is_whole: bool) -> str | None:
    """Return the text, or None for no, an unknown or a contradicted charset.

    A single-byte charset fits any bytes, so it proves nothing: ISO-8859-1 is what servers say when
    nobody configured them.
    """
    if not name:
        return None
    try:
        # Python's registry also holds compressors and escapes: `charset=zlib` is no charset.
        b" ".decode(name, errors="replace")
        codec = codecs.lookup(_WIDENED.get(name.lower(), name)).name
        if codec.startswith(_NO_PROOF):
            return None
        return codecs.getincrementaldecoder(codec)().decode(body, final=is_whole)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
