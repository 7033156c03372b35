"""Text and addresses taken from strangers' pages, made safe to put into a report."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What XML 1.0 forbids or advises against, C1 controls and half characters."""

_FORMULA: Final = re.compile(
    "[\\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*[=+\\-@＝＋－＠]|[\\t\\r\\n]"
)
"""How a cell begins that a spreadsheet might compute; full-width signs count in Chinese Excel."""

_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x1f\x7f]+", re.IGNORECASE)


def printable(text: str) -> str:
    """Return the text with each character that no page or sheet can hold shown as `\ufffd`."""
    return _UNPRINTABLE.sub("\ufffd", text)


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def without_formula(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet might compute it."""
    return "'" + text if _FORMULA.match(text) else text


def is_web_address(url: str) -> bool:
    """Tell whether the address may become a link: http or https, a host, no odd characters."""
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
