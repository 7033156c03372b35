"""Document numbers (发文字号), in order and out of order."""

from __future__ import annotations

from collections import Counter

from sample_portal.documents import Draft, NumberStyle, Template
from sample_portal.units import BY_KEY

UNNUMBERED = {
    NumberStyle.SAID_NONE: "无文号",
    NumberStyle.EMPTY: "〔〕号",
    NumberStyle.BLANK: "",
}


def number_of(draft: Draft, counters: Counter[str]) -> str:
    """Return the number as printed; a numbered paper takes the next of its series in `counters`."""
    if draft.number is not None:
        return draft.number
    if draft.style in UNNUMBERED:
        return UNNUMBERED[draft.style]
    prefix, year = _series(draft), draft.formed_on.year
    counters[f"{prefix}{year}"] += 1
    return styled(prefix, year, counters[f"{prefix}{year}"], draft.style)


def styled(prefix: str, year: int, number: int, style: NumberStyle) -> str:
    """Return the number in one of the styles in which units print it."""
    return {
        NumberStyle.ZERO: f"{prefix}〔{year}〕0{number}号",
        NumberStyle.ORDINAL: f"{prefix}〔{year}〕第{number}号",
        NumberStyle.EATEN: f"{prefix}〔{year}{number}号",
        NumberStyle.SQUARE: f"{prefix}[{year}]{number}号",
        NumberStyle.LOOK_ALIKE: f"{prefix}﹝{year}﹞{number}号",
        NumberStyle.OLD_YEAR: f"{prefix}〔{year - 3}〕{number}号",
    }.get(style, f"{prefix}〔{year}〕{number}号")


def _series(draft: Draft) -> str:
    if draft.column == "government":
        return "示政办发"
    prefix = BY_KEY[draft.unit].prefix
    if draft.template is Template.POLICY and prefix.endswith("字"):
        return f"{prefix[:-1]}规"
    return prefix
