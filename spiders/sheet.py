"""A document page laid out: its label box, its title, and the lines of its text.

The box is believed only above the text. Below it stand tables of other documents, forms and cited
labels, whose dates and numbers are not the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from spiders.fields.body import is_chrome, is_unit
from spiders.fields.dates import find_dates
from spiders.fields.vocabulary import WEAK
from spiders.headings import Found, is_prose, read_titles
from spiders.labels import Pair, find_pairs, printed_labels
from spiders.lines import Line, words_of
from spiders.own_box import own_boxes, without_inserted_tables
from spiders.page import Page
from spiders.unlabelled_box import read_unlabelled_box
from spiders.wording import squeeze

__all__ = ("Sheet", "is_prose", "lay_out")

_CELLS: Final = frozenset(("td", "th"))
_OF_BOXES: Final = frozenset(("index_number", "document_number", "published_on", "formed_on"))
_UNLABELLED: Final = frozenset(("index_number", "published_on", "unit"))
_MOST_BETWEEN: Final = 30
_REGISTRATION: Final = re.compile(r"[A-Z]{2,8}\d{0,4}(?:[-—–－]\d{1,8}){1,3}")
_STAMP: Final = re.compile(r"[\[(（【]?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_OWN_LABEL: Final = re.compile(r"[一-龥]{2,8}[:：].")
_BESIDE: Final = 4
"""Lines between the labels of one box at most."""
_MEETING: Final = re.compile(r"^(?:会议)?(?:地点|出席|参加|主持|议题|议程|列席)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document page. `titles` are the places that name it, the most trusted first.

    `heading` is the last line of the title above the text, -1 for none; `pairs` stand above the text.
    `unread` are fields whose value could not be told.
    `elsewhere` are fields with a value in another place.
    """

    page: Page
    titles: tuple[Found, ...]
    heading: int
    pairs: tuple[Pair, ...]
    text: tuple[Line, ...]
    unread: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    unlabelled: Mapping[str, str] = field(default_factory=dict)
    """The words of a box without labels, by field; empty where the page prints any such label."""

    def values(self, field: str) -> tuple[Pair, ...]:
        """Return the pairs of one field, in page order."""
        return tuple(pair for pair in self.pairs if pair.field == field)

    def below_heading(self) -> Line | None:
        """Return the line directly under the title.

        Passed over is what stands between a title and its number: the date line and buttons of the
        page, the registration of a normative document, the issuers' names, the title once more.
        """
        if self.heading < 0:
            return None
        labelled = {index for pair in self.pairs for index in range(pair.line, pair.last + 1)}
        titles = [squeeze(title.words) for title in self.titles]
        below = self.page.lines[self.heading + 1 : self.heading + 1 + _MOST_BETWEEN]
        for index, line in enumerate(below, self.heading + 1):
            if (
                line.text
                and not line.is_link
                and index not in labelled
                and not is_chrome(line.text)
                and not _is_between(line, titles)
            ):
                return line
        return None

    def above_heading(self) -> Line | None:
        """Return the paragraph directly over the title, where it is its sibling."""
        first = self.heading
        while first > 0 and self.page.lines[first].continues:
            first -= 1
        if first <= 0:
            return None
        above, title = self.page.lines[first - 1], self.page.lines[first]
        is_sibling = title.element.getprevious() is above.element
        return above if is_sibling and above.tag == title.tag and not above.is_link else None


def _is_between(line: Line, titles: Sequence[str]) -> bool:
    """Whether a line may stand between a title and its number, being neither."""
    words = line.phrase.squeezed
    if _REGISTRATION.fullmatch(words) or _STAMP.match(line.text):
        return True
    if len(words) > 3 and any(words in title for title in titles):
        return True
    names = line.text.split()
    return bool(names) and all(is_unit(name) for name in names)


@lru_cache(maxsize=2)
def lay_out(page: Page) -> Sheet:
    """Lay out a document page. Recognition and reading both need it, so the last is kept."""
    lines = page.lines
    every = tuple(pair for pair in find_pairs(lines) if not _is_in_numbered_table(pair, lines))
    pairs = tuple(pair for pair in every if not pair.is_unread)
    named, heading = read_titles(page, every)
    pairs = own_boxes(lines, pairs, heading, named)
    if len(pairs) < sum(not pair.is_unread for pair in every):
        named, heading = read_titles(page, pairs)
    begin = _text_begin(lines, every, heading)
    box = tuple(
        pair for pair in pairs if pair.line < begin and _is_believable(pair, lines, heading, pairs)
    )
    shown = {squeeze(title.words) for title in named}
    box = tuple(
        pair
        for pair in box
        if not _is_row_head(pair, box, lines)
        # The title under an empty box is not what the box says.
        and (pair.field in ("", "title") or squeeze(pair.value) not in shown)
    )
    box = without_inserted_tables(lines, box, heading)
    inside = set(box)
    return Sheet(
        page,
        named,
        heading,
        box,
        tuple(lines[_text_start(lines, box, heading, begin) :]),
        unread=frozenset(pair.field for pair in every if pair.is_unread),
        elsewhere=frozenset(pair.field for pair in every if pair.value and pair not in inside),
        unlabelled=_unlabelled(page, every),
    )


