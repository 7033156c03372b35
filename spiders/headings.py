"""What a document page is called: the title it declares or shows, and the line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spiders.fields.body import is_chrome
from spiders.labels import Pair
from spiders.lines import Line
from spiders.page import Page
from spiders.wording import squeeze

_GENRE: Final = re.compile(
    r"(?:报告|通知|公告|通告|公示|指南|意见|办法|方案|决定|批复|函|规定|细则|规则|制度|计划|规划|纲要|章程|"
    r"条例|要点|目录|清单|公报|通报|总结|预算|决算|名单|答复|预案|情况|结果|解读|工作|法)(?:[(（][^()（）]{1,24}[)）])?$"
)
_PROSE_LENGTH: Final = 70
_SITE_SUFFIX: Final = re.compile(r"\s?(?:[_|｜]|[-—–]{1,9})\s?")
"""What parts a title from the names of column and site; a hyphen may also be the title's own (2021-2025年)."""
_MAX_TITLE_LINES: Final = 5
_NO_TITLE: Final = re.compile(
    r"[〔\[［]\d{4}[〕\]］]|\d{4}[年-]\d{1,2}[月-]\d|文件$|[:：。；]|^附件"
)
_GAP: Final = re.compile(r"(?<=[一-龥〕》）])\s+(?=[一-龥《（])")
_SITE: Final = re.compile(
    r"[一-龥]{2,24}(?:政府|局|委员会|管委会|办公[室厅]|办事处|厅|门户网站|政务网|政府网|信息公开(?:平台|专栏|网)?)"
)
_DOING: Final = re.compile(r"关于|召开|举行|举办|开展|成立|调整|印发|设立|组织|调研|走访|慰问|检查")
"""Words of what an organ does; a name of an organ or site has none of them."""
_CRUMB: Final = re.compile(
    r"(?:您|你)?(?:现在|当前|目前|所在)?(?:所在)?的?(?:当前|所在)?位置(?:是|为|在)?[:：>]|首页[>›»→/＞]|[^<＜〈]{0,60}[>›»→＞][^<＜〈]{0,60}[>›»→＞]"
)
"""The path to the page, printed above it: it ends with the name of the column, not with a title."""
_CUT: Final = re.compile(r"(?:\.{2,6}|…{1,2})$")
_SHORTEST_STEM: Final = 8
_SHORTEST_HEADING: Final = 10
_CELLS: Final = frozenset(("td", "th", "dt"))
_LONGEST_LABEL: Final = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a page and the place they stand in."""

    words: str
    where: str


def read_titles(page: Page, pairs: Sequence[Pair]) -> tuple[tuple[Found, ...], int]:
    """Return the titles of a page and the last line of the one above the text."""
    lines = page.lines
    named = tuple(_named_titles(page, pairs))
    heading = _heading(lines, pairs, [found.words for found in named])
    if heading < 0 and all(found.where.startswith("标签") for found in named):
        heading = _heading_above(lines, pairs)
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


def _heading_above(lines: Sequence[Line], pairs: Sequence[Pair]) -> int:
    """Find the only h1, where it is a title and stands above a box whose 标题 says something else."""
    label = next((pair.line for pair in pairs if pair.field == "title" and pair.value), -1)
    headings = [
        index
        for index, line in enumerate(lines[: max(label, 0)])
        if line.tag == "h1" and not line.is_link and line.text
    ]
    elements = {lines[index].element for index in headings}
    words = "".join(lines[index].phrase.squeezed for index in headings)
    is_title = len(words) >= _SHORTEST_HEADING and is_titled(words) and not is_site_name(words)
    return headings[-1] if len(elements) == 1 and is_title else -1


def _named_titles(page: Page, pairs: Sequence[Pair]) -> Iterator[Found]:
    """Titles a page declares; `<title>` only where the page shows the same words."""
    for pair in pairs:
        if pair.field == "title" and len(pair.value) >= 4:
            yield Found(pair.value, f"标签“{pair.label}”")
            break
    article = page.meta.get("articletitle")
    if article:
        whole = _whole_of(article, page.lines)
        yield Found(whole, "标题行") if whole else Found(article, "meta ArticleTitle")
    readings = {squeeze(words): words for words in reversed([*_title_tag_readings(page.title_tag)])}
    shown = {
        line.phrase.squeezed
        for line in page.lines
        if line.phrase.squeezed in readings and 6 <= len(line.text) <= 200 and not line.is_link
    }
    for squeezed, words in reversed(readings.items()):
        if squeezed in shown and not is_site_name(squeezed) and not is_path(words):
            yield Found(words, "<title>")
            return
    whole = _whole_of(page.title_tag, page.lines)
    if whole and not article:
        yield Found(whole, "标题行")


def _whole_of(words: str, lines: Sequence[Line]) -> str | None:
    """Return the shown line that a title cut off with dots (…, ...) begins; None for a whole title."""
    stem = squeeze(_CUT.sub("", words))
    if len(stem) < _SHORTEST_STEM or stem == squeeze(words):
        return None
    wholes = (
        line.text
        for line in lines
        if not line.is_link and line.phrase.squeezed.startswith(stem) and len(line.text) <= 200
    )
    return next((text for text in wholes if not _CUT.search(text)), None)


def is_site_name(words: str) -> bool:
    """Whether words are the name of an organ or of its site and nothing else: a logo, no title."""
    name = squeeze(words)
    return _SITE.fullmatch(name) is not None and _DOING.search(name) is None


def is_path(words: str) -> bool:
    """Whether words are the path to the page (首页 > 政务公开 > 通知公告)."""
    return _CRUMB.match(squeeze(words)) is not None


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
        if is_title_long and any(all_but_equal(line.phrase.squeezed, title) for title in wanted):
            return index
    return -1


def all_but_equal(one: str, other: str) -> bool:
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
        if line.text
        and not line.is_link
        and index not in inside
        and 4 <= len(line.text) <= 150
        and not is_path(line.text)
        and not is_site_name(line.text)
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


def is_prose(line: Line) -> bool:
    """Whether a line is a sentence, a long line or a salutation, and not of the page around."""
    if line.tag in _CELLS and line.text[-1:] in (":", "：") and len(line.text) <= _LONGEST_LABEL:
        return False  # 公开责任部门： is the label of the cell beside it
    return line.phrase.is_prose and not line.is_link
