"""The head of a document: where its title stands, and the number that stands beside the title.

A number counts only next to the title it belongs to: above it (red head) or directly below it. In
running text it is a citation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from audit_rules.document_numbers import find_number
from spiders.attachments.tidying import CELL
from spiders.fields.body import is_unit
from spiders.wording import squeeze

HEAD_LINES: Final = 15
"""A title begins within these, or it is not the document's own."""
_TITLE_LINES: Final = 5
_LONGEST_TITLE: Final = 150
_SHORTEST_TITLE: Final = 6
"""Letters; `通知` alone is the last line of many titles."""
_SHORTEST_CORE: Final = 8
"""Letters, 关于 among them; shorter titles must agree in full."""
_NO_WORD: Final = re.compile(r"[\W_]+")
_ISSUES: Final = re.compile(
    r"([^关]{0,60})关于(?:印发|公布|发布)[《<〈]?(.{4,120}?)[》>〉]?的(?:通知|公告|通告|决定|命令)"
)
# 《党政机关公文处理工作条例》第八条 names the kinds of official documents.
_OFFICIAL: Final = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_REGULATION: Final = (
    "办法|规定|细则|规则|方案|规划|计划|预案|制度|章程|条例|指南|目录|清单|要点|标准|年度报告"
)
_REMARK: Final = r"(?:[（(][^（）()]{1,20}[）)])?"
_NOTICE_TITLE: Final = re.compile(
    rf"[^。；：，]{{0,60}}关于[^。；：]{{2,110}}的?(?:{_OFFICIAL}){_REMARK}"
)
_TEXT_TITLE: Final = re.compile(rf"[^。；：，]{{3,60}}(?:{_REGULATION}){_REMARK}")
_TEXT_BEGINS: Final = re.compile(r"第[一1]|一、|为|根据|依据|按照|[（(]\S{0,4}\d{4}|目\s?录|各")
_BEFORE_TITLE: Final = re.compile(
    r"附\s?件\s?[\d一二三四五六七八九十]{0,3}\s?[:：]?|.{2,60}文件|特急|加急|急件|机密|秘密|内部|"
    r"(?:公开方式|主动公开|依申请公开).{0,12}|[\dA-Z-]{1,20}"
)
_GOES_ON: Final = re.compile(
    r"[（(《》]?(?:的|之)?(?:政策|文件|有关)?(?:解读|图解|问答|释义|说明|起草|修订|征求|草案|送审|讨论稿|意见稿)|的"
)
"""Under a title: the paper is about that document, or a draft of it."""
_LEADS_IN: Final = re.compile(
    r"(?:转发|印发|公布|废止|修改|修订|关于|征求|解读|[的对与和及、《“])$"
)
_PAIRS: Final = ("《》", "（）", "()", "“”")


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """A title found in the lines: its words, its first and last line."""

    words: str
    first: int
    last: int

    @property
    def issuer(self) -> str:
        """The unit named before 关于; "" where the title names none."""
        return issuer_of(self.words)


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number beside a title: canonical, the line as printed, and whose red head stands above it."""

    canonical: str
    raw: str
    red_head: str


def issuer_of(title: str) -> str:
    """Return the words before 关于 where they name an organ, else ""."""
    before, about, _ = squeeze(title).partition("关于")
    return before if about and is_unit(before) else ""


def issued_title(title: str) -> str | None:
    """Return the title of the document that a notice issues (`关于印发X的通知` → X)."""
    found = _ISSUES.fullmatch(squeeze(title))
    return found[2] if found and (not found[1] or is_unit(found[1])) else None


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles are one: punctuation apart, and a unit's name that only one of them has."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return len(first) >= _SHORTEST_TITLE
    (unit, _, core), (other_unit, _, other_core) = (
        text.partition("关于") for text in (first, second)
    )
    if core != other_core or len(core) + 2 < _SHORTEST_CORE:
        return False
    one_unit, two_units = sorted((unit, other_unit), key=len)
    return two_units.endswith(one_unit) and (two_units == one_unit or is_unit(two_units))


def titles_at_head(lines: Sequence[str]) -> Iterator[TitlePlace]:
    """Give every run of up to five lines in the head that may be a title, which may be wrapped.

    Not what is only part of a longer title, nor a title in book marks: that is cited.
    """
    for place in _runs_at_head(lines):
        before = lines[place.first - 1] if place.first else ""
        after = lines[place.last + 1] if place.last + 1 < len(lines) else ""
        is_cited = place.words.startswith("《") and place.words.endswith("》")
        if not (is_cited or _LEADS_IN.search(before[-8:]) or _GOES_ON.match(after)):
            yield place


def _runs_at_head(lines: Sequence[str]) -> Iterator[TitlePlace]:
    for first in range(min(HEAD_LINES, len(lines))):
        words = ""
        for last in range(first, min(first + _TITLE_LINES, len(lines))):
            words += lines[last]
            if len(words) > _LONGEST_TITLE or CELL in words:
                break
            yield TitlePlace(words, first, last)


def own_title(lines: Sequence[str]) -> TitlePlace | None:
    """Find the title a document gives itself, where it is certain; else None.

    Certain are the words directly under the number of the red head, or else the first ones, that end
    as titles do, with all brackets closed: the title of an official document (关于…的通知), its first
    line naming its unit or its matter, or one line that names a regulation, where a text as
    regulations begin follows. Of words that stand over a number it is the last before the number.
    """
    numbers = [i for i, line in enumerate(lines[:HEAD_LINES]) if _shown_number(line) is not None]
    if len(numbers) > 1:
        return None
    places = list(titles_at_head(lines))
    if numbers:
        below = _title_from(numbers[0] + 1, places, lines)
        if below is not None:
            return below
    above = _title_from(_first_words(lines), places, lines)
    return above if above and (not numbers or above.last + 1 == numbers[0]) else None


def _title_from(
    start: int, places: Sequence[TitlePlace], lines: Sequence[str]
) -> TitlePlace | None:
    for place in places:
        words, first = squeeze(place.words), lines[place.first]
        if place.first != start or not _is_closed(words):
            continue
        if _NOTICE_TITLE.fullmatch(words):
            return place if "关于" in first or is_unit(first) else None
        follows = "".join(lines[place.last + 1 : place.last + 2])[:20]
        if place.first == place.last and _TEXT_TITLE.fullmatch(words):
            return place if _TEXT_BEGINS.match(follows) else None
    return None


def number_beside(lines: Sequence[str], title: TitlePlace) -> ShownNumber | None:
    """Return the number next to a title; None where there is none or there are two."""
    above = range(max(0, title.first - 2), title.first)
    beside = [*above, *range(title.last + 1, min(title.last + 2, len(lines)))]
    found: dict[str, ShownNumber] = {}
    for index in beside:
        canonical = _shown_number(lines[index])
        if canonical is not None:
            head = lines[index - 1] if index and index < title.first else ""
            found.setdefault(canonical, ShownNumber(canonical, lines[index], head))
    return next(iter(found.values())) if len(found) == 1 else None


def _first_words(lines: Sequence[str]) -> int:
    """Return the first line that may begin a title; -1 where none does."""
    head = enumerate(lines[:HEAD_LINES])
    return next((i for i, line in head if not _BEFORE_TITLE.fullmatch(line[:100])), -1)


def _shown_number(line: str) -> str | None:
    reading = find_number(line) if len(line) <= _LONGEST_TITLE else None
    return reading.canonical if reading is not None else None


def _is_closed(words: str) -> bool:
    return all(words.count(pair[0]) == words.count(pair[1]) for pair in _PAIRS)


def _bare(title: str) -> str:
    """Return letters and figures only, wide forms made plain."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", title))
