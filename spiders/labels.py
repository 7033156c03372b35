"""Label and value pairs of a page, whatever the markup.

Works on lines: `td/td`, `td>b label`, `th`, `dt/dd`, `ul>li` with bare text, div pairs, label line
and value line, several pairs in one cell, padded labels, glued values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lxml import etree

from spiders.fields.vocabulary import FIELD_OF, WEAK
from spiders.lines import Line, drawn_words, is_asked_for
from spiders.phrases import MAX_LINE, MAX_MARKED, MOST_SEGMENTS, SEGMENT, UNREAD, clean_value
from spiders.wording import squeeze, tidy

_UNKNOWN_LABEL: Final = re.compile("[\\s\x1f|｜][\\s\x1f|｜]{0,40}[一-龥]{2,6}[:：]")
_OPENERS: Final = "【[（(〔 "
_FILLING: Final = " \u3000\xa0\r\n\t" + SEGMENT
_HEADINGS: Final = frozenset(("h1", "h2"))
"""Hold the title of what follows, never the value of a label before."""
_WHOLE_PAGE: Final = frozenset(("html", "body"))
_TABS: Final = frozenset(("正文", "手机", "附件", "解读", "标题", "目录", "正文内容"))
_TEMPLATE: Final = re.compile(
    r"\{\{.{0,200}?\}\}|[$#]\{.{0,200}?\}|<%.{1,200}?%|\{\$.{0,200}?\}|\[!--.{0,200}?--\]"
)
"""A template nobody filled in: a script fills it in the browser, or the program failed."""
_FEWEST_IN_SERIES: Final = 3
"""So many labels with nothing between are a heading row or a column, not so many empty boxes."""
_CELLS: Final = frozenset(("td", "th", "dt"))
_TOOLS: Final = (
    "字号",
    "字体",
    "打印",
    "分享",
    "点击",
    "浏览",
    "阅读次数",
    "访问",
    "收藏",
    "扫一扫",
)


class Pair(NamedTuple):
    """A label of the vocabulary and the words beside it; `line` is the line the label stands in.

    `last` is the line the value stands in. `value` is "" for an empty box. `is_unread`: the box is
    not empty to a reader's eye (a picture, a script, a template) or its value could not be told.
    """

    field: str
    label: str
    value: str
    line: int
    last: int
    is_unread: bool = False


def find_pairs(lines: Sequence[Line]) -> tuple[Pair, ...]:
    """Find every pair of the page, in order; whoever asks decides which zone to believe."""
    labelled = [
        index for index, line in enumerate(lines) if line.phrase.is_labelled and not line.is_link
    ]
    series = _read_series(lines, labelled)
    found = (
        pair
        for index in labelled
        for pair in (series[index] if index in series else _pairs_at(lines, index))
    )
    return tuple(_told(pair, lines) for pair in found if not is_asked_for(lines[pair.line]))


def _told(pair: Pair, lines: Sequence[Line]) -> Pair:
    """Tell an empty box from one whose content is no text."""
    if _TEMPLATE.search(pair.value):
        return pair._replace(value="", is_unread=True)
    words = drawn_words(lines[pair.last].element) if pair.is_unread else ""
    return pair._replace(value=words, is_unread=False) if words else pair


def printed_labels(lines: Sequence[Line]) -> frozenset[str]:
    """Return the fields whose label words begin a line anywhere, paired with a value or not."""
    return frozenset(
        field
        for line in lines
        if line.phrase.is_labelled and not line.is_link
        for field in line.phrase.printed()
        if field
    )


def _pairs_at(lines: Sequence[Line], index: int) -> Iterator[Pair]:
    phrase = lines[index].phrase
    if phrase.is_neighbour:
        return
    if phrase.is_label_line:
        yield from _pair_across(lines, index, phrase.label or "")
        return
    if phrase.is_sentence:
        return
    if phrase.segments:
        yield Pair(FIELD_OF[phrase.segments[0]], *phrase.segments, index, index)
        return
    yield from (Pair(FIELD_OF[label], label, words, index, index) for label, words in phrase.barred)
    marked, marks = phrase.marked[:MAX_MARKED], phrase.marks
    if len(marks) == 1 and _is_menu(lines[index], tidy(marked[marks[0].end :])):
        return
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start if place + 1 < len(marks) else len(marked)
        within = marked[mark.end : stop]
        if UNREAD in within and _is_field(lines[index], within):
            continue
        value = clean_value(_without_unknown(_without_tools(within))).rstrip(_OPENERS)
        is_unread = not value and UNREAD in within
        yield Pair(FIELD_OF[mark.label], mark.label, value, index, index, is_unread)


def _is_field(line: Line, within: str) -> bool:
    """Whether a field to fill in stands where the value would: the label of a search form."""
    if not within.strip(_FILLING).startswith(UNREAD):
        return False
    fields = line.element.iterchildren("input", "select", "textarea")
    return any(field.get("type") != "hidden" and field.get("name") for field in fields)


def _is_menu(line: Line, value: str) -> bool:
    """Whether a value is nothing but two or more links: a choice to filter a list by."""
    if not value or line.element.tag in _WHOLE_PAGE:
        return False
    words = [squeeze("".join(map(str, link.itertext()))) for link in line.element.iter("a")]
    return sum(map(bool, words)) > 1 and "".join(words) == squeeze(value)


def _without_unknown(marked: str) -> str:
    """Cut a value where a label begins that is not in the vocabulary (来文单位：)."""
    unknown = _UNKNOWN_LABEL.search(marked[:MAX_LINE])
    return marked[: unknown.start()] if unknown else marked


def _without_tools(marked: str) -> str:
    """Cut a value where an element of its own begins that holds a page tool (字号 A+ A-, 打印)."""
    parts = marked.split(SEGMENT)
    for place in range(1, min(len(parts), MOST_SEGMENTS)):
        if squeeze(parts[place]).startswith(_TOOLS) and squeeze("".join(parts[:place])):
            return SEGMENT.join(parts[:place])
    return marked


def _pair_across(lines: Sequence[Line], index: int, label: str) -> Iterator[Pair]:
    """Pair a label alone in its line with the line beside it.

    Only a sibling element holds its value: else the words after an empty box (the page's title, say)
    would be taken for what the box says. A following label means: empty.
    """
    line = lines[index]
    has_colon = line.text.endswith((":", "：", "】"))
    if (
        not has_colon
        and label in WEAK
        and line.tag not in _CELLS
        and not _is_in_series(lines, index)
    ):
        return
    following = lines[index + 1] if index + 1 < len(lines) else None
    is_headed = following is not None and following.tag in _HEADINGS and FIELD_OF[label] != "title"
    if (
        following is None
        or is_headed
        or not _is_beside(line, following)
        or following.phrase.begins_with_label
    ):
        is_unread = UNREAD in line.marked or (following is not None and _is_broken(following))
        yield Pair(FIELD_OF[label], label, "", index, index, is_unread)
        return
    if squeeze(following.text) in _TABS or _is_menu(following, following.text):
        return
    if not has_colon and line.tag not in _CELLS and not _is_in_series(lines, index):
        return
    value = clean_value(following.text)
    is_unread = not value and (UNREAD in following.marked or bool(following.element.get("id")))
    yield Pair(FIELD_OF[label], label, value, index, index + 1, is_unread)


def _is_broken(following: Line) -> bool:
    """Whether a `<br>` alone parts a label from words that may be its value or the next thing."""
    return following.continues and bool(following.text) and not following.phrase.begins_with_label


def _read_series(lines: Sequence[Line], labelled: Sequence[int]) -> dict[int, tuple[Pair, ...]]:
    """Pair heading rows with the row below, and label columns with the column beside.

    Where they cannot be paired for certain each label is unread: it has a value somewhere.
    """
    found: dict[int, tuple[Pair, ...]] = {}
    stop = -1
    for index in labelled:
        if index < stop or not _is_label_line(lines[index]):
            continue
        stop = index + 1
        while stop < len(lines) and _is_label_line(lines[stop]):
            stop += 1
        if stop - index >= _FEWEST_IN_SERIES and not _has_values_inside(lines, index, stop):
            values = _values_across(lines, index, stop)
            for place in range(index, stop):
                found[place] = (
                    _in_series(lines, place, values[place - index : place - index + 1]),
                )
    return found


def _is_label_line(line: Line) -> bool:
    return line.phrase.is_label_line and not line.is_link and UNREAD not in line.marked


def _in_series(lines: Sequence[Line], place: int, value: Sequence[int]) -> Pair:
    label = lines[place].phrase.label or ""
    if not value:
        return Pair(FIELD_OF[label], label, "", place, place, is_unread=True)
    line = lines[value[0]]
    words = clean_value(line.text)
    is_unread = not words and UNREAD in line.marked
    return Pair(FIELD_OF[label], label, words, place, place, is_unread)


def _has_values_inside(lines: Sequence[Line], start: int, stop: int) -> bool:
    """Whether a like element beside the labels holds label and value both: then these are empty."""
    own = {line.element for line in lines[start:stop]}
    parents = {element.getparent() for element in own}
    near = lines[max(0, start - 12) : stop + 12]
    return any(
        line.element.getparent() in parents
        and line.element not in own
        and line.element.tag == lines[start].element.tag
        and any(
            mark.end <= MAX_LINE and line.marked[mark.end :].strip() for mark in line.phrase.marks
        )
        for line in near
    )


def _values_across(lines: Sequence[Line], start: int, stop: int) -> tuple[int, ...]:
    """Return the lines of the values, label for label; empty where they do not match for certain.

    As many lines in one element of their own, none of them a label, and no third such row.
    """
    count = stop - start
    values = lines[stop : stop + count]
    holder = _one_parent(lines[start:stop])
    beside = _one_parent(values)
    if holder is None or beside is None or len(values) < count or holder is beside:
        return ()
    if _previous(beside) is not holder and not _is_next_section(holder, beside):
        return ()
    if any(line.phrase.begins_with_label for line in values):
        return ()
    after = lines[stop + count] if stop + count < len(lines) else None
    third = after.element.getparent() if after is not None else None
    has_more = third is not None and third.tag == "tr" and _previous(third) is beside
    return () if third is beside or has_more else tuple(range(stop, stop + count))


def _one_parent(lines: Sequence[Line]) -> etree._Element | None:
    parents = {line.element.getparent() for line in lines}
    elements = {line.element for line in lines}
    return parents.pop() if len(parents) == 1 and len(elements) == len(lines) else None


def _is_next_section(row: etree._Element, below: etree._Element) -> bool:
    """Whether a row of thead stands over the first row of tbody."""
    head, body = row.getparent(), below.getparent()
    return (
        head is not None
        and body is not None
        and head.tag == "thead"
        and _previous(body) is head
        and _previous(below) is None
    )


def _is_in_series(lines: Sequence[Line], index: int) -> bool:
    """Whether labels stand in every second line here: label line, value line, label line."""
    near = [place for place in (index - 2, index + 2) if 0 <= place < len(lines)]
    return any(lines[place].phrase.label not in (None, *WEAK) for place in near)


def _is_beside(line: Line, following: Line) -> bool:
    if _previous(following.element) is line.element:
        return True
    # A table of one column: the label's row above the value's row.
    row, next_row = _own_row(line.element), _own_row(following.element)
    return row is not None and next_row is not None and _previous(next_row) is row


def _previous(element: etree._Element) -> etree._Element | None:
    """Return the element before, comments passed over."""
    previous = element.getprevious()
    while previous is not None and not isinstance(previous.tag, str):
        previous = previous.getprevious()
    return previous


def _own_row(cell: etree._Element) -> etree._Element | None:
    """Return the table row that holds this cell and no other, None where there is none such."""
    row = cell.getparent()
    if cell.tag not in ("td", "th") or row is None or row.tag != "tr":
        return None
    return row if sum(1 for _ in row.iterchildren("td", "th")) == 1 else None
