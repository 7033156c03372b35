"""The "gongkai" disclosure platform of Zibo, its districts and counties, and its relatives.

Recognised by its address grammar: `/gongkai/site_<slug>/`, `…/channel_<id>/`, `…/doc_<24hex>.html`,
`…/content_<24hex>.html`; Liaocheng's relatives leave out `/gongkai`. A slug names a unit only
together with its host. No list page of it was ever seen: rows may come by script.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from audit_rules.model import FieldSource, ListEntry, Listing, PageKind, PageRecord
from spiders.completeness import NOT_OWN, make_listing, missing_rows, why_menu_is_broken
from spiders.disclosure import read_document
from spiders.fields.body import is_unit
from spiders.listing import Group, all_rows, find_groups
from spiders.menu import ColumnLink, read_menu
from spiders.page import Page
from spiders.paging import read_paging
from spiders.script_rows import says_nothing_there
from spiders.sheet import Sheet, lay_out
from spiders.wording import squeeze

NAME: Final = "gongkai"
MAKER: Final = "淄博市及所辖区县的政府信息公开平台"

_DOCUMENT: Final = re.compile(
    r"/channel_[\w.-]{1,80}/(?:doc|content)_[0-9a-f]{24}\.html$", re.IGNORECASE
)
_CONSULTATION: Final = re.compile(r"/content_[0-9a-f]{24}\.html$", re.IGNORECASE)
_COLUMN: Final = re.compile(
    r"^(?:/gongkai)?(?:/site_[\w-]{1,60})?/channel_[\w.-]{1,80}/(?:index\.html)?$"
)
_HOME: Final = re.compile(r"^/gongkai/site_[\w-]{1,60}/?(?:index\.html)?$")
_SITE: Final = re.compile(r"^/gongkai/(site_[\w-]{1,60})(?:/|$)")
_CHANNEL_DIRECTORY: Final = re.compile(r"^(.*?/channel_[\w.-]{1,80}/)")
_LIST_PAGE: Final = re.compile(
    r"^(?:/gongkai)?(?:/site_[\w-]{1,60})?/channel_[\w.-]{1,80}/(?:(?:index|list|page)?[_-]?\d{0,4}\.(?:s?html?|jspx?|aspx?))?$"
)
_NUMBERED: Final = re.compile(r"^(.*/channel_[\w.-]{1,80})_\d{1,3}/$")
_TABS: Final = frozenset(
    ("公告内容", "草案全文", "草案解读", "背景介绍", "公众意见采纳情况反馈", "我要发表意见")
)
_ENOUGH_TABS: Final = 3
_FEWEST_ROWS: Final = 2


def recognises(page: Page) -> bool:
    """Whether the page's address has the family's grammar; without one, whether its links have."""
    path = _path(page.address)
    if page.address:
        return any(grammar.search(path) for grammar in (_DOCUMENT, _HOME, _LIST_PAGE))
    links = (link.get("href") or "" for link in page.root.iter("a"))
    return any(re.search(r"/gongkai/(?:site_[\w-]+/)?channel_", href) for href in links)


def kind_of(page: Page) -> PageKind | None:
    """Tell documents, consultations and lists by the address; a column may show one article."""
    path = _path(page.address)
    if _CONSULTATION.search(path) or _has_tabs(page):
        return PageKind.CONSULTATION
    if _DOCUMENT.search(path):
        return None
    if not (_LIST_PAGE.match(path) or _HOME.match(path)):
        return PageKind.LIST if _is_made_like_a_list(page) else None
    if _own_group(page) is None and _shows_article(page):
        return None
    return PageKind.LIST


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns of the page's own site, each address once, in page order."""
    return read_menu(page, _column_test(page))


def columns_obstacle(page: Page) -> str | None:
    """Return why the page's columns cannot all be known, in Chinese; None where nothing says so."""
    return why_menu_is_broken(page, _column_test(page))


def _column_test(page: Page) -> Callable[[str], bool]:
    """Tell the columns of the page's own site from other addresses."""
    site = _SITE.match(_path(page.address))

    def is_column(url: str) -> bool:
        path = _path(url)
        is_own = site is None or path.startswith(f"/gongkai/{site[1]}/")
        return is_own and bool(_COLUMN.match(path)) and _is_same_host(url, page.address)

    return is_column


