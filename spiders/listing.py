"""Rows of a column list, from the repeated structure they stand in; never from class names.

A row is the largest element around a link that holds no other entry. Rows whose ancestors look alike
form one group (CMSs often open a new `<ul>` after every five rows), and one group is the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from lxml import etree

from audit_rules.model import ListEntry
from spiders.lines import is_hidden, words_of
from spiders.page import Page
from spiders.row_dates import DATE_SHAPE, as_date, date_column, row_date
from spiders.wording import squeeze, strip_bullets, tidy

_SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))
_SIDE_WORDS: Final = re.compile(
    r"(?:推荐|热点|热门|排行|(?:推荐|热点|热门)(?:信息|文章|阅读|新闻|内容|资讯|文件|专题|推荐|链接)|相关(?:信息|文章|链接|阅读|新闻|解读|文件|政策|附件|内容|专题)|最新(?:信息|更新|发布|公开)|友情链接|浏览记录|猜你喜欢)$"
)
_HEADING_TAIL: Final = re.compile(r"(?:更多|more|MORE|[+>＞›»…])+$")
_TRUNCATED: Final = re.compile(r"(?:\.{2,6}|…{1,3})$")
_ROW_TAGS: Final = frozenset(("li", "tr", "dd", "dl", "p", "div", "article"))
_BLOCKS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "dt", "dd")
_RELATED: Final = re.compile(r"(?:解读|相关|关联|附件|图解|原文|延伸|链接)[^:：]{0,6}[:：]?$")
_BYWORD: Final = re.compile(
    r"(?:相关|政策|文字|图文|图片|视频|专家|部门|一图|配套){0,6}(?:解读|读懂|图解|原文|附件|下载|查看|详情|全文)(?:材料|文件|详情|全文|原文)?"
)
_ITEM_TAGS: Final = frozenset(("li", "tr", "article"))
_SHORTEST_TITLE: Final = 4
_IS_NUMBERS: Final = re.compile(r"[\d\s/.:：年月日\[\]()（）【】-]{1,40}")
_NO_TITLE: Final = re.compile(
    r"更多|[首上下前后末尾]一?页$|第\d+页$|^(?:more|next|prev(?:ious)?)$", re.IGNORECASE
)
_NAVIGATES: Final = re.compile(
    r"(?:\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\s*\(|\bopen\s*\()"
    r"\s*(?:['\"]|&quot;)([^'\"]{1,300}?)(?:['\"]|&quot;)(?!\s*\+)"
)


class Row(NamedTuple):
    """One link and the element that is its row."""

    url: str
    link: etree._Element
    element: etree._Element


class Shown(NamedTuple):
    """All rows of one list: those read as entries, their elements, and how many lead nowhere."""

    entries: tuple[ListEntry, ...] = ()
    elements: tuple[etree._Element, ...] = ()
    unusable: int = 0


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
    links = _own_links(_entry_links(page, is_entry))
    owners = _owners(links)
    groups: dict[tuple[object, ...], list[Row]] = {}
    for url, link in links:
        row = _row_of(url, link, owners)
        groups.setdefault(_structure(row.element), []).append(row)
    return tuple(_group(rows) for rows in groups.values())


def _entry_links(page: Page, is_entry: Callable[[str], bool]) -> list[tuple[str, etree._Element]]:
    found = []
    for link in page.root.iter("a"):
        url = row_address(page, link)
        if url and is_entry(url) and not any(is_hidden(above) for above in _tree_path(link)):
            found.append((url.split("#")[0], link))
    return found


def _own_links(links: list[tuple[str, etree._Element]]) -> list[tuple[str, etree._Element]]:
    """Leave out the second links of a row (相关解读：…, [图解]): they belong to what stands before them."""
    kept: list[tuple[str, etree._Element]] = []
    rows_seen: set[etree._Element] = set()
    for url, link in links:
        row = next(link.iterancestors("li", "tr", "dl"), None)
        if row is None or row not in rows_seen or not _is_byword(link):
            kept.append((url, link))
        if row is not None:
            rows_seen.add(row)
    return kept


def _is_byword(link: etree._Element) -> bool:
    """Whether a link says that it leads to what goes with another document."""
    previous, holder = link.getprevious(), link.getparent()
    if previous is not None:
        before = previous.tail or words_of(previous)
    else:
        before = (holder.text or "") if holder is not None else ""
    own = squeeze(words_of(link)).strip("[]【】()（）<>《》|")
    return bool(_RELATED.search(squeeze(before)) or _BYWORD.fullmatch(own))


def link_address(page: Page, element: etree._Element) -> str | None:
    """Return where a click on an element leads, by its href, its value or the script it calls."""
    href = element.get("href") or ""
    if element.tag == "option" and re.search(r"[/?.]", element.get("value") or ""):
        href = element.get("value") or ""
    script = _NAVIGATES.search(f"{element.get('onclick') or ''};{href}")
    return page.resolve(href) or (page.resolve(script[1]) if script else None)


def row_address(page: Page, link: etree._Element) -> str | None:
    """Return where a row's link leads; some rows answer to a click anywhere on them."""
    url = link_address(page, link)
    if url is None and (link.get("href") or "#").lower().startswith(("javascript:", "#")):
        around = list(link.iterancestors())[:3]
        rows = (above for above in around if above.get("onclick") and above.tag in _ROW_TAGS)
        url = next(filter(None, (link_address(page, row) for row in rows)), None)
    return url


