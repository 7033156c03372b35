"""Which classes and ids the style rules of a page do not show.

Read in one pass, as a page's rules may be of any length and badly written: a browser forgives both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_MOST: Final = 200_000
"""Characters of style read; a page carries no more of its own."""
_BRACE: Final = re.compile("[{}]")
_NAMES: Final = re.compile(r"[.#][\w-]{1,80}")
_HIDES: Final = re.compile(
    r"display\s{0,8}:\s{0,8}none|visibility\s{0,8}:\s{0,8}hidden", re.IGNORECASE
)
_SETS_DISPLAY: Final = re.compile(r"(?:display|visibility)\s{0,8}:", re.IGNORECASE)


def hidden_names(styles: str) -> frozenset[str]:
    """Return the names hidden by `.name{display:none}`, with their `.` or `#`.

    Not where a rule for print or for small screens says so, nor where another rule shows the name.
    """
    if "none" not in styles and "hidden" not in styles:
        return frozenset()
    hidden: set[str] = set()
    shown: set[str] = set()
    for selectors, declarations in _rules(_without_comments(styles[:_MOST])):
        is_hiding = _HIDES.search(declarations) is not None
        if not is_hiding and not _SETS_DISPLAY.search(declarations):
            continue
        for selector in map(str.strip, selectors.split(",")):
            if is_hiding and _NAMES.fullmatch(selector):
                hidden.add(selector)
            else:
                shown.update(_NAMES.findall(selector))
    return frozenset(hidden - shown)


def _without_comments(styles: str) -> str:
    first, *others = styles.split("/*")
    return first + "".join(part.partition("*/")[2] for part in others)


def _rules(styles: str) -> Iterator[tuple[str, str]]:
    """Yield selectors and declarations of the plain rules; what an at-rule (@media) holds is left out."""
    depth = begin = 0
    selectors: str | None = None
    for brace in _BRACE.finditer(styles):
        words = styles[begin : brace.start()]
        begin = brace.end()
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                prelude = words.rpartition(";")[2]
                selectors = None if prelude.lstrip().startswith("@") else prelude
        elif depth:
            depth -= 1
            if depth == 0 and selectors is not None:
                yield selectors, words
