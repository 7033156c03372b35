"""A page's visible text as lines, in document order: one walk over the tree, whatever the markup.

A line ends where a block element begins or ends. Inside a line, a `SEGMENT` mark stands where an
inline element (span, b, font …) begins or ends, because labels and values are often set apart so.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lxml import etree

from spiders.wording import tidy

SEGMENT: Final = "\x1f"
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
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
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

    @property
    def is_heading(self) -> bool:
        """Whether it stands in h1 … h6."""
        return self.tag in _HEADINGS


def read_lines(root: etree._Element) -> tuple[Line, ...]:
    """Walk the tree once, without recursion (pages may be nested thousands deep)."""
    walker = _Walker()
    walker.walk(root)
    return tuple(walker.lines)


class _Walker:
    """The line being built and the lines done; lives for one walk."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
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
            if not isinstance(element.tag, str) or is_hidden(element):
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
        else:
            self._parts.append(SEGMENT)
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
        else:
            self._parts.append(SEGMENT)
        self._add(element.tail)

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
        if block is not None and (text or block.tag in _CELLS):
            self.lines.append(
                Line(text, marked, block.tag, block, is_link=bool(text) and not self._plain)
            )
        self._plain = False


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show it: scripts, templates, `hidden`, `display:none`."""
    if element.tag in _SKIPPED:
        return True
    if not element.attrib:
        return False
    style = element.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    return element.get("hidden") is not None


def words_of(element: etree._Element) -> str:
    """Return all text inside an element, tidied."""
    return tidy("".join(map(str, element.itertext())))
