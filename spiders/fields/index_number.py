"""索引号: the catalogue number a CMS gives an item. Kept as printed, program leaks and all."""

from __future__ import annotations

from spiders.wording import tidy


def parse_index_number(raw: str) -> str | None:
    """Return the index number as printed; None for an empty box."""
    text = tidy(raw)
    return None if text in ("", "-", "无", "/", "null", "None") else text