def all_rows(page: Page, group: Group | None) -> Shown:
    """Return every row of the list a group stands in, whatever its row links to.

    Beside the content pages of the CMS a list may hold files, pages of other hosts and of an older
    CMS, and rows only a script opens: a list that drops them is not read whole.
    """
    if group is None:
        return Shown()
    entries = {entry.url: entry for entry in group.entries}
    others = [element for element in _siblings(group.rows) if _is_like_a_row(element)]
    unusable = 0
    for element in others:
        entry = _other_entry(page, element)
        if entry is None:
            unusable += 1
        else:
            entries.setdefault(entry.url, entry)
    cores = (_core(row) for row in group.rows)
    return Shown(tuple(entries.values()), (*cores, *others), unusable)


def _core(row: Row) -> etree._Element:
    """Return the part of a row that is certainly its own: a lone row may have climbed too far."""
    if row.element.tag in _ITEM_TAGS:
        return row.element
    inside = []
    for above in row.link.iterancestors():
        if above is row.element:
            break
        inside.append(above)
    items = [above for above in inside if above.tag in _ITEM_TAGS]
    nearest = [above for above in inside if above.tag in _ROW_TAGS]
    return items[-1] if items else nearest[0] if nearest else row.element


def _siblings(rows: Sequence[Row]) -> list[etree._Element]:
    """Return what stands beside the rows and is made like them, in page order."""
    known = {_core(row): None for row in rows}
    lists = {
        (parent, core.tag, None if core.tag in ("li", "tr") else core.get("class")): None
        for core in known
        if (parent := core.getparent()) is not None
    }
    found: dict[etree._Element, None] = {}
    for parent, tag, made in lists:
        for child in (child for holder in _runs_on(parent) for child in holder):
            is_alike = tag in ("li", "tr") or child.get("class") == made
            if child.tag == tag and child not in known and is_alike:
                found[child] = None
    return list(found)


def _runs_on(holder: etree._Element) -> Iterable[etree._Element]:
    """Yield a list and the lists of the same making directly around it, which carry it on."""
    yield holder
    if holder.tag not in ("ul", "ol", "table"):
        return
    for is_before in (False, True):
        for beside in holder.itersiblings(preceding=is_before):
            if beside.tag != holder.tag or beside.get("class") != holder.get("class"):
                break
            if any(DATE_SHAPE.search(words_of(child)) for child in beside):
                yield beside


def _is_like_a_row(element: etree._Element) -> bool:
    """Whether a date, or a link long enough for a title, stands in it; headers and pagers have none."""
    if is_hidden(element) or element.find(".//th") is not None:
        return False
    words = words_of(element)
    titles = (squeeze(words_of(link)) for link in element.iter("a"))
    has_title = any(
        len(title) >= _SHORTEST_TITLE and not _NO_TITLE.search(title) for title in titles
    )
    return has_title or (DATE_SHAPE.search(words) is not None and len(squeeze(words)) > 14)


def _other_entry(page: Page, element: etree._Element) -> ListEntry | None:
    """Read a row that leads to no content page of the CMS; None where it leads nowhere."""
    links = [link for link in element.iter("a") if row_address(page, link)]
    if element.tag == "a" and row_address(page, element):
        links = [element]
    if not links:
        return None
    link = max(links, key=lambda each: len(words_of(each)))
    url = (row_address(page, link) or "").split("#")[0]
    entry = _entry(Row(url, link, element), date_column(element))
    return entry if entry.title else None


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
        known = unique.get(row.url)
        # A picture and the title may both link to the paper: the words name it.
        if known is None or len(words_of(row.link)) > len(words_of(known.link)):
            unique[row.url] = row
    column = date_column(rows[0].element)
    entries = tuple(_entry(row, column) for row in unique.values())
    if len(unique) == 1:
        entries = (_lone_entry(*unique.values()),)
    kept = tuple(entry for entry in entries if entry.title)
    return Group(tuple(unique.values()), kept, is_aside(rows[0].element))


def _lone_entry(row: Row) -> ListEntry:
    """Read a single row; the page around it, which it climbed into, may show other dates."""
    narrow = row._replace(element=_core(row))
    entry = _entry(narrow, date_column(narrow.element))
    return entry if entry.published_on else _entry(row, date_column(row.element))


def _entry(row: Row, column: int | None) -> ListEntry:
    holder = title_of(row.link)
    segments = [tidy(str(words)) for words in holder.itertext()]
    words = tidy(" ".join(part for part in segments if part and as_date(part) is None))
    named = tidy(row.link.get("title") or "")
    title = named if _names_more(named, words) else words
    published = row_date(row.element, row.link, holder, column)
    return ListEntry(url=row.url, title=strip_bullets(title), published_on=published)


def title_of(link: etree._Element) -> etree._Element:
    """Return the part of a link that is the title: a link around a card holds date and summary too.

    The heading in it, else the first block with words that are no date; the link itself where it
    holds no blocks.
    """
    blocks = [block for block in link.iterdescendants(*_BLOCKS) if not any(True for _ in block.iterdescendants(*_BLOCKS))]  # fmt: skip
    named = [block for block in blocks if len(squeeze(words_of(block))) >= _SHORTEST_TITLE]
    headings = [block for block in named if re.fullmatch(r"h[1-6]", str(block.tag))]
    worded = [block for block in named if not _IS_NUMBERS.fullmatch(squeeze(words_of(block)))]
    return next(iter((*headings, *worded)), link)


def _names_more(named: str, words: str) -> bool:
    """Whether @title holds the whole of a title cut short in the text (or there is no text)."""
    if not named:
        return False
    shown = _TRUNCATED.sub("", words)
    is_cut = shown != words or (
        len(named) > len(shown) and squeeze(named).startswith(squeeze(shown))
    )
    return not shown or is_cut


def is_aside(row: etree._Element) -> bool:
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
            words = _HEADING_TAIL.sub("", squeeze(words_of(previous)))
            if 0 < len(words) <= 20:
                yield words
