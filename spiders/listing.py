"""Rows of a column list, from the repeated structure they stand in; never from class names.

A row is the largest element around a link that holds no other entry. Rows whose ancestors look alike
form one group (CMSs often open a new `<ul>` after every five rows), and one group is the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from lxml import etree

from audit_rules.model import ListEntry
from spiders.errors import FieldError
from spiders.fields.dates import parse_date
from spiders.lines import is_hidden, words_of
from spiders.page import Page
from spiders.wording import squeeze, strip_bullets, tidy

_SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))
_SIDE_WORDS: Final = re.compile(
    r"(?:推荐|热点|热门|排行|相关(?:信息|文章|链接|阅读|新闻)|最新(?:信息|更新|发布|公开)|友情链接|浏览记录|猜你喜欢)$"
)
_TRUNCATED: Final = re.compile(r"(?:\.{2,6}|…{1,3})$")
_ROW_TAGS: Final = frozenset(("li", "tr", "dd", "dl", "p", "div", "article"))
_DATE_SHAPE: Final = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_PUBLISHED: Final = re.compile(r"发布|公开|时间|日期")
_FORMED: Final = re.compile(r"成文|生成|印发|失效|截止|开始|结束")


class Row(NamedTuple):
    """One link and the element that is its row."""

    url: str
    link: etree._Element
    element: etree._Element


class Group(NamedTuple):
    """Rows of like structure, in page order."""

    rows: tuple[Row, ...]
    entries: tuple[ListEntry, ...]
    is_aside: bool

    @property
    def dated(self) -> int:
        """How many rows show a date."""
        return sum(entry.published_on is not None for entry in self.entries)


def find_groups(page: Page, is_entry: Callable[[str], bool]) -> tuple[Group, ...]:
    """Group the links that may be entries by the structure around them."""
    links = _entry_links(page, is_entry)
    owners = _owners(links)
    groups: dict[tuple[object, ...], list[Row]] = {}
    for url, link in links:
        row = _row_of(url, link, owners)
        groups.setdefault(_structure(row.element), []).append(row)
    return tuple(_group(rows) for rows in groups.values())


def _entry_links(page: Page, is_entry: Callable[[str], bool]) -> list[tuple[str, etree._Element]]:
    found = []
    for link in page.root.iter("a"):
        href = link.get("href")
        url = page.resolve(href) if href else None
        if url and is_entry(url) and not any(is_hidden(above) for above in _tree_path(link)):
            found.append((url.split("#")[0], link))
    return found


def _tree_path(element: etree._Element) -> Iterable[etree._Element]:
    """Return an element and its ancestors that are not merely tabs or pages switched by script."""
    yield element
    yield from (
        above
        for above in element.iterancestors()
        if above.tag in ("template", "noscript", "select")
    )


def _owners(links: Sequence[tuple[str, etree._Element]]) -> dict[etree._Element, set[str]]:
    """Map every ancestor of an entry link to the entries inside it."""
    owners: dict[etree._Element, set[str]] = {}
    for url, link in links:
        for above in link.iterancestors():
            owners.setdefault(above, set()).add(url)
    return owners


def _row_of(url: str, link: etree._Element, owners: dict[etree._Element, set[str]]) -> Row:
    """Climb while the entry stays alone; a page with one entry has its nearest row element."""
    row = link
    for above in link.iterancestors():
        if len(owners[above]) > 1:
            return Row(url, link, row)
        row = above
    nearest = (above for above in link.iterancestors() if above.tag in _ROW_TAGS)
    return Row(url, link, next(nearest, link))


def _structure(element: etree._Element) -> tuple[object, ...]:
    return (element.tag, *((above.tag, above.get("class")) for above in element.iterancestors()))


def _group(rows: Sequence[Row]) -> Group:
    unique: dict[str, Row] = {}
    for row in rows:
        unique.setdefault(row.url, row)
    column = _date_column(rows[0].element)
    entries = tuple(_entry(row, column) for row in unique.values())
    kept = tuple(entry for entry in entries if entry.title)
    return Group(tuple(unique.values()), kept, _is_aside(rows[0].element))


def _entry(row: Row, column: int | None) -> ListEntry:
    segments = [tidy(str(words)) for words in row.link.itertext()]
    words = tidy(" ".join(part for part in segments if part and _as_date(part) is None))
    named = tidy(row.link.get("title") or "")
    title = named if _names_more(named, words) else words
    return ListEntry(url=row.url, title=strip_bullets(title), published_on=_row_date(row, column))


def _names_more(named: str, words: str) -> bool:
    """Whether @title holds the whole of a title cut short in the text (or there is no text)."""
    if not named:
        return False
    shown = _TRUNCATED.sub("", words)
    is_cut = shown != words or (
        len(named) > len(shown) and squeeze(named).startswith(squeeze(shown))
    )
    return not shown or is_cut


def _row_date(row: Row, column: int | None) -> date | None:
    """Read the row's publication date: None where it shows none, or two of unknown meaning."""
    if column is not None:
        cells = [cell for cell in row.element if cell.tag in ("td", "th")]
        return _as_date(words_of(cells[column])) if column < len(cells) else None
    days = {day for words in _outside_title(row) if (day := _as_date(words)) is not None}
    return days.pop() if len(days) == 1 else None


