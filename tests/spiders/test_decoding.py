"""Bytes → text: declarations are believed only where the bytes bear them out."""

from __future__ import annotations

import codecs

import pytest

from spiders.decoding import decode
from spiders.page import Page

TEXT = "朱镕基视察淄川区㟃"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), None),
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=gb2312"),
        (TEXT.encode("gb18030"), "text/html; charset=gb2312"),
        (TEXT.encode("gb18030"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("gb18030"), "text/html; charset=utf-8"),
        (TEXT.encode("gb18030"), None),
        (TEXT.encode(), "text/html; charset=nonsense"),
    ],
)
def test_decode(body: bytes, content_type: str | None) -> None:
    """The order is BOM, meta, header, UTF-8, GB18030."""
    assert decode(body, content_type) == TEXT


def test_declared_gb2312_page_is_whole() -> None:
    """A page declared gb2312 with characters outside it keeps its text in the tree."""
    html = f"<html><head><meta charset='gb2312'></head><body><p>{TEXT}</p><p>完</p></body></html>"
    page = Page("", decode(html.encode("gb18030")))

    assert [line.text for line in page.lines] == [TEXT, "完"]


def test_undecodable_bytes() -> None:
    """No charset fits: the rest of the page is still read."""
    assert "a" in decode(b"\xff\xfe\xff\xffa\x81"[2:])
