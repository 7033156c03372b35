"""The publication date of one list row: by the table's header, by a label, by words that are a date alone.

Wrong is worse than none: a date the page labels otherwise (成文日期, 施行日期), a second date of unknown
meaning and a day without year give None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from typing import Final

from lxml import etree

from spiders.errors import FieldError
from spiders.fields.dates import parse_date
from spiders.lines import words_of
from spiders.wording import squeeze, tidy

DATE_SHAPE: Final = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_DAY: Final = r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)\s?日?"
_CLOCK: Final = r"(?:(?:\s|\s?T\s?)\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?"
_COUNTER: Final = r"(?:\s?(?:点击|浏览|阅读|访问)(?:量|数|次数)?\s?[:：]?\s?\d{0,8}\s?次?)?"
_DATED: Final = re.compile(
    rf"(?:(?:发布|公开|发表)?(?:日期|时间)\s?[:：]\s?)?[\[【(（]?\s?{_DAY}{_CLOCK}{_COUNTER}"
)
"""Day and hour stay apart: `2023/11/2 9:05` is the 2nd, never the 29th."""
_SAID: Final = re.compile(rf"(?:发布|公开|发表)(?:日期|时间)\s?[:：]?\s?{_DAY}")
_SAID_OTHERWISE: Final = re.compile(
    r"(?:成文|生成|印发|签发|生效|施行|实施|废止|失效|有效期?|截止|截至|开始|结束|起始|报名|开标|制定|修订|更新|修改|答复|回复|来信|受理|办结|公示期?)"
    rf"(?:日期|时间|日)?\s?[:：]?\s?{_DAY}"
)
_SPLIT: Final = (
    re.compile(r"(?P<d>\d{1,2})日?\s?/?\s(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})月?"),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})月?\s/?\s?(?P<d>\d{1,2})日?"),
)
"""A day set large beside its month."""
_SPLIT_PADDED: Final = tuple(re.compile(shape.pattern.replace(r"(?P<d>\d{1,2})", r"(?P<d>\d{2})")) for shape in _SPLIT)  # fmt: skip
_SPLIT_YEAR: Final = (
    re.compile(r"(?P<y>(?:19|20)\d\d)年?\s(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?\s(?P<y>(?:19|20)\d\d)年?"),
)
"""A year beside month and day; four digits may also count visits, so nothing else may stand there."""
_MONTH_DAY: Final = re.compile(r"[\[【(（]?\d{1,2}(?:[-/.]\d{1,2}|月\d{1,2}日?)[\]】)）]?")
_MOST_UNDER_ONE_DAY: Final = 200
_BRACKETS: Final = "[]【】()（） "
_LONGEST: Final = 40
_MOST_ELEMENTS: Final = 40
"""Of a date, were every digit set apart in an element of its own, with filling between."""
_PUBLISHED: Final = re.compile(r"发布|公开|时间|日期")
_OTHERWISE: Final = re.compile(
    r"成文|生成|印发|失效|截止|开始|结束|生效|施行|实施|废止|有效|签发|[期时]限|更新|修改|答复|回复|来信|提交|受理|办[理结]|审核|公示期"
)
NO_COLUMN: Final = -1
"""The header names dates, and none of them is that of publication."""


def row_date(
    row: etree._Element, link: etree._Element, title: etree._Element, column: int | None
) -> date | None:
    """Read a row's publication date: None where it shows none, or two of unknown meaning.

    `title` is the part of `link` that is the title (often `link` itself); `column` is what
    `date_column` says of the row's table.
    """
    if column == NO_COLUMN:
        return None
    if column is not None:
        cells = _cells(row)
        # A row of other length (a cell spans rows or columns) has its cells under other heads.
        is_like_head = len(cells) == len(_cells(_header_of(row)))
        return as_date(words_of(cells[column])) if is_like_head else None
    headed = _head_of(row)
    words = " ".join((*headed, *_pieces(row, title)))
    said = set(_days_in(_SAID, words))
    if said:
        return said.pop() if len(said) == 1 else None
    shown = {
        day
        for words in (*headed, *_outside(row, link, title))
        if (day := as_date(words)) is not None
    }
    days = (shown or set(_split_days(row, title))) - set(_days_in(_SAID_OTHERWISE, words))
    return days.pop() if len(days) == 1 else None


def as_date(words: str) -> date | None:
    """Read words that are a date and nothing else but brackets, a publication label, a time of day."""
    if len(words) > _LONGEST:
        return None
    found = _DATED.fullmatch(tidy(words).strip(_BRACKETS))
    return _day(found.groups()) if found else None


def shows_day(row: etree._Element, title: etree._Element) -> bool:
    """Whether a row shows a day beside its title, be it one nobody can tell (`11-28`, 更新时间)."""
    return any(
        _MONTH_DAY.fullmatch(squeeze(words)) or DATE_SHAPE.search(words)
        for words in _pieces(row, title)
    )


def date_column(row: etree._Element) -> int | None:
    """Return the place of the publication date in a table whose header names its columns.

    `NO_COLUMN` where it names dates of other meaning only; None where no header tells.
    """
    header = _header_of(row)
    if header is None:
        return None
    names = [squeeze(words_of(cell)) for cell in _cells(header)]
    others = [bool(_OTHERWISE.search(name)) for name in names]
    dated = [
        place
        for place, name in enumerate(names)
        if _PUBLISHED.search(name) and not others[place] and len(name) <= 12
    ]
    if not dated and any(others):
        return NO_COLUMN
    return dated[0] if len(dated) == 1 else None


def _header_of(row: etree._Element) -> etree._Element | None:
    """Return the first line of a row's table, where it can be a header; else None."""
    table = next((above for above in row.iterancestors("table")), None)
    if row.tag != "tr" or table is None:
        return None
    header = next(table.iter("tr"), None)
    is_other = header is not None and header is not row
    return header if is_other and header is not None and header.find(".//a") is None else None