def _outside_title(row: Row) -> Iterable[str]:
    """Yield the words of a row that are not its title: each text node, each element whole."""
    for element in row.element.iter():
        if not isinstance(element.tag, str) or element is row.link:
            continue
        yield words_of(element) if len(element) else tidy(element.text or "")
        yield tidy(element.tail or "") if element is not row.element else ""
    yield tidy(row.element.text or "")
    yield tidy(row.link.tail or "") if row.link is not row.element else ""


def _as_date(words: str) -> date | None:
    """Read words that are a date and nothing else but brackets and a publication label."""
    text = re.sub(
        r"^(?:发布日期|发布时间|日期|时间|公开日期)[:：]", "", squeeze(words).strip("[]【】()（）")
    )
    if len(words) > 40 or not _DATE_SHAPE.match(text):
        return None
    try:
        return (
            parse_date(re.sub(r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?).*", r"\1", text))
            if _is_dated(words)
            else None
        )
    except FieldError:
        return None


def _is_dated(words: str) -> bool:
    text = re.sub(
        r"^(?:发布日期|发布时间|日期|时间|公开日期)[:：]\s?", "", words.strip("[]【】()（） ")
    )
    return (
        re.fullmatch(
            r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?",
            text,
        )
        is not None
    )


def _date_column(row: etree._Element) -> int | None:
    """Return the place of the publication date in a table whose header names its columns."""
    table = next((above for above in row.iterancestors("table")), None)
    if row.tag != "tr" or table is None:
        return None
    header = next(table.iter("tr"), None)
    if header is None or header is row:
        return None
    names = [squeeze(words_of(cell)) for cell in header if cell.tag in ("td", "th")]
    dated = [
        place
        for place, name in enumerate(names)
        if _PUBLISHED.search(name) and not _FORMED.search(name)
    ]
    return dated[0] if len(dated) == 1 else None


def _is_aside(row: etree._Element) -> bool:
    """Whether a list is navigation or a box of recommendations beside the list."""
    for above in row.iterancestors():
        if above.tag in _SIDE_TAGS or (above.get("role") or "").lower() == "navigation":
            return True
    return any(_SIDE_WORDS.search(words) for words in _headings_before(row))


def _headings_before(row: etree._Element) -> Iterable[str]:
    """Yield the words standing directly over a list."""
    for above in [row, *list(row.iterancestors())[:3]]:
        previous = above.getprevious()
        if previous is not None and isinstance(previous.tag, str) and previous.tag != row.tag:
            words = words_of(previous)
            if 0 < len(words) <= 20:
                yield squeeze(words)
