"""What the words of one line tell by themselves: the labels in it, whether it is prose.

Nothing here looks at the tree or at other lines, so what was told once is remembered: navigation,
menus and footers are the same words on every page of a site. The memory is bounded, and it only
holds what the words themselves say, so no page can change how another is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from spiders.fields.vocabulary import FIELD_OF, NEAR, WEAK
from spiders.wording import squeeze, strip_bullets, tidy

SEGMENT: Final = "\x1f"
UNREAD: Final = "\x1e"
OPENERS: Final = "【[〖 \u3000\xa0\x1f•·●■▪|｜-*"
LONGEST_LABEL: Final = max(map(len, FIELD_OF))
LONGEST_LABEL_LINE: Final = LONGEST_LABEL * 2 + 4
"""Characters of a line that may be a label and nothing else, padding and colon counted."""
MAX_LINE: Final = 600
"""Longer lines are text; a whole page flattened to one line is read no further than this."""
MAX_MARKED: Final = MAX_LINE * 4
MOST_SEGMENTS: Final = 12
_COLON: Final = re.compile("[:：】\\]]")
_AROUND: Final = "【】[]:：" + OPENERS
_BOUNDARY: Final = frozenset("\x1f|｜;；,，•·●■▪【[)）")
_LONGEST_LABELLED: Final = 40
"""A labelled line has its first colon within so many characters."""
_LAST_LETTERS: Final = frozenset(label[-1] for label in FIELD_OF)
_NEIGHBOURS: Final = ("上一篇", "下一篇", "上一条", "下一条", "上篇", "下篇", "前一篇", "后一篇")
"""Lines that begin so name another document, with its date."""
_BAR: Final = re.compile("[|｜]")
_FEWEST_BARRED: Final = 4
_TICKS: Final = re.compile("[☐☑☒□■▢▣✓✔√○●◯◉⊙◎]")
_SALUTATION: Final = re.compile(r"(?:各|有关|直属|政府|委员会|单位|部门|办公室)[^。]{0,200}[:：]$")
_CHROME_PROSE: Final = re.compile(
    r"浏览器|版权|欢迎|无障碍|搜索|网站标识|ICP备|当前位置|您的位置|登录|JavaScript", re.IGNORECASE
)
_CHROME_LETTERS: Final = "览版欢障搜识备置录jJ"
"""One letter of each of these words, of either case where it has one."""
_PROSE_LENGTH: Final = 70
_REMEMBERED: Final = 4096
_LONGEST_REMEMBERED: Final = 120
"""Characters; longer lines are text, and no other page has the same."""


class Mark(NamedTuple):
    """A label found inside one line: where it begins and where its value begins."""

    label: str
    start: int
    end: int


class Phrase:
    """The words of one line, and what they tell.

    `marked` keeps the segment marks, `text` is tidied, `squeezed` has no white space. `label` is the
    label the line consists of, colon or not; `marks` are the labels followed by a colon in it;
    `segments` are label and value where only their elements set them apart,
    `barred` the pairs of a line in which bars part labels and values (`成文日期 | 2022-03-01 | 文号 | x`). `is_labelled`: one of these
    is there, so the line may hold a pair or print a label. Whether it is a link is not asked here.
    """

    __slots__ = (
        "_prose",
        "barred",
        "is_labelled",
        "label",
        "marked",
        "marks",
        "segments",
        "squeezed",
        "text",
    )

    def __init__(self, marked: str) -> None:
        """Tell what is always asked; the rest when it is."""
        self.marked = marked
        self.text = text = tidy(marked)
        self.squeezed = squeezed = text.replace(" ", "")
        self._prose: bool | None = None
        words = squeezed.strip(_AROUND)
        self.label: str | None = words if words in FIELD_OF else None
        has_colon = ":" in text or "：" in text or "】" in text or "]" in text
        self.marks: tuple[Mark, ...] = tuple(find_marks(marked[:MAX_MARKED])) if has_colon else ()
        is_parted = SEGMENT in marked and SEGMENT in marked.strip()
        self.segments = _segment_pair(marked[:MAX_MARKED]) if is_parted else None
        is_barred = not self.marks and ("|" in text or "｜" in text)
        self.barred = _barred_pairs(text) if is_barred else ()
        self.is_labelled = bool(
            self.label
            or self.marks
            or self.segments
            or self.barred
            or (is_parted and _has_lone_segment(marked))
        )

    @property
    def is_prose(self) -> bool:
        """Whether it is a sentence, a long line or a salutation, and not the site's own."""
        if self._prose is None:
            text = self.text
            self._prose = (
                "。" in text
                or len(text) >= _PROSE_LENGTH
                or (text[-1:] in (":", "：") and _SALUTATION.search(text) is not None)
            ) and not _is_chrome_prose(text)
        return self._prose

    @property
    def is_label_line(self) -> bool:
        """Whether the line is short enough to be the label it consists of."""
        return self.label is not None and len(self.text) <= LONGEST_LABEL_LINE

    @property
    def is_sentence(self) -> bool:
        """Whether a line is running text that does not begin with a label."""
        if len(self.text) <= _LONGEST_LABELLED or "。" not in self.text:
            return False
        colon = _COLON.search(self.text)
        return colon is None or colon.start() > _LONGEST_LABELLED

    @property
    def is_neighbour(self) -> bool:
        """Whether a line names the document before or after this one."""
        return self.squeezed.startswith(_NEIGHBOURS)

    @property
    def begins_with_label(self) -> bool:
        """Whether the first words of a line are a label."""
        if not self.text:
            return False
        if self.label:
            return True
        first = self.marks[0] if self.marks else None
        return first is not None and not self.marked[: first.start].strip(OPENERS + "\r\n\t")

    def printed(self) -> Iterator[str]:
        """Yield the fields whose label words the line prints, with a value or without."""
        if not self.is_labelled or self.is_sentence or self.is_neighbour:
            return
        if self.is_label_line:
            yield field_said(self.label or "")
            return
        for segment in self.marked[:MAX_MARKED].split(SEGMENT):
            words = squeeze(segment).strip(_AROUND)
            if words in FIELD_OF and words not in WEAK:
                yield field_said(words)
        yield from (field_said(mark.label) for mark in self.marks)
        yield from (field_said(label) for label, _ in self.barred)