def _text_begin(lines: Sequence[Line], pairs: Sequence[Pair], heading: int) -> int:
    """Find the first line of prose under the title; labels from there on are not the page's own."""
    inside = {index for pair in pairs for index in range(pair.line, pair.last + 1)}
    start = heading + 1 if heading >= 0 else _after_title_box(pairs)
    for index in range(start, len(lines)):
        if index not in inside and is_prose(lines[index]):
            return index
    return len(lines)


def _after_title_box(pairs: Sequence[Pair]) -> int:
    """Return the line under the 标题 box: prose above it (a notice of the site) is not the text."""
    return next((pair.last + 1 for pair in pairs if pair.field == "title"), 0)


def _is_believable(pair: Pair, lines: Sequence[Line], heading: int, pairs: Sequence[Pair]) -> bool:
    """Whether 时间, 来源, 截止日期 are the page's own, not those of a thing the text speaks of.

    Dates and sources count next to the title, with nothing but labels between; a day something ends
    on only among the labels of a box.
    """
    if pair.label not in WEAK:
        return True
    if pair.field == "valid_until":
        near = (other for other in pairs if 0 < abs(other.line - pair.line) <= _BESIDE)
        return any(other.field in _OF_BOXES and other.label not in WEAK for other in near)
    if pair.field == "source":
        return lines[pair.line].tag in _CELLS or _is_near_title(pair, lines, heading, pairs)
    if pair.field != "published_on":
        return True
    following = lines[pair.line + 1].text if pair.line + 1 < len(lines) else ""
    is_dated = len(find_dates(pair.value)) == 1 and not _MEETING.match(squeeze(following))
    return is_dated and _is_near_title(pair, lines, heading, pairs)


def _is_near_title(pair: Pair, lines: Sequence[Line], heading: int, pairs: Sequence[Pair]) -> bool:
    """Whether a pair stands next to the title, and between them nothing with a label we do not know."""
    if heading < 0:
        return True
    if not heading - 3 <= pair.line <= heading + 6:
        return False
    labelled = {index for other in pairs for index in range(other.line, other.last + 1)}
    between = set(range(heading + 1, pair.line)) - labelled
    return not any(_names_another_thing(lines[index]) for index in between)


def _is_in_numbered_table(pair: Pair, lines: Sequence[Line]) -> bool:
    """Whether a cell stands in a table headed 序号: it lists things, whatever its other heads say."""
    if lines[pair.line].tag not in _CELLS:
        return False
    table = next(lines[pair.line].element.iterancestors("table"), None)
    head = next(table.iter("tr"), None) if table is not None else None
    return head is not None and len(head) > 0 and squeeze(words_of(head[0])) == "序号"


def _names_another_thing(line: Line) -> bool:
    """Whether a line begins with a label of its own (产品名称：香肠)."""
    return _OWN_LABEL.match(line.phrase.squeezed) is not None


def _is_row_head(pair: Pair, pairs: Sequence[Pair], lines: Sequence[Line]) -> bool:
    """Whether 来源, 名称 and their like head a row of a table of figures: no label box stands there."""
    if pair.label not in WEAK or pair.last == pair.line or lines[pair.line].tag not in _CELLS:
        return False
    table = next(lines[pair.line].element.iterancestors("table"), None)
    return table is not None and not any(
        other.field in _OF_BOXES
        and other.label not in WEAK
        and table in lines[other.line].element.iterancestors("table")
        for other in pairs
    )


def _unlabelled(page: Page, pairs: Sequence[Pair]) -> Mapping[str, str]:
    """Read a box of values only, where the page prints none of the labels it would have."""
    if any(pair.field in _UNLABELLED for pair in pairs):
        return {}
    found = read_unlabelled_box(page.lines)
    return {} if not found or printed_labels(page.unstyled_lines) & _UNLABELLED else found


def _text_start(lines: Sequence[Line], box: Sequence[Pair], heading: int, begin: int) -> int:
    """Return where the text starts: under title and box, at its prose at the latest."""
    last = max((pair.last for pair in box), default=-1)
    return min(max(last, heading) + 1, begin, len(lines))
