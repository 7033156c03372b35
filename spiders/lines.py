"""A page's visible text as lines, in document order: one walk over the tree, whatever the markup.

A line ends where a block element begins or ends. Inside a line, a `SEGMENT` mark stands where an
inline element (span, b, font …) begins or ends, because labels and values are often set apart so.
An `UNREAD` mark stands for what a browser shows and the markup does not say: a picture, a frame, a
script, an element left empty for a script to fill. Both marks are white space to `tidy` and `squeeze`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from lxml import etree

from spiders.phrases import EMPTY, SEGMENT, UNREAD, Phrase, phrase_of
from spiders.wording import tidy

BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "nav", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_CELLS: Final = frozenset(("td", "th", "dd", "p", "li", "dt"))
"""Give a line even when empty: an empty value must not be taken for an absent one."""
_SKIPPED: Final = frozenset((
    "script", "style", "noscript", "template", "head", "title", "textarea", "select", "iframe",
    "object",
))  # fmt: skip
_DRAWN: Final = frozenset(
    ("img", "script", "iframe", "svg", "canvas", "object", "embed", "select", "input", "textarea")
)
_LABEL_LENGTH: Final = 16
_VOID: Final = frozenset(("br", "hr", "wbr", "a", "link", "meta", "area"))
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHOLE_PAGE: Final = frozenset(("html", "body", "form"))
_IS_BLOCK, _IS_CELL, _IS_SKIPPED, _IS_DRAWN, _IS_VOID, _IS_LINK, _IS_BREAK = (
    1 << bit for bit in range(7)
)
_MAKING: Final = {
    tag: sum(1 << bit for bit, tags in enumerate(kinds) if tag in tags)
    for kinds in ((BLOCKS, _CELLS, _SKIPPED, _DRAWN, _VOID, ("a",), ("br",)),)
    for tag in frozenset().union(*kinds)
}
"""What a tag is, in one look-up."""
_new_tuple: Final = tuple.__new__
_EVENTS: Final = ("start", "end", "comment", "pi")
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
    continues: bool
    """Nothing but a `<br>` parts it from the line before."""
    phrase: Phrase
    """What its words tell by themselves."""


class Lines(NamedTuple):
    """The lines of a page, and whether names hidden by its style rules kept any element out."""

    lines: tuple[Line, ...]
    is_styled: bool


def read_lines(root: etree._Element, hidden: AbstractSet[str] = frozenset()) -> Lines:
    """Walk the tree once, without recursion (pages may be nested thousands deep).

    `hidden` are the classes (`.name`) and ids (`#name`) the page's own style rules do not show.
    """
    return Walk(hidden).read(root)


class Walk:
    """The lines done and the words of the one being built; lives for one walk."""

    def __init__(self, hidden: AbstractSet[str]) -> None:
        """Begin a walk."""
        self._lines: list[Line] = []
        self._parts: list[str] = []
        self._hidden = hidden
        self._is_styled = False

    def read(self, root: etree._Element) -> Lines:
        """Read all lines inside an element."""
        self._walk(root)
        return Lines(tuple(self._lines), self._is_styled)

    def _walk(self, root: etree._Element) -> None:  # noqa: C901, PLR0912, PLR0915 - the one hot loop
        """Walk the tree: for most elements without a single call of ours."""
        walker = etree.iterwalk(root, events=_EVENTS)
        parts, making_of, flush = self._parts, _MAKING.get, self._flush
        open_elements: list[etree._Element | None] = [root.getparent()]
        block: etree._Element | None = None
        skipped: etree._Element | None = None
        continues, plain, links = False, False, 0
        for event, element in walker:
            if event == "start":
                making = making_of(element.tag, 0)
                named = element.keys()
                if making & _IS_SKIPPED or (named and self._is_hidden(element, named)):
                    if making & _IS_DRAWN or self._is_left_empty(element, making):
                        parts.append(UNREAD)
                    walker.skip_subtree()
                    skipped = element
                    continue
                open_elements.append(element)
                if making & _IS_BLOCK:
                    if parts:
                        flush(block, plain=plain, continues=continues)
                        plain = False
                    block, continues = element, making & _IS_BREAK != 0
                else:
                    parts.append(SEGMENT)
                    if making & _IS_LINK:
                        links += 1
                text = element.text
                if making & _IS_DRAWN or (
                    named and (not text or text.isspace()) and self._is_left_empty(element, making)
                ):
                    parts.append(UNREAD)
            elif element is skipped or event != "end":
                skipped, text = None, element.tail
            else:
                making = making_of(element.tag, 0)
                open_elements.pop()
                if making & _IS_BLOCK:
                    if parts:
                        flush(block, plain=plain, continues=continues)
                        plain = False
                    elif making & _IS_CELL and block is not None and block is element:
                        self._add_empty(block)
                    block, continues = open_elements[-1], making & _IS_BREAK != 0
                    if len(self._lines) >= MAX_LINES:
                        break
                else:
                    parts.append(SEGMENT)
                    if making & _IS_LINK:
                        links -= 1
                text = element.tail
            if text:
                if not text.isspace():
                    parts.append(text)
                    plain = plain or not links
                elif parts or (block is not None and block.tag in _CELLS):
                    parts.append(text)
        if parts:
            flush(block, plain=plain, continues=continues)

    def _flush(self, block: etree._Element | None, *, plain: bool, continues: bool) -> None:
        """End the line being built: a line of its block, where it has words or is a cell's."""
        parts = self._parts
        marked = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        if block is None:
            return
        phrase = phrase_of(marked)
        text = phrase.text
        tag = block.tag
        if text or tag in _CELLS or self._is_drawn(marked, block):
            made = (text, marked, tag, block, text != "" and not plain, continues, phrase)
            self._lines.append(_new_tuple(Line, made))

    def _add_empty(self, cell: etree._Element) -> None:
        made = ("", "", cell.tag, cell, False, False, EMPTY)
        self._lines.append(_new_tuple(Line, made))

    def _is_drawn(self, marked: str, block: etree._Element) -> bool:
        """Whether a block of marks only stands directly behind a few words, as a value does."""
        if UNREAD not in marked or not self._lines:
            return False
        last = self._lines[-1]
        return len(last.text) <= _LABEL_LENGTH and block.getprevious() is last.element

    def _is_hidden(self, element: etree._Element, named: Sequence[str]) -> bool:
        if "style" in named and _UNSEEN.search(element.get("style") or ""):
            return True
        if "hidden" in named:
            return True
        if self._hidden and not self._hidden.isdisjoint(names_of(element)):
            self._is_styled = True
            return True
        return False

    @staticmethod
    def _is_left_empty(element: etree._Element, making: int) -> bool:
        """Whether an element has nothing in it and a name by which a script can find it."""
        return (
            len(element) == 0
            and not making & _IS_VOID
            and bool(element.get("id") or (not making & _IS_BLOCK and element.get("class")))
            and not (element.text or "").strip()
        )


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
