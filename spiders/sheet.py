"""A document page laid out: its label box, its title, and the lines of its text.

The box is believed only above the text. Below it stand tables of other documents, forms and cited
labels, whose dates and numbers are not the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spiders.fields.body import is_chrome
from spiders.fields.dates import find_dates
from spiders.fields.vocabulary import WEAK
from spiders.labels import Pair, find_pairs
from spiders.lines import Line
from spiders.page import Page
from spiders.wording import squeeze

_GENRE: Final = re.compile(
    r"(?:报告|通知|公告|通告|公示|指南|意见|办法|方案|决定|批复|函|规定|细则|规则|制度|计划|规划|纲要|章程|"
    r"条例|要点|目录|清单|公报|通报|总结|预算|决算|名单|答复|预案|情况|结果|解读|工作|法)(?:[(（][^()（）]{1,24}[)）])?$"
)
_PROSE_LENGTH: Final = 70
_MEETING: Final = re.compile(r"^(?:会议)?(?:地点|出席|参加|主持|议题|议程|列席)")
_SITE_SUFFIX: Final = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s*|\s*--+\s*")
_MAX_TITLE_LINES: Final = 5
_NO_TITLE: Final = re.compile(
    r"[〔\[［]\d{4}[〕\]］]|\d{4}[年-]\d{1,2}[月-]\d|文件$|[:：。；]|^附件"
)
_GAP: Final = re.compile(r"(?<=[一-龥〕》）])\s+(?=[一-龥《（])")
_SHORTEST_TITLE: Final = 6
_FEWEST_PAIRS: Final = 2
_MOST_PAIRS: Final = 300
"""A page with more is a table dump, not a document with boxes beside it."""
_CELLS: Final = frozenset(("td", "th"))
_ONE_BOX: Final = frozenset(("table", "tbody", "thead", "tr", "dl", "ul", "ol"))


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a page and the place they stand in."""

    words: str
    where: str


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

    def values(self, field: str) -> tuple[Pair, ...]:
        """Return the pairs of one field, in page order."""
        return tuple(pair for pair in self.pairs if pair.field == field)

    def below_heading(self) -> Line | None:
        """Return the line directly under the title, the date line and buttons passed over."""
        if self.heading < 0:
            return None
        labelled = {index for pair in self.pairs for index in range(pair.line, pair.last + 1)}
        for index, line in enumerate(self.page.lines[self.heading + 1 :], self.heading + 1):
            if (
                line.text
                and not line.is_link
                and index not in labelled
                and not is_chrome(line.text)
            ):
                return line
        return None


@lru_cache(maxsize=2)
def lay_out(page: Page) -> Sheet:
    """Lay out a document page. Recognition and reading both need it, so the last is kept."""
    lines = page.lines
    every = find_pairs(lines)
    pairs = tuple(pair for pair in every if not pair.is_unread)
    named, heading = _titles(page, every)
    pairs = _own_boxes(lines, pairs, heading, named)
    if len(pairs) < sum(not pair.is_unread for pair in every):
        named, heading = _titles(page, pairs)
    begin = _text_begin(lines, every, heading)
    box = tuple(
        pair for pair in pairs if pair.line < begin and _is_believable(pair, lines, heading)
    )
    box = _without_inserted_tables(lines, box, heading)
    inside = set(box)
    return Sheet(
        page,
        named,
        heading,
        box,
        tuple(lines[_text_start(lines, box, heading, begin) :]),
        unread=frozenset(pair.field for pair in every if pair.is_unread),
        elsewhere=frozenset(pair.field for pair in every if pair.value and pair not in inside),
    )