def phrase_of(marked: str) -> Phrase:
    """Return what the words of a line tell; `marked` is the line with its segment marks."""
    return _remembered(marked) if len(marked) <= _LONGEST_REMEMBERED else Phrase(marked)


_remembered: Final = lru_cache(maxsize=_REMEMBERED)(Phrase)
EMPTY: Final = Phrase("")


def forget_phrases() -> None:
    """Empty the memory, to measure what the first page of a site costs."""
    _remembered.cache_clear()


def field_said(label: str) -> str:
    """Return the field a label means or nearly means."""
    return NEAR.get(label, FIELD_OF[label])


def clean_value(value: str) -> str:
    """Take bullets off a value; the ticked and empty boxes of a choice (☑有效 □失效) are kept."""
    words = tidy(value)
    return words if len(_TICKS.findall(words)) > 1 else strip_bullets(words)


def _is_chrome_prose(text: str) -> bool:
    """Whether the site speaks of itself; most text is cleared by the look for the words' own letters."""
    return any(letter in text for letter in _CHROME_LETTERS) and bool(_CHROME_PROSE.search(text))


def _has_lone_segment(marked: str) -> bool:
    return any(
        segment and squeeze(segment).strip(_AROUND) in FIELD_OF
        for segment in marked[:MAX_MARKED].split(SEGMENT)
    )


def _segment_pair(marked: str) -> tuple[str, str] | None:
    """`<span>索引号</span><span>…</span>`: a label set apart by its element only."""
    if marked.count(SEGMENT) > MOST_SEGMENTS:
        return None
    parts = [part for part in marked.split(SEGMENT) if part.strip()]
    if len(parts) != 2:
        return None
    label = squeeze(parts[0])
    if label not in FIELD_OF or label in WEAK:
        return None
    return label, clean_value(tidy(parts[1]).lstrip(":："))


def _barred_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read label and value by turns between bars: two pairs at least, and no value that is a label."""
    parts = [part.strip() for part in _BAR.split(text[:MAX_LINE]) if part.strip()]
    labels, values = [squeeze(part) for part in parts[::2]], parts[1::2]
    is_table = len(parts) >= _FEWEST_BARRED and len(labels) == len(values)
    if not is_table or not all(label in FIELD_OF for label in labels):
        return ()
    if any(squeeze(value) in FIELD_OF for value in values):
        return ()
    return tuple(zip(labels, map(clean_value, values), strict=True))


def find_marks(marked: str) -> Iterator[Mark]:
    """Find the labels followed by a colon, in order."""
    begin = 0
    for colon in _COLON.finditer(marked):
        mark = _mark_before(marked, begin, colon.start(), colon.end())
        if mark:
            yield mark
            begin = colon.end()


def _mark_before(marked: str, begin: int, stop: int, end: int) -> Mark | None:
    """Read backwards from a colon, passing over filling, for the longest known label."""
    letters: list[str] = []
    best: Mark | None = None
    for place in range(stop - 1, max(begin, stop - LONGEST_LABEL * 8) - 1, -1):
        char = marked[place]
        if char.isspace() or char == SEGMENT:
            continue
        if not letters and char not in _LAST_LETTERS:
            return None
        letters.append(char)
        if len(letters) > LONGEST_LABEL:
            break
        label = "".join(reversed(letters))
        if label in FIELD_OF and _is_at_boundary(
            marked, begin, place, label, is_bracketed=marked[stop] == "]"
        ):
            best = Mark(label, place, end)
    return best


def _is_at_boundary(
    marked: str, begin: int, place: int, label: str, *, is_bracketed: bool = False
) -> bool:
    """Whether a label begins here and is not the end of a longer word (会议时间, 会 议 时 间).

    Directly after a value only digits (a date, a clock) and, for words never ending another, the end
    of a value count: `来源:办公室作者:点击:`. `[label]` begins the line.
    """
    if place == begin and not is_bracketed:
        return True
    if place == 0:
        return False
    before = marked[place - 1]
    if is_bracketed:
        return before == "[" and not marked[: place - 1].strip(OPENERS + "\r\n\t")
    if before in _BOUNDARY:
        return True
    if before.isspace():
        left = marked[begin:place].rstrip()
        token = left[-2:]
        is_padded = len(token) == 2 and token[0].isspace() and _is_ideograph(token[1])
        return not left or (
            not is_padded and (label not in WEAK or begin > 0 or left[-1].isdigit())
        )
    return begin > 0 and (before.isdigit() or FIELD_OF[label] == "")


def _is_ideograph(char: str) -> bool:
    return "一" <= char <= "龥"
