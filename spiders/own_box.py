"""Which label boxes are the page's own: beside it stand those of related and inserted documents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from lxml import etree

from spiders.headings import Found, all_but_equal, is_titled
from spiders.labels import Pair
from spiders.lines import Line
from spiders.wording import squeeze

_SHORTEST_TITLE: Final = 2
_FEWEST_PAIRS: Final = 2
_MOST_PAIRS: Final = 300
"""A page with more is a table dump, not a document with boxes beside it."""
_CELLS: Final = frozenset(("td", "th"))
_HOLDERS: Final = ("table", "dl", "ul", "div", "section")
_RELATED: Final = re.compile(
    r"[【\[]?(?:被?解读(?:的)?(?:文件|政策|原文)|相关(?:文件|政策|链接)|关联(?:文件|政策|稿件)|政策原文|文件原文|原文件|政策文件)[】\]]?[:：]?"
)
"""Headings of boxes that describe the document a page is about, not the page."""
_ONE_BOX: Final = frozenset(("table", "tbody", "thead", "tr", "dl", "ul", "ol"))


def own_boxes(
    lines: Sequence[Line], pairs: tuple[Pair, ...], heading: int, titles: Sequence[Found]
) -> tuple[Pair, ...]:
    """Leave out the boxes of other documents (相关政策) that stand beside the page's own.

    A box whose 标题 is another document's is none of the page's, nor is an entry of a list beside it
    (最新文件) or a box that says whose it is (解读文件). Of boxes that say different things
    under one label the nearest to the heading is the page's own; of the others only what it says
    too is kept, so that a disagreement is seen.
    """
    if heading < 0 or len(pairs) > _MOST_PAIRS:
        return pairs
    named = tuple(squeeze(title.words) for title in titles if not title.where.startswith("标签"))
    shown = (*named, squeeze(lines[heading].text))
    for pair in pairs:
        if pair.field == "title" and _is_another(squeeze(pair.value), shown):
            box = _box_of(lines, pair, pairs)
            pairs = tuple(item for item in pairs if item not in box) if box else pairs
    pairs = _without_entries(lines, pairs, heading, shown)
    first: dict[str, Pair] = {}
    for pair in pairs:
        if pair.field and pair.value:
            said = first.setdefault(pair.label, pair)
            if said.value != pair.value and said.line != pair.line:
                return _nearest_box(lines, pairs, (said, pair), heading)
    return pairs


def _without_entries(
    lines: Sequence[Line], pairs: tuple[Pair, ...], heading: int, shown: Sequence[str]
) -> tuple[Pair, ...]:
    """Leave out what a list beside the document says of its entries.

    An entry is a box headed by the link to another document; and where a label is said several times
    outside the column of the title, once at most in it, those outside are rows of such a list.
    """
    entries: set[Pair] = set()
    for pair in pairs:
        if pair not in entries and _has_another_above(lines, pair.line, shown):
            box = _smallest_box(lines, pair, pairs)
            inside = set() if box is None else _pairs_in(lines, box, pairs)
            if box is not None and _is_first(lines, box, pair, inside, shown):
                entries |= inside
    pairs = tuple(pair for pair in pairs if pair not in entries)
    depth = _depths(lines[heading].element)
    beside = {
        pair
        for label in {pair.label for pair in pairs if pair.field}
        for pair in _repeated_beside(lines, label, pairs, depth)
    }
    return tuple(pair for pair in pairs if pair not in beside)


def _repeated_beside(
    lines: Sequence[Line], label: str, pairs: Sequence[Pair], depth: Mapping[etree._Element, int]
) -> list[Pair]:
    """Return what is said under one label again and again outside the column of the title."""
    said = [pair for pair in pairs if pair.label == label and pair.value]
    near = {pair: _nearness(lines[pair.line].element, depth) for pair in said}
    deepest = max(near.values(), default=0)
    outside = [pair for pair in said if near[pair] < deepest]
    return outside if len({pair.value for pair in outside}) > 1 else []


def _depths(element: etree._Element) -> dict[etree._Element, int]:
    """Return what holds an element, itself included, with how deep it lies."""
    above = [element, *element.iterancestors()]
    return {holder: len(above) - place for place, holder in enumerate(above)}


def _nearness(element: etree._Element, depth: Mapping[etree._Element, int]) -> int:
    """Return how deep the smallest element lies that holds this one and the title."""
    return next((depth[above] for above in element.iterancestors() if above in depth), 0)


def _has_another_above(lines: Sequence[Line], first: int, shown: Sequence[str]) -> int:
    """Return the line, one or two above, that links to another document or says whose a box is; else 0."""
    for index in range(first - 1, max(first - 3, 0), -1):
        line = lines[index]
        words = line.phrase.squeezed
        if _RELATED.fullmatch(words):
            return index
        if line.is_link and is_titled(words) and _is_another(words, shown):
            return index
    return 0


def _is_first(
    lines: Sequence[Line], box: etree._Element, pair: Pair, inside: set[Pair], shown: Sequence[str]
) -> bool:
    """Whether a box begins with another document's name and then this pair."""
    head = lines[_has_another_above(lines, pair.line, shown)].element
    is_inside = head is box or box in head.iterancestors()
    return is_inside and pair.line == min(item.line for item in inside)


