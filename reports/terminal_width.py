"""How much room a text takes on a terminal: a Chinese character is two columns wide."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})


def terminal_width(text: str) -> int:
    """Return the number of terminal columns the text takes."""
    return sum(_width(character) for character in text)


def fitted(text: str, columns: int) -> str:
    """Return one printable line of at most `columns` columns, an ellipsis where it was cut.

    Control and direction characters are dropped: a title from a page cannot steer the terminal.
    """
    line = "".join(character for character in " ".join(text.split()) if character.isprintable())
    if terminal_width(line) <= columns:
        return line
    kept = ""
    for character in line:
        if terminal_width(kept + character) > columns - 1:
            break
        kept += character
    return kept + "…"


def _width(character: str) -> int:
    """Return the columns one character takes."""
    if combining(character) or category(character) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