def _cells(row: etree._Element | None) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th")] if row is not None else []


def _head_of(row: etree._Element) -> tuple[str, ...]:
    """Return the words of the `dt` a `dd` stands under: days head the papers of that day.

    Not where a `dd` opens the list: there each day may stand behind its paper.
    """
    holder = row.getparent()
    if row.tag != "dd" or holder is None or next(holder.iterchildren("dt", "dd")).tag != "dt":
        return ()
    before = islice(row.itersiblings("dt", "dd", preceding=True), _MOST_UNDER_ONE_DAY)
    head = next((each for each in before if each.tag == "dt"), None)
    return (tidy(words_of(head)),) if head is not None else ()


def _outside(row: etree._Element, link: etree._Element, title: etree._Element) -> Iterable[str]:
    """Yield the words of a row that are not its title: each text node, each element whole."""
    for element in row.iter():
        if not isinstance(element.tag, str) or element in (link, title):
            continue
        yield _short_words(element) if len(element) else tidy(element.text or "")
        yield tidy(element.tail or "") if element is not row else ""
    yield tidy(row.text or "")
    if link is not row:
        yield tidy(link.tail or "")
    if title is not link:
        yield tidy(link.text or "")
        yield tidy(title.tail or "")


def _short_words(element: etree._Element) -> str:
    """Return the words of an element; "" for a box of more elements than any date is made of."""
    many = next(islice(element.iter(), _MOST_ELEMENTS, None), None)
    return words_of(element) if many is None else ""


def _pieces(row: etree._Element, title: etree._Element) -> Iterator[str]:
    """Yield the texts of a row in order, without those of its title."""
    inside = set(title.iter())
    for element in row.iter():
        if isinstance(element.tag, str) and element not in inside and element.text:
            yield tidy(element.text)
        is_own = element is title or element not in inside
        if is_own and element is not row and element.tail:
            yield tidy(element.tail)


def _split_days(row: etree._Element, title: etree._Element) -> Iterator[date]:
    """Yield the dates set in two pieces side by side; cells of a table are no such pieces."""
    for box in row.iter(etree.Element):
        if box.tag in ("tr", "table", "tbody") or box in title.iter():
            continue
        tokens = list(_tokens(box, title))
        runs = [list(run) for is_words, run in groupby(tokens, key=bool) if is_words]
        # Beside the title a lone digit may number the row, and four may count its visits.
        shapes = (*_SPLIT, *_SPLIT_YEAR) if "" not in tokens else _SPLIT_PADDED
        for joined in (" ".join(run) for run in runs if len(run) == 2):
            # Two pieces and no third: the number beside a month may count visits (浏览 12 2023-11).
            for shape in shapes:
                found = shape.fullmatch(joined)
                day = _day((found["y"], found["m"], found["d"])) if found else None
                if day is not None:
                    yield day


def _tokens(box: etree._Element, title: etree._Element) -> Iterator[str]:
    """Yield what stands in a box, piece by piece; "" in the place of the title."""
    if words := tidy(box.text or ""):
        yield words
    for child in box:
        if isinstance(child.tag, str):
            holds_title = child is title or title in child.iterdescendants()
            words = "" if holds_title else tidy(words_of(child))
            if holds_title or words:
                yield words
        if words := tidy(child.tail or ""):
            yield words


def _days_in(pattern: re.Pattern[str], words: str) -> Iterator[date]:
    for found in pattern.finditer(words[:2000]):
        day = _day(found.groups())
        if day is not None:
            yield day


def _day(parts: Iterable[str]) -> date | None:
    try:
        return parse_date("-".join(parts))
    except FieldError:
        return None
