"""Label and value pairs of a page, whatever the markup.

Works on lines: `td/td`, `td>b label`, `th`, `dt/dd`, `ul>li` with bare text, div pairs, label line
and value line, several pairs in one cell, padded labels, glued values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lxml import etree

from spiders.fields.vocabulary import FIELD_OF, NEAR, WEAK
from spiders.lines import SEGMENT, UNREAD, Line, drawn_words, is_asked_for
from spiders.wording import squeeze, strip_bullets, tidy

_TABS: Final = frozenset(("正文", "手机", "附件", "解读", "标题", "目录", "正文内容"))
_LONGEST: Final = max(map(len, FIELD_OF))
_COLON: Final = re.compile("[:：】]")
_OPENERS: Final = "【[〖 \u3000\xa0\x1f•·●■▪|｜-*"
_BOUNDARY: Final = frozenset("\x1f|｜;；,，•·●■▪【[)）")
_MAX_LINE: Final = 600
"""Longer lines are text; a whole page flattened to one line is read no further than this."""
_LONGEST_LABELLED: Final = 40
"""A labelled line has its first colon within so many characters."""
_MOST_SEGMENTS: Final = 12
_LAST_LETTERS: Final = frozenset(label[-1] for label in FIELD_OF)
_NEIGHBOURS: Final = ("上一篇", "下一篇", "上一条", "下一条", "上篇", "下篇", "前一篇", "后一篇")
"""Lines that begin so name another document, with its date."""
_TEMPLATE: Final = re.compile(
    r"\{\{.{0,200}?\}\}|[$#]\{.{0,200}?\}|<%.{1,200}?%|\{\$.{0,200}?\}|\[!--.{0,200}?--\]"
)
"""A template nobody filled in: a script fills it in the browser, or the program failed."""
_TICKS: Final = re.compile("[☐☑☒□■▢▣✓✔√○●◯◉⊙◎]")
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


class _Mark(NamedTuple):
    """A label found inside one line: where it begins and where its value begins."""

    label: str
    start: int
    end: int


def find_pairs(lines: Sequence[Line]) -> tuple[Pair, ...]:
    """Find every pair of the page, in order; whoever asks decides which zone to believe."""
    series = _read_series(lines)
    found = (
        pair
        for index in range(len(lines))
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
    return frozenset(field for line in lines for field in _printed_in(line)) - {""}


def _printed_in(line: Line) -> Iterator[str]:
    if not line.text or line.is_link or _is_sentence(line.text) or _is_neighbour(line):
        return
    if len(line.text) <= _LONGEST * 2 + 4 and (label := _lone_label(line)):
        yield _field_said(label)
        return
    for segment in line.marked[: _MAX_LINE * 4].split(SEGMENT):
        words = squeeze(segment).strip("【】[]:：" + _OPENERS)
        if words in FIELD_OF and words not in WEAK:
            yield _field_said(words)
    yield from (_field_said(mark.label) for mark in _find_marks(line.marked[: _MAX_LINE * 4]))


def _field_said(label: str) -> str:
    return NEAR.get(label, FIELD_OF[label])


def _is_neighbour(line: Line) -> bool:
    return squeeze(line.text).startswith(_NEIGHBOURS)


def _pairs_at(lines: Sequence[Line], index: int) -> Iterator[Pair]:
    line = lines[index]
    if not line.text or line.is_link or _is_neighbour(line):
        return
    if len(line.text) <= _LONGEST * 2 + 4 and (label := _lone_label(line)):
        yield from _pair_across(lines, index, label)
        return
    marked = line.marked[: _MAX_LINE * 4]
    if _is_sentence(line.text):
        return
    if segmented := _segment_pair(marked):
        yield Pair(FIELD_OF[segmented[0]], *segmented, index, index)
        return
    marks = tuple(_find_marks(marked))
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start if place + 1 < len(marks) else len(marked)
        within = marked[mark.end : stop]
        value = _clean(_without_tools(within))
        is_unread = not value and UNREAD in within
        yield Pair(FIELD_OF[mark.label], mark.label, value, index, index, is_unread)


def _clean(value: str) -> str:
    """Take bullets off a value; the ticked and empty boxes of a choice (☑有效 □失效) are kept."""
    words = tidy(value)
    return words if len(_TICKS.findall(words)) > 1 else strip_bullets(words)


def _without_tools(marked: str) -> str:
    """Cut a value where an element of its own begins that holds a page tool (字号 A+ A-, 打印)."""
    parts = marked.split(SEGMENT)
    for place in range(1, min(len(parts), _MOST_SEGMENTS)):
        if squeeze(parts[place]).startswith(_TOOLS) and squeeze("".join(parts[:place])):
            return SEGMENT.join(parts[:place])
    return marked


def _is_sentence(text: str) -> bool:
    """Whether a line is running text that does not begin with a label."""
    if len(text) <= _LONGEST_LABELLED or "。" not in text:
        return False
    colon = _COLON.search(text)
    return colon is None or colon.start() > _LONGEST_LABELLED


def _lone_label(line: Line) -> str | None:
    """Return the label a line consists of, colon or not."""
    words = squeeze(line.marked).strip("【】[]:：" + _OPENERS)
    return words if words in FIELD_OF else None


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
    if following is None or not _is_beside(line, following) or _begins_with_label(following):
        is_unread = UNREAD in line.marked or (following is not None and _is_broken(following))
        yield Pair(FIELD_OF[label], label, "", index, index, is_unread)
        return
    if squeeze(following.text) in _TABS:
        return
    if not has_colon and line.tag not in _CELLS and not _is_in_series(lines, index):
        return
    value = _clean(following.text)
    is_unread = not value and (UNREAD in following.marked or bool(following.element.get("id")))
    yield Pair(FIELD_OF[label], label, value, index, index + 1, is_unread)


def _is_broken(following: Line) -> bool:
    """Whether a `<br>` alone parts a label from words that may be its value or the next thing."""
    return following.continues and bool(following.text) and not _begins_with_label(following)


def _read_series(lines: Sequence[Line]) -> dict[int, tuple[Pair, ...]]:
    """Pair heading rows with the row below, and label columns with the column beside.

    Where they cannot be paired for certain each label is unread: it has a value somewhere.
    """
    found: dict[int, tuple[Pair, ...]] = {}
    index = 0
    while index < len(lines):
        stop = index
        while stop < len(lines) and _is_label_line(lines[stop]):
            stop += 1
        if stop - index >= _FEWEST_IN_SERIES and not _has_values_inside(lines, index, stop):
            values = _values_across(lines, index, stop)
            for place in range(index, stop):
                found[place] = (
                    _in_series(lines, place, values[place - index : place - index + 1]),
                )
        index = max(stop, index + 1)
    return found


def _is_label_line(line: Line) -> bool:
    short = bool(line.text) and not line.is_link and len(line.text) <= _LONGEST * 2 + 4
    return short and UNREAD not in line.marked and _lone_label(line) is not None


def _in_series(lines: Sequence[Line], place: int, value: Sequence[int]) -> Pair:
    label = _lone_label(lines[place]) or ""
    if not value:
        return Pair(FIELD_OF[label], label, "", place, place, is_unread=True)
    line = lines[value[0]]
    words = _clean(line.text)
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
        and any(line.marked[mark.end :].strip() for mark in _find_marks(line.marked[:_MAX_LINE]))
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
    if any(_begins_with_label(line) for line in values):
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
    return any(_lone_label(lines[place]) not in (None, *WEAK) for place in near)


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


def _begins_with_label(line: Line) -> bool:
    if not line.text:
        return False
    if _lone_label(line):
        return True
    first = next(_find_marks(line.marked[: _MAX_LINE * 4]), None)
    return first is not None and not line.marked[: first.start].strip(_OPENERS + "\r\n\t")


def _segment_pair(marked: str) -> tuple[str, str] | None:
    """`<span>索引号</span><span>…</span>`: a label set apart by its element only."""
    if marked.count(SEGMENT) > _MOST_SEGMENTS:
        return None
    parts = [part for part in marked.split(SEGMENT) if part.strip()]
    if len(parts) != 2:
        return None
    label = squeeze(parts[0])
    if label not in FIELD_OF or label in WEAK:
        return None
    return label, _clean(tidy(parts[1]).lstrip(":："))


def _find_marks(marked: str) -> Iterator[_Mark]:
    """Find the labels followed by a colon, in order."""
    begin = 0
    for colon in _COLON.finditer(marked):
        mark = _mark_before(marked, begin, colon.start(), colon.end())
        if mark:
            yield mark
            begin = colon.end()


def _mark_before(marked: str, begin: int, stop: int, end: int) -> _Mark | None:
    """Read backwards from a colon, passing over filling, for the longest known label."""
    letters: list[str] = []
    best: _Mark | None = None
    for place in range(stop - 1, max(begin, stop - _LONGEST * 8) - 1, -1):
        char = marked[place]
        if char.isspace() or char == SEGMENT:
            continue
        if not letters and char not in _LAST_LETTERS:
            return None
        letters.append(char)
        if len(letters) > _LONGEST:
            break
        label = "".join(reversed(letters))
        if label in FIELD_OF and _is_at_boundary(marked, begin, place, label):
            best = _Mark(label, place, end)
    return best


def _is_at_boundary(marked: str, begin: int, place: int, label: str) -> bool:
    """Whether a label begins here and is not the end of a longer word (会议时间, 会 议 时 间).

    Directly after a value only digits (a date, a clock) and, for words never ending another, the end
    of a value count: `来源:办公室作者:点击:`.
    """
    if place == begin:
        return True
    before = marked[place - 1]
    if before in _BOUNDARY:
        return True
    if before.isspace():
        left = marked[begin:place].rstrip()
        token = left[-2:]
        is_padded = len(token) == 2 and token[0].isspace() and _is_ideograph(token[1])
        return not left or (not is_padded and (label not in WEAK or begin > 0))
    return begin > 0 and (before.isdigit() or FIELD_OF[label] == "")


def _is_ideograph(char: str) -> bool:
    return "一" <= char <= "龥"
