"""A column list of any make: the group of links with the most dated rows; and is a page one?

For the families whose lists are plain rows, and for a page no family claims. What is made by a
family's own means (interfaces, templates) its module adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from audit_rules.model import Listing, PageKind
from spiders.completeness import NOT_OWN, make_listing, missing_rows
from spiders.labels import Pair
from spiders.lines import words_of
from spiders.listing import Group, Shown, all_rows, find_groups, title_of
from spiders.page import Page
from spiders.page_calls import doubt_of_cap, find_page_call, follow_call
from spiders.paging import Paging, read_paging
from spiders.row_dates import shows_day
from spiders.script_rows import has_commented_rows, has_empty_list, has_template_rows
from spiders.sheet import Sheet, is_prose, lay_out
from spiders.wording import squeeze

_ARTICLE: Final = re.compile(
    r"\.(?:s?html?|jhtml|aspx?|jsp)$|/(?:detail|content|article|info)/|[?&]id=", re.IGNORECASE
)
_INDEX: Final = re.compile(
    r"/(?:index|list|default)(?:_\d+)?\.(?:s?html?|aspx?|jsp)$", re.IGNORECASE
)
_FEWEST_ROWS: Final = 2
"""One dated link is a cross-reference, not a list."""
_SHORTEST_NAME: Final = 8
"""Characters of a paper's title; names of columns in a menu are shorter."""
_TITLE_HEAD: Final = re.compile(r"标题|名称|文件名|信息名|题名")
_FEWEST_PROSE: Final = 2
UNDATED: Final = "条目没有日期，不能确定是本栏目的列表"
_LONGER: Final = "页面另有更长的列表，不能确定哪个是本栏目的"


def kind_by_rows(page: Page, is_article: Callable[[str], bool] | None = None) -> PageKind | None:
    """Tell a list from a document: by the national meta set, by a box, by dated rows; else None."""
    meta = page.meta
    if meta.get("articletitle") or meta.get("pubdate"):
        return None
    sheet = lay_out(page)
    is_column = bool(meta.get("columnname")) and "articletitle" not in meta
    group = dated_group(page, is_article)
    if is_column and _is_index_table(page):
        return PageKind.LIST
    if _has_own_box(page, sheet, group) or _is_text_beside_rows(page, group):
        return None
    is_named = is_named_list(page, group) and not any(is_prose(line) for line in page.lines)
    is_empty = has_template_rows(page) or has_commented_rows(page) or not sheet.titles
    has_dates = group is not None and group.dated >= _FEWEST_ROWS
    return PageKind.LIST if has_dates or (is_column and (is_named or is_empty)) else None


def read_dated_list(
    page: Page,
    is_article: Callable[[str], bool] | None = None,
    follow: Callable[[Page, Paging], Paging] | None = None,
) -> Listing:
    """Read the group with the most dated rows; rows without dates only where nothing else is there.

    `is_article` tells a row's address by the family's grammar; `follow` turns the pager as printed
    into that of a family whose scripts compute the addresses of the other pages. Without it a call
    that explains itself (`createPageHTML`) is followed.
    """
    group, doubt = choose_group(page, is_article)
    is_named = group is not None and not group.dated and is_named_list(page, group)
    shown = all_rows(page, group if group and (group.dated or is_named) else None)
    if doubt == NOT_OWN:
        shown = Shown()
    paging = read_paging(page, shown.elements)
    call = find_page_call(page) if follow is None else None
    rows = len(shown.entries)
    printed = paging.total
    paging = follow(page, paging) if follow is not None else follow_call(page, paging, call, rows)
    reason = missing_rows(page, shown, paging)
    if rows and rows == paging.total:
        return make_listing(shown, paging, reason)
    if is_named and not _all_show_days(group):
        doubt = doubt or UNDATED
    return make_listing(shown, paging, doubt or reason or doubt_of_cap(call, rows, printed))


def dated_group(page: Page, is_article: Callable[[str], bool] | None = None) -> Group | None:
    """Return the list of a page: the group with the most dated rows, then with the most rows.

    Rows below the page's own directory go before others: a box beside a short list may be longer.
    """
    return choose_group(page, is_article)[0]