def read_list(page: Page) -> Listing:
    """Read the rows of a column. Boxes of recommendations and navigation are not rows."""
    group = _own_group(page)
    others = _best_group(page) if group is None else None
    if _is_collecting(page) and not says_nothing_there(page):
        group = group or others
    shown = all_rows(page, group)
    shown = shown._replace(entries=_with_own_entries(page, shown.entries))
    paging = read_paging(page, shown.elements)
    reason = missing_rows(page, shown, paging)
    if reason and others is not None and not shown.entries:
        reason = NOT_OWN
    return make_listing(shown, paging, reason)


def read_disclosure(page: Page) -> PageRecord:
    """Read one of the templates: document, policy document, single article, consultation."""
    sheet = lay_out(page)
    record = read_document(page, by=NAME, sheet=sheet)
    is_article = kind_of(page) is not PageKind.CONSULTATION
    if is_article and record.unit is None and "unit" not in record.unreadable:
        return _with_unit_line(record, sheet)
    return record


def _with_unit_line(record: PageRecord, sheet: Sheet) -> PageRecord:
    """Single-article columns print the unit in a line of its own directly over the title."""
    above = [line.text for line in sheet.page.lines[: max(sheet.heading, 0)] if line.text][-1:]
    if not above or not is_unit(above[0]):
        return record
    source = FieldSource(raw=above[0], where="标题上方", by=NAME)
    return replace(record, unit=squeeze(above[0]), fields={**record.fields, "unit": source})


@lru_cache(maxsize=1)
def _has_tabs(page: Page) -> bool:
    shown = "\n".join([line.text for line in page.lines if len(line.text) <= 120])
    return sum(tab in shown for tab in _TABS) >= _ENOUGH_TABS


def _shows_article(page: Page) -> bool:
    """Whether a column page is itself an article: a title with its date beside it."""
    sheet = lay_out(page)
    return bool(sheet.titles) and any(pair.value for pair in sheet.values("published_on"))


def _is_made_like_a_list(page: Page) -> bool:
    """Whether a page at an address of its own in a column shows dated rows of that column."""
    group = _own_group(page)
    return group is not None and not group.is_aside and group.dated >= _FEWEST_ROWS


def _is_collecting(page: Page) -> bool:
    """Whether the column belongs to no unit's site: such columns show papers of units' columns."""
    return "/site_" not in _path(page.address)


def _own_directory(page: Page) -> str | None:
    """Return the directory of this column's papers.

    `channel_x_2/` is the second page of `channel_x/` where the page itself links to that.
    """
    found = _CHANNEL_DIRECTORY.match(_path(page.address))
    if found is None:
        return None
    numbered = _NUMBERED.match(found[1])
    if numbered is None:
        return found[1]
    first = f"{numbered[1]}/"
    links = (page.resolve(link.get("href") or "") or "" for link in page.root.iter("a"))
    return first if any(_path(url) == first for url in links) else found[1]


@lru_cache(maxsize=1)
def _groups(page: Page) -> tuple[Group, ...]:
    """Group the links to documents; asked for more than once of the same page."""
    return find_groups(page, _is_document)


def _own_group(page: Page) -> Group | None:
    """Return the rows that lead into this very column, with rows of like structure beside them."""
    directory = _own_directory(page)
    if directory is None:
        return None
    groups = [
        group
        for group in _groups(page)
        if group.entries and any(_path(row.url).startswith(directory) for row in group.rows)
    ]
    return max(
        groups, key=lambda group: (not group.is_aside, group.dated, len(group.rows)), default=None
    )


def _with_own_entries(page: Page, entries: tuple[ListEntry, ...]) -> tuple[ListEntry, ...]:
    """Add what leads into this very column from outside the list: items pinned above it, say."""
    directory = _own_directory(page)
    if directory is None:
        return entries
    known = {entry.url for entry in entries}
    others = {
        entry.url: entry
        for group in _groups(page)
        for entry in group.entries
        if entry.url not in known and _path(entry.url).startswith(directory)
    }
    return (*entries, *others.values())


def _best_group(page: Page) -> Group | None:
    """Return the group with the most dated rows: collecting columns link into others' columns."""
    groups = [group for group in _groups(page) if group.entries and not group.is_aside]
    return max(groups, key=lambda group: (group.dated, len(group.rows)), default=None)


def _is_document(url: str) -> bool:
    return _DOCUMENT.search(_path(url)) is not None


def _is_same_host(url: str, address: str) -> bool:
    return not address or urlsplit(url).netloc == urlsplit(address).netloc


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
