"""索引号: the catalogue number a CMS gives an item. Kept as printed, program leaks and all."""

from __future__ import annotations

import re
from typing import Final

from spiders.wording import tidy

_SERIAL: Final = re.compile(r"/(?:19|20)\d\d-(\d{7,8})(?:\.0)?")
_CODED: Final = re.compile(r"[0-9A-Z]{9,18}(?:/[0-9A-Z]{1,12}){0,2}/(?:19|20)\d\d-\d{3,8}")
"""A body's code (9 or 18 characters), year and number: nothing else on a page is written so."""


def parse_index_number(raw: str) -> str | None:
    """Return the index number as printed; None for an empty box."""
    text = tidy(raw)
    return None if text in ("", "-", "无", "/", "null", "None") else text


def parse_index_serial(index_number: str) -> int | None:
    """Read the serial the gongkai platform counts through all bodies of its city, a clock without hands.

    Later records have higher serials (seen without an inversion over six years); it is never a date.
    None for program leaks (`…/2022-None`) and for numbers counted otherwise (`…/2024-00144`).
    """
    found = _SERIAL.search(index_number)
    return int(found[1]) if found and found.end() == len(index_number) else None


def is_coded_index(text: str) -> bool:
    """Whether words can be nothing but an index number, without a label saying so."""
    return _CODED.fullmatch(text) is not None
