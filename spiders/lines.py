"""A page's visible text as lines, in document order: one walk over the tree, whatever the markup.

A line ends where a block element begins or ends. Inside a line, a `SEGMENT` mark stands where an
inline element (span, b, font …) begins or ends, because labels and values are often set apart so.
An `UNREAD` mark stands for what a browser shows and the markup does not say: a picture, a frame, a
script, an element left empty for a script to fill. Both marks are white space to `tidy` and `squeeze`.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from lxml import etree

from spiders.wording import tidy

SEGMENT: Final = "\x1f"
UNREAD: Final = "\x1e"
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_CELLS: Final = frozenset(("td", "th", "dd", "p", "li", "dt"))
"""Give a line even when empty: an empty value must not be taken for an absent one."""
_SKIPPED: Final = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "textarea",
        "select",
        "iframe",
        "object",
    )
)
_DRAWN: Final = frozenset(
    ("img", "script", "iframe", "svg", "canvas", "object", "embed", "select", "input", "textarea")
)
_LABEL_LENGTH: Final = 16
_VOID: Final = frozenset(("br", "hr", "wbr", "a", "link", "meta", "area"))
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHOLE_PAGE: Final = frozenset(("html", "body", "form"))
MAX_LINES: Final = 20_000
"""A page with more is hostile or a table dump; the rest is left out."""


class Line(NamedTuple):
    """One line of visible text. `marked` keeps the segment marks, `text` is tidied."""

    text: str
    marked: str
    tag: str
    element: etree._Element
    is_link: bool
    """Every visible word of it is link text."""
    continues: bool = False
    """Nothing but a `<br>` parts it from the line before."""


def read_lines(root: etree._Element, hidden: AbstractSet[str] = frozenset()) -> tuple[Line, ...]:
    """Walk the tree once, without recursion (pages may be nested thousands deep).

    `hidden` are the classes (`.name`) and ids (`#name`) the page's own style rules do not show.
    """
    walker = _Walker(hidden)
    walker.walk(root)
    return tuple(walker.lines)


class _Walker:
    """The line being built and the lines done; lives for one walk."""

    def __init__(self, hidden: AbstractSet[str]) -> None:
        self.lines: list[Line] = []
        self._hidden = hidden
        self._continues = False
        self._parts: list[str] = []
        self._plain = False
        self._block: etree._Element | None = None
        self._links = 0

    def walk(self, root: etree._Element) -> None:
        stack: list[tuple[etree._Element, bool]] = [(root, False)]
        while stack and len(self.lines) < MAX_LINES:
            element, is_closing = stack.pop()
            if is_closing:
                self._close(element)
                continue
            if not isinstance(element.tag, str) or self._is_hidden(element):
                self._mark_drawn(element)
                self._add(element.tail)
                continue
            self._open(element)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._flush()

    def _open(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._flush()
            self._block = element
            self._continues = element.tag == "br"
        else:
            self._parts.append(SEGMENT)
        self._mark_drawn(element)
        if element.tag == "a":
            self._links += 1
        self._add(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "a":
            self._links -= 1
        if tag in _BLOCKS:
            if tag in _CELLS and self._block is element and not self._parts:
                self.lines.append(Line("", "", tag, element, is_link=False))
            self._flush()
            self._block = element.getparent()
            self._continues = tag == "br"
        else:
            self._parts.append(SEGMENT)
        self._add(element.tail)

    def _is_drawn(self, marked: str) -> bool:
        """Whether a block of marks only stands directly behind a few words, as a value does."""
        if UNREAD not in marked or self._block is None or not self.lines:
            return False
        last = self.lines[-1]
        return len(last.text) <= _LABEL_LENGTH and self._block.getprevious() is last.element

    def _is_hidden(self, element: etree._Element) -> bool:
        return is_hidden(element) or bool(self._hidden and self._hidden & names_of(element))

    def _mark_drawn(self, element: etree._Element) -> None:
        """Mark a picture or its like, and an element left empty that a script can find by name."""
        if element.tag in _DRAWN or (
            element.tag not in _VOID
            and (element.get("id") or (element.get("class") and element.tag not in _BLOCKS))
            and isinstance(element.tag, str)
            and len(element) == 0
            and not (element.text or "").strip()
        ):
            self._parts.append(UNREAD)

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            if not self._links and not text.isspace():
                self._plain = True

    def _flush(self) -> None:
        if not self._parts:
            return
        marked = "".join(self._parts)
        self._parts = []
        text = tidy(marked)
        block = self._block
        if block is not None and (text or block.tag in _CELLS or self._is_drawn(marked)):
            is_link = bool(text) and not self._plain
            self.lines.append(Line(text, marked, block.tag, block, is_link, self._continues))
        self._plain = False


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show it: scripts, templates, `hidden`, `display:none`.

    Style rules of the page are not asked here; see `Page.lines`.
    """
    if element.tag in _SKIPPED:
        return True
    if not element.attrib:
        return False
    style = element.get("style")
    if style and _UNSEEN.search(style):
        return True
    return element.get("hidden") is not None


def names_of(element: etree._Element) -> frozenset[str]:
    """Return the names style rules and scripts know an element by: `.class` and `#id`."""
    names = [f".{name}" for name in (element.get("class") or "").split()]
    if element.get("id"):
        names.append(f"#{element.get('id')}")
    return frozenset(names)


def words_of(element: etree._Element) -> str:
    """Return all text inside an element, tidied."""
    return tidy("".join(map(str, element.itertext())))


def drawn_words(element: etree._Element) -> str:
    """Return the words of the one picture or nameless (hence never sent) input of a cell."""
    if element.tag not in _CELLS:
        return ""
    drawn = [(item.get("alt") or "").strip() for item in element.iter("img")]
    drawn += [(item.get("value") or "").strip() for item in element.iter("input")]
    return tidy(drawn[0]) if len(drawn) == 1 else ""


def is_asked_for(line: Line) -> bool:
    """Whether the label belongs to a search form: a field to fill in stands beside it."""
    beside = (line.element, line.element.getnext())
    return any(
        field.get("type") not in ("hidden", "button", "submit") and not _only_shows(field)
        for element in beside
        if element is not None and element.tag not in _WHOLE_PAGE
        for field in element.iter("input", "select", "textarea")
    )


def _only_shows(field: etree._Element) -> bool:
    """Whether an input holds words and has no name to be sent or found by: it is there to be read."""
    if field.tag != "input" or field.get("type") not in (None, "text"):
        return False
    has_name = any(field.get(name) for name in ("name", "id", "onclick", "onfocus", "placeholder"))
    return bool(field.get("value")) and not has_name
