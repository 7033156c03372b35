"""What a list page prints of its size: rows in all, rows a page, its place among the pages.

A count that speaks of less than the column (本页共15条, 2022年共86条) is none: read as the column's
total it would prove a list whole that is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spiders.wording import tidy

NUMERAL: Final = "一二三四五六七八九十百"
_UNIT: Final = r"(?:条|篇|项|则|行|个?记录|个?结果)"
_OF_A_PART: Final = r"(?<![页月日周年度季类中])"
_TOTAL: Final = re.compile(
    rf"{_OF_A_PART}(?:共计?|总共|总计|合计|共有|共找到|找到|检索到)\s?[:：]?\s?(?:约|有)?\s?"
    rf"(?:文章|信息|文件|数据|记录|内容)?\s?[:：]?\s?(\d{{1,7}})\s?{_UNIT}"
    rf"|共\s?\d{{1,5}}\s?页\s?[/／,，、]?\s?(\d{{1,7}})\s?{_UNIT}"
    r"|(?:总数|总记录数?|总条数|(?:记录|信息|数据|文章|文件|条目)(?:总数|条数|总量|数)|总数为|总计|共计|\btotal)"
    r"\s?[:：]?\s?(\d{1,7})(?!\d|\s?(?:页|pages?\b))",
    re.IGNORECASE,
)
_WHOLE_LINE: Final = re.compile(r"(\d{1,7})\s?条(?:记录|信息|数据)")
_SPAN: Final = re.compile(
    r"(?<![\d/.-])(\d{1,6})\s?[-~–—至]\s?(\d{1,6})\s?条?\s?[/／,，]\s?共?\s?(\d{1,7})(?![\d/.-])"
)
"""`1-15 / 86`: first and last row of this page, rows in all."""
_PAGE_COUNT: Final = re.compile(
    rf"(?:共|分|总页数|总共|总计)\s?(?:有|为)?\s?[:：]?\s?(?:(\d{{1,5}})|([{NUMERAL}]{{1,5}}))\s?页"
    r"|总页数\s?[:：]?\s?(\d{1,5})"
    r"|\bpage\s?(?P<here>\d{1,5})\s?(?:of|/)\s?(?P<of>\d{1,5})"
    r"|(?:^|[\s第(（，,；;|:：])(\d{1,5})\s?[/／]\s?(?:共\s?)?(\d{1,5})(?:\s?页|[)）]|$)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"(?<![\d第])(\d{1,6})\s?[条篇](?![例款约件])")
_COUNTED_HEADING: Final = re.compile(r"[^\d\s]{2,20}\s?[(（](\d{1,6})[)）]")
_LONGEST_COUNT: Final = 30
_CURRENT: Final = re.compile(r"第\s?(\d{1,5})\s?页|当前(?:页|第)?\s?[:：]?\s?(\d{1,5})")
_PER_PAGE: Final = re.compile(r"每页\s?(?:显示)?\s?(\d{1,3})\s?[条行]")


def read_total(texts: Iterable[str], shown: int) -> int | None:
    """Return how many rows the column has, as printed; None where no line says it.

    `shown` is the number of rows of this page: a span (1-15 / 86) counts only where it fits them.
    """
    for text in texts:
        words = tidy(text)
        found = _TOTAL.search(words) or _WHOLE_LINE.fullmatch(words)
        if found:
            return number_of(found)
        span = _SPAN.search(words)
        if span and 0 < shown == int(span[2]) - int(span[1]) + 1 and int(span[3]) >= int(span[2]):
            return int(span[3])
    return None


def read_per_page(texts: Iterable[str]) -> int | None:
    """Return how many rows a full page has, as printed; None where no line says it."""
    found = (_PER_PAGE.search(text) for text in texts)
    return next((number_of(match) for match in found if match), None)


def read_position(texts: Iterable[str]) -> tuple[int, int] | None:
    """Return (this page, number of pages) where the page prints them; (1, 1) for 共1页."""
    for text in texts:
        found = _PAGE_COUNT.search(tidy(text))
        if found and found["of"]:
            return int(found["here"]), int(found["of"])
        if found and found[7]:
            return int(found[6]), int(found[7])
        if found:
            count = found[1] or found[3]
            current = _CURRENT.search(text)
            pages = int(count) if count else _numeral(found[2])
            return (number_of(current) if current else 1) or 1, pages
    return None


def counted_heading(text: str) -> int | None:
    """Return the count behind a heading's words: 通知公告（120）; None where there is none."""
    found = _COUNTED_HEADING.fullmatch(tidy(text))
    return int(found[1]) if found else None


def says_more(texts: Iterable[str], shown: int) -> bool:
    """Whether a short line counts more rows than are shown (120条, 累计发布860条), whatever it counts.

    Too vague for a total, too plain to be passed over.
    """
    counts = (_COUNTED.findall(tidy(text)) for text in texts if len(text) <= _LONGEST_COUNT)
    return any(int(number) > shown for found in counts for number in found)


def number_of(match: re.Match[str]) -> int:
    """Return the number in the only group that matched."""
    return int(next(group for group in match.groups() if group))


def _numeral(words: str) -> int:
    """Read a Chinese numeral below a thousand: 八, 十二, 一百零三 without 零."""
    number = digit = 0
    for sign in words:
        value = NUMERAL.index(sign) + 1
        if value < 10:
            digit = value
            continue
        number += max(digit, 1) * (10 if value == 10 else 100)
        digit = 0
    return number + digit
