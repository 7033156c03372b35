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
from spiders.labels import WEAK, Pair, find_pairs
from spiders.lines import Line
from spiders.page import Page
from spiders.wording import squeeze

_GENRE: Final = re.compile(
    r"(?:报告|通知|公告|通告|公示|指南|意见|办法|方案|决定|批复|函|规定|细则|规则|制度|计划|规划|纲要|章程|"
    r"条例|要点|目录|清单|公报|通报|总结|预算|决算|名单|答复|预案|情况|结果|解读|工作|法)(?:[(（][^()（）]{1,24}[)）])?$"
)
_SALUTATION: Final = re.compile(r"(?:各|有关|直属|政府|委员会|单位|部门|办公室)[^。]{0,200}[:：]$")
_CHROME_PROSE: Final = re.compile(
    r"浏览器|版权|欢迎|无障碍|搜索|网站标识|ICP备|当前位置|您的位置|登录|JavaScript", re.IGNORECASE
)
_PROSE_LENGTH: Final = 70
_MEETING: Final = re.compile(r"^(?:会议)?(?:地点|出席|参加|主持|议题|议程|列席)")
_SITE_SUFFIX: Final = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s*|\s*--+\s*")
_MAX_TITLE_LINES: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a page and the place they stand in."""

    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document page. `titles` are the places that name it, the most trusted first.

    `heading` is the index of the last line of the title above the text, -1 where none was found;
    `pairs` are those above the text; `text` are the lines of the text itself.
    """

    page: Page
    titles: tuple[Found, ...]
    heading: int
    pairs: tuple[Pair, ...]
    text: tuple[Line, ...]

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
    pairs = find_pairs(lines)
    named = tuple(_named_titles(page, pairs))
    heading = _heading(lines, pairs, [found.words for found in named])
    if not named:
        line_title = _line_title(lines, pairs)
        if line_title is not None:
            heading = line_title
            named = (Found(lines[heading].text, "标题行"),)
    if heading >= 0 and not any(found.where == "标题行" for found in named):
        named = (*named, Found(_joined(lines, heading, named), "标题行"))
    begin = _text_begin(lines, pairs, heading)
    box = tuple(
        pair for pair in pairs if pair.line < begin and _is_believable(pair, lines, heading)
    )
    return Sheet(page, named, heading, box, tuple(lines[_text_start(lines, box, heading, begin) :]))


def _named_titles(page: Page, pairs: Sequence[Pair]) -> Iterator[Found]:
    """Titles a page declares; `<title>` only where the page shows the same words."""
    for pair in pairs:
        if pair.field == "title" and len(pair.value) >= 4:
            yield Found(pair.value, f"标签“{pair.label}”")
            break
    article = page.meta.get("articletitle")
    if article:
        yield Found(article, "meta ArticleTitle")
    shown = {
        squeeze(line.text) for line in page.lines if 6 <= len(line.text) <= 200 and not line.is_link
    }
    for words in _title_tag_readings(page.title_tag):
        if squeeze(words) in shown:
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
    for index, line in enumerate(lines):
        if index in inside or not line.text or line.is_link:
            continue
        joined = ""
        for last in range(index, min(index + _MAX_TITLE_LINES, len(lines))):
            joined += squeeze(lines[last].text)
            if joined in wanted:
                return last
            if not any(title.startswith(joined) for title in wanted):
                break
    return _near_heading(lines, inside, titles)


def _near_heading(lines: Sequence[Line], inside: set[int], titles: Sequence[str]) -> int:
    """Find an h1 or a genre line that all but equals the title (2025年度 / 2025年)."""
    for index, line in enumerate(lines):
        if index in inside or line.is_link or not 8 <= len(line.text) <= 120:
            continue
        if any(_all_but_equal(squeeze(line.text), squeeze(title)) for title in titles):
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
    whole = next(
        (title.words for title in titles if squeeze(title.words).endswith(squeeze(line))), ""
    )
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
    if len(headings) == 1:
        return headings[0]
    dated = next((pair.line for pair in pairs if pair.field in ("published_on", "source")), None)
    if dated is not None and dated - 1 in free and not _is_prose(lines[dated - 1]):
        return dated - 1
    for index in free:
        if _is_prose(lines[index]):
            return None
        if len(lines[index].text) >= 10 and _is_titled(lines[index].text):
            return index
    return None


def _is_titled(text: str) -> bool:
    """Whether a line ends as titles of documents do, a year in brackets behind it allowed."""
    return _GENRE.search(squeeze(text)) is not None


def _text_begin(lines: Sequence[Line], pairs: Sequence[Pair], heading: int) -> int:
    """Find the first line of prose under the title; labels from there on are not the page's own."""
    inside = {index for pair in pairs for index in range(pair.line, pair.last + 1)}
    start = heading + 1 if heading >= 0 else _after_title_box(pairs)
    for index in range(start, len(lines)):
        if index not in inside and _is_prose(lines[index]):
            return index
    return len(lines)


def _after_title_box(pairs: Sequence[Pair]) -> int:
    """Return the line under the 标题 box: prose above it (a notice of the site) is not the text."""
    return next((pair.last + 1 for pair in pairs if pair.field == "title"), 0)


def _is_prose(line: Line) -> bool:
    text = line.text
    if not text or line.is_link or _CHROME_PROSE.search(text):
        return False
    return "。" in text or len(text) >= _PROSE_LENGTH or _SALUTATION.search(text) is not None


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
