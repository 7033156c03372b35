"""Pages and plain text that go by the name of a document: HTML, MHT, TXT → lines."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Final

from spiders.attachments.limits import BrokenFileError, Limits
from spiders.attachments.tidying import tidy_cells, unset
from spiders.decoding import decode
from spiders.page import Page

_MAIL: Final = re.compile(
    rb"\s{0,8}(?:MIME-Version|Content-Type|From|Date|Subject):", re.IGNORECASE
)


def read_html(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the visible lines of a page; of an MHT those of its first page.

    Word sets Chinese and figures in elements of their own, with line breaks of the markup between.
    """
    page = _first_page(body) if _MAIL.match(body) else body
    text = decode(page)
    lines = (unset(line.text) for line in Page("", text).lines)
    return lines, len(text) > 2 * limits.characters


def read_text(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the lines of plain text."""
    del limits
    return (tidy_cells(line) for line in decode(body).splitlines()), False


def _first_page(body: bytes) -> bytes:
    message = email.message_from_bytes(body, _class=EmailMessage, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise BrokenFileError("网页存档中没有网页")