def _titles(page: Page, pairs: Sequence[Pair]) -> tuple[tuple[Found, ...], int]:
    """Return the titles of a page and the last line of the one above the text."""
    lines = page.lines
    named = tuple(_named_titles(page, pairs))
    heading = _heading(lines, pairs, [found.words for found in named])
    if not named:
        line_title = _line_title(lines, pairs)
        if line_title is not None:
            first, heading = _title_lines(lines, line_title)
            words = "".join(line.text for line in lines[first : heading + 1])
            # Set in pieces: blanks between them are the typesetting's.
            named = (Found(_GAP.sub("", words) if first < heading else words, "标题行"),)
    if heading >= 0 and not any(found.where == "标题行" for found in named):
        named = (*named, Found(_joined(lines, heading, named), "标题行"))
    return named, heading


def _own_boxes(
    lines: Sequence[Line], pairs: tuple[Pair, ...], heading: int, titles: Sequence[Found]
) -> tuple[Pair, ...]:
    """Leave out the boxes of other documents (相关政策) that stand beside the page's own.

    A box whose 标题 is another document's is none of the page's. Of boxes that say different things
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
    first: dict[str, Pair] = {}
    for pair in pairs:
        if pair.field and pair.value:
            said = first.setdefault(pair.label, pair)
            if said.value != pair.value and said.line != pair.line:
                return _nearest_box(lines, pairs, (said, pair), heading)
    return pairs


def _is_another(title: str, shown: Sequence[str]) -> bool:
    """Whether a 标题 has nothing to do with any title the page shows of itself."""
    return (
        len(title) >= _SHORTEST_TITLE
        and any(_GENRE.search(words) for words in shown)
        and not any(
            title in words or words in title or _all_but_equal(title, words) for words in shown
        )
    )


def _box_of(lines: Sequence[Line], pair: Pair, pairs: Sequence[Pair]) -> set[Pair]:
    """Return the pairs in the smallest table or list that holds this one and others."""
    for above in lines[pair.line].element.iterancestors("table", "dl", "ul", "div", "section"):
        inside = {item for item in pairs if above in lines[item.line].element.iterancestors()}
        if len(inside) > 1:
            return inside
    return set()


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


def _without_inserted_tables(
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


def _named_titles(page: Page, pairs: Sequence[Pair]) -> Iterator[Found]:
    """Titles a page declares; `<title>` only where the page shows the same words."""
    for pair in pairs:
        if pair.field == "title" and len(pair.value) >= 4:
            yield Found(pair.value, f"标签“{pair.label}”")
            break
    article = page.meta.get("articletitle")
    if article:
        yield Found(article, "meta ArticleTitle")
    readings = {squeeze(words): words for words in reversed([*_title_tag_readings(page.title_tag)])}
    shown = {
        line.phrase.squeezed
        for line in page.lines
        if line.phrase.squeezed in readings and 6 <= len(line.text) <= 200 and not line.is_link
    }
    for squeezed, words in reversed(readings.items()):
        if squeezed in shown:
            yield Found(words, "<title>")
            return


def _title_tag_readings(words: str) -> Iterator[str]:
    """Yield the words of `<title>`, whole and without the names of column and site behind."""
    if words:
        yield words
        parts = _SITE_SUFFIX.split(words)
        for stop in range(len(parts) - 1, 0, -1):
            yield words[: words.index(parts[stop - 1], 0) + len(parts[stop - 1])]


def _heading(lines: Sequence[Line], pairs: Sequence[Pair], titles: Sequence[str]) -> int:
    """Find the last line of the title above the text: one line, or broken over several."""
    inside = {index for pair in pairs for index in range(pair.line, pair.last + 1)}
    wanted = {squeeze(title) for title in titles}
    initials = tuple({title[:1] for title in wanted})
    for index, line in enumerate(lines):
        if not line.text.startswith(initials) or not line.text or line.is_link or index in inside:
            continue
        joined = ""
        for last in range(index, min(index + _MAX_TITLE_LINES, len(lines))):
            joined += lines[last].phrase.squeezed
            if joined in wanted:
                return last
            if not any(title.startswith(joined) for title in wanted):
                break
    return _near_heading(lines, inside, [squeeze(title) for title in titles])


def _near_heading(lines: Sequence[Line], inside: set[int], wanted: Sequence[str]) -> int:
    """Find an h1 or a genre line that all but equals the title (2025年度 / 2025年)."""
    for index, line in enumerate(lines):
        is_title_long = index not in inside and not line.is_link and 8 <= len(line.text) <= 120
        if is_title_long and any(_all_but_equal(line.phrase.squeezed, title) for title in wanted):
            return index
    return -1


def _all_but_equal(one: str, other: str) -> bool:
    """Whether two titles share beginning and end and differ by at most two characters between."""
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < 8:
        return False
    head = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if head is None:
        return True
    tail = next(
        (i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0
    )
    return max(len(one), len(other)) - head - tail <= 2


def _joined(lines: Sequence[Line], last: int, titles: Sequence[Found]) -> str:
    """Return the title as the text shows it."""
    line = lines[last].text
    wholes = (title.words for title in titles if squeeze(title.words).endswith(squeeze(line)))
    whole = next(wholes, "")
    return line if not whole or squeeze(whole) == squeeze(line) else whole


def _line_title(lines: Sequence[Line], pairs: Sequence[Pair]) -> int | None:
    """Find the title of a page that declares none: an only h1, the line over the date, a genre line."""
    inside = {index for pair in pairs for index in range(pair.line, pair.last + 1)}
    free = [
        index
        for index, line in enumerate(lines)
        if line.text and not line.is_link and index not in inside and 4 <= len(line.text) <= 150
    ]
    headings = [index for index in free if lines[index].tag == "h1"]
    if headings and len({lines[index].element for index in headings}) == 1:
        return headings[-1]
    dated = next((pair.line for pair in pairs if pair.field in ("published_on", "source")), None)
    if dated is not None and dated - 1 in free and not is_prose(lines[dated - 1]):
        return dated - 1
    for index in free:
        if is_prose(lines[index]):
            return None
        if len(lines[index].text) >= 10 and is_titled(lines[index].text):
            return index
    return None


def _title_lines(lines: Sequence[Line], found: int) -> tuple[int, int]:
    """Return first and last line of a title broken by `<br>` into several."""
    first = last = found
    while lines[first].continues and first and _is_title_piece(lines[first - 1]):
        first -= 1
    while (
        last + 1 < len(lines)
        and lines[last + 1].continues
        and _is_title_piece(lines[last + 1])
        and is_titled(lines[last + 1].text)
    ):
        last += 1
    if last - first >= _MAX_TITLE_LINES:
        return found, found
    return first, last


def _is_title_piece(line: Line) -> bool:
    """Whether a line may be one piece of a title: no number, date, head of paper, link or prose."""
    words = line.phrase.squeezed
    return (
        1 < len(words) <= _PROSE_LENGTH
        and not line.is_link
        and not is_prose(line)
        and not _NO_TITLE.search(words)
        and not is_chrome(line.text)
    )


def is_titled(text: str) -> bool:
    """Whether a line ends as titles of documents do, a year in brackets behind it allowed."""
    return _GENRE.search(squeeze(text)) is not None


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


def is_prose(line: Line) -> bool:
    """Whether a line is a sentence, a long line or a salutation, and not of the page around."""
    return line.phrase.is_prose and not line.is_link


def _is_believable(pair: Pair, lines: Sequence[Line], heading: int) -> bool:
    """时间 and its like are the page's own only next to the title, with a full date, no meeting."""
    if pair.field != "published_on" or pair.label not in WEAK:
        return True
    if heading >= 0 and not heading - 3 <= pair.line <= heading + 6:
        return False
    following = lines[pair.line + 1].text if pair.line + 1 < len(lines) else ""
    return len(find_dates(pair.value)) == 1 and not _MEETING.match(squeeze(following))


def _text_start(lines: Sequence[Line], box: Sequence[Pair], heading: int, begin: int) -> int:
    """Return where the text starts: under title and box, at its prose at the latest."""
    last = max((pair.last for pair in box), default=-1)
    return min(max(last, heading) + 1, begin, len(lines))