def _is_another(title: str, shown: Sequence[str]) -> bool:
    """Whether a 标题 has nothing to do with any title the page shows of itself."""
    return (
        len(title) >= _SHORTEST_TITLE
        and any(is_titled(words) for words in shown)
        and not any(
            title in words or words in title or all_but_equal(title, words) for words in shown
        )
    )


def _box_of(lines: Sequence[Line], pair: Pair, pairs: Sequence[Pair]) -> set[Pair]:
    """Return the pairs in the smallest table or list that holds this one and others."""
    box = _smallest_box(lines, pair, pairs)
    return set() if box is None else _pairs_in(lines, box, pairs)


def _smallest_box(
    lines: Sequence[Line], pair: Pair, pairs: Sequence[Pair]
) -> etree._Element | None:
    boxes = lines[pair.line].element.iterancestors(*_HOLDERS)
    return next((box for box in boxes if len(_pairs_in(lines, box, pairs)) > 1), None)


def _pairs_in(lines: Sequence[Line], box: etree._Element, pairs: Sequence[Pair]) -> set[Pair]:
    return {item for item in pairs if box in lines[item.line].element.iterancestors()}


def _nearest_box(
    lines: Sequence[Line], pairs: tuple[Pair, ...], twice: tuple[Pair, Pair], heading: int
) -> tuple[Pair, ...]:
    """Keep the box nearest to the heading, above it rather than below."""
    boxes = [_side_of(lines, twice[place], twice[1 - place], pairs) for place in (0, 1)]
    if any(len(box) < _FEWEST_PAIRS for box in boxes):
        return pairs
    distance = [(twice[place].line > heading, abs(twice[place].line - heading)) for place in (0, 1)]
    own, other = (boxes[0], boxes[1]) if distance[0] < distance[1] else (boxes[1], boxes[0])
    said = {pair.label for pair in own if pair.value}
    witnesses = [pair for pair in pairs if pair in other and pair.label in said]
    return (*(pair for pair in pairs if pair not in other), *witnesses)


def _side_of(lines: Sequence[Line], pair: Pair, other: Pair, pairs: Sequence[Pair]) -> set[Pair]:
    """Return the pairs in the largest element around one pair that leaves the other outside."""
    beyond = set(lines[other.line].element.iterancestors())
    box = lines[pair.line].element
    for above in lines[pair.line].element.iterancestors():
        if above in beyond:
            if above.tag in _ONE_BOX:
                return set()
            break
        box = above
    elements = set(box.iter("*"))
    return {item for item in pairs if lines[item.line].element in elements}


def without_inserted_tables(
    lines: Sequence[Line], box: tuple[Pair, ...], heading: int
) -> tuple[Pair, ...]:
    """Leave out tables below title and date line: they are part of the text, unless they index it."""
    dated = next(
        (
            pair.line
            for pair in box
            if pair.line > heading >= 0
            and pair.field == "published_on"
            and lines[pair.line].tag not in _CELLS
        ),
        None,
    )
    if dated is None:
        return box
    below = {pair for pair in box if pair.line > dated and lines[pair.line].tag in _CELLS}
    if any(pair.field == "index_number" for pair in below):
        return box
    return tuple(pair for pair in box if pair not in below)
