"""How Chinese pages pad and break their words, undone."""

from __future__ import annotations

import re
from typing import Final

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_FILLING: Final = re.compile(
    "[\\s\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+"
)
_BULLETS: Final = "•·●■▪◆◇★☆○►▶»>＞-—*|｜\x1f \u3000\xa0"


def tidy(text: str) -> str:
    """One blank for every run of white space, none at the ends, no invisible characters.

    The marks of `phrases` are white space too.
    """
    words = " ".join(text.split())
    if not words.isprintable():  # only then may there be an invisible one
        words = " ".join(_INVISIBLE.sub("", words).split())
    return words


def squeeze(text: str) -> str:
    """Return the text without any white space: `索 引 号` → `索引号`."""
    return text.replace(" ", "") if text.isprintable() else _FILLING.sub("", text)


def strip_bullets(text: str) -> str:
    """Take list bullets and separators off both ends."""
    return text.strip(_BULLETS)