def choose_group(
    page: Page, is_article: Callable[[str], bool] | None = None
) -> tuple[Group | None, str | None]:
    """Return the list of a page, and what speaks against its being the column's, in Chinese.

    A page on which an empty list waits while all rows lie outside its directory shows a box only.
    """
    is_entry = is_article or _article_test(page)
    groups = [group for group in find_groups(page, is_entry) if not group.is_aside]
    longest = max(groups, key=lambda group: (group.dated, len(group.rows)), default=None)
    own = [group for group in groups if group.dated and _own_rows(page, group)]
    if longest is None or longest in own:
        return longest, None
    if own:
        chosen = max(own, key=lambda group: (_own_rows(page, group), group.dated))
        is_lone = _own_rows(page, chosen) < _FEWEST_ROWS
        return chosen, _LONGER if is_lone and longest.dated else None
    is_elsewhere = _has_directory(page) and longest.dated > 0
    return longest, NOT_OWN if is_elsewhere and _stands_apart(page, longest) else None


def is_named_list(page: Page, group: Group | None) -> bool:
    """Whether a column's page shows two or more rows alike, each with the title of a paper."""
    is_column = bool(page.meta.get("columnname")) and "articletitle" not in page.meta
    return (
        is_column
        and group is not None
        and len(group.entries) >= _FEWEST_ROWS
        and all(len(entry.title) >= _SHORTEST_NAME for entry in group.entries)
    )


def _has_directory(page: Page) -> bool:
    """Whether the page lies in a folder of its own, not at the root of the site."""
    return urlsplit(page.address).path.rpartition("/")[0].count("/") >= 1


def _own_rows(page: Page, group: Group) -> int:
    """Count the rows that lie below the page's own directory."""
    if not _has_directory(page):
        return 0
    here = urlsplit(page.address)
    directory = here.path.rpartition("/")[0] + "/"
    there = [urlsplit(row.url) for row in group.rows]
    return sum(t.netloc == here.netloc and t.path.startswith(directory) for t in there)


def _stands_apart(page: Page, group: Group) -> bool:
    """Whether an empty list stands on the page, outside of what the group's rows stand in."""
    holder = group.rows[0].element.getparent()
    return holder is not None and has_empty_list(page, beside=holder)


def _all_show_days(group: Group | None) -> bool:
    """Whether each row shows a day beside its title, be it without its year."""
    return group is not None and all(
        shows_day(row.element, title_of(row.link)) for row in group.rows
    )


def _has_own_box(page: Page, sheet: Sheet, group: Group | None) -> bool:
    """Whether the page has a document's box: labels within the rows of a list are the rows'."""
    rows: Collection[etree._Element] = ()
    if group is not None and len(group.rows) >= _FEWEST_ROWS:
        rows = {row.element for row in group.rows}
    return any(
        pair.value and not _is_within(page, pair, rows)
        for pair in sheet.pairs
        if pair.field in ("index_number", "published_on")
    )


def _is_within(page: Page, pair: Pair, rows: Collection[etree._Element]) -> bool:
    element = page.lines[pair.line].element
    return element in rows or any(above in rows for above in element.iterancestors())


def _is_index_table(page: Page) -> bool:
    """Whether a table's header names titles and the cell under it is a link: an index, be it of one row."""
    is_article = _article_test(page)
    for table in page.root.iter("table"):
        lines = list(table.iter("tr"))
        heads = [squeeze(words_of(cell)) for cell in lines[0]] if len(lines) > 1 else []
        places = [place for place, head in enumerate(heads) if len(head) <= 8 and _TITLE_HEAD.search(head)]  # fmt: skip
        if len(heads) < 2 or len(places) != 1 or any(True for _ in lines[0].iter("a")):
            continue
        cells = [line[places[0]] for line in lines[1:] if len(line) == len(heads)]
        links = [next(cell.iter("a"), None) for cell in cells]
        urls = [page.resolve(link.get("href") or "") for link in links if link is not None]
        if cells and len(urls) == len(cells) and all(url and is_article(url) for url in urls):
            return True
    return False


def _is_text_beside_rows(page: Page, group: Group | None) -> bool:
    """Whether a line is the page's own title and paragraphs follow it, before the rows come."""
    title = squeeze(page.title_tag)
    names = {squeeze(page.meta.get(name, "")) for name in ("columnname", "sitename")}
    if group is None or len(title) < _SHORTEST_NAME:
        return False
    rows = {row.element for row in group.rows}
    prose = 0
    is_headed = False
    for line in page.lines:
        words = line.phrase.squeezed
        if line.element in rows or any(above in rows for above in line.element.iterancestors()):
            break
        is_title = len(words) >= _SHORTEST_NAME and title.startswith(words) and words not in names
        is_headed = is_headed or (is_title and not line.is_link)
        prose += is_headed and is_prose(line)
    return prose >= _FEWEST_PROSE


def _article_test(page: Page) -> Callable[[str], bool]:
    own = page.address.split("#")[0]

    def is_article(url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return url != own and _ARTICLE.search(target) is not None and not _INDEX.search(parts.path)

    return is_article
