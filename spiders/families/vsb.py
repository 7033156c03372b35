"""博达 Visual SiteBuilder (VSB): many counties, towns and universities.

Recognised by what its makers leave in every page: the comment `Announced by Visual SiteBuilder`, the
script calls `_jsq_(column,'/template.jsp',article,owner)` and `_showDynClicks("wbnews", …)`, the scripts
under `/system/resource/js/`; or by its addresses: `/info/<column>/<id>.htm`, and `.jsp` pages with
`urltype=tree.TreeTempUrl`, `news.NewsContentUrl` or `egovinfo.…` (the module of disclosures).

A list is generated as files numbered downwards: `column.htm` is the newest page, `column/6.htm` the next,
`column/1.htm` the last; or served by a `.jsp` whose pager carries number of pages, page and rows a page
(`a217t=7&a217p=2&a217c=15`) or `totalpage=7&PAGENUM=2`. No address tells a date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from audit_rules.model import Attachment, Listing, PageKind, PageRecord
from spiders.dated_list import dated_group, kind_by_rows, read_dated_list
from spiders.disclosure import FILE_ENDINGS, read_document
from spiders.lines import words_of
from spiders.menu import ColumnLink, read_menu
from spiders.page import Page
from spiders.paging import Paging

NAME: Final = "vsb"
MAKER: Final = "博达VSB"

_ARTICLE_PATH: Final = re.compile(
    r"/info/(?:\d{1,9}/\d{1,9}|egovinfo/.{1,200})\.htm$", re.IGNORECASE
)
_TYPED: Final = re.compile(r"(?:tree|news|egovinfo)\.[A-Za-z]{2,40}")
_ARTICLE_TYPES: Final = frozenset(("news.NewsContentUrl", "egovinfo.EgovInfoContent"))
_LIST_TYPES: Final = frozenset(("tree.TreeTempUrl", "egovinfo.EgovInfoList"))
_STATIC: Final = re.compile(r"^(/(?:[\w-]{1,80}/){0,8}[\w-]{1,80})\.htm$")
_PAGE: Final = re.compile(r"^(/(?:[\w-]{1,80}/){1,8})(\d{1,5})\.htm$")
_MADE_BY: Final = "announced by visual sitebuilder"
_CALLS: Final = re.compile(
    r"""_showDynClicks\s*\(\s*["']wbnews["']|_jsq_\s*\(\s*\d{1,9}\s*,\s*["']/[^"']{1,200}\.jsp["']"""
)
_COUNTED: Final = re.compile(
    r"""_jsq_\s*\(\s*\d{1,9}\s*,\s*["']/[^"']{1,200}["']\s*,\s*(-?\d{1,9})\s*,"""
)
"""The third value is the article shown, -1 on any other page."""
_RESOURCE: Final = re.compile(
    r"/system/resource/js/(?:counter|dynclicks|vsb\w{0,20})(?:\.min)?\.js"
)
_PLACE: Final = re.compile(r"^(a(?:infolist)?\d{1,9})p$")
_NUMBER_FIELD: Final = re.compile(r"([?&](?:PAGENUM|a(?:infolist)?\d{1,9}p)=)\d{1,7}")
_MOST_PAGES: Final = 5000


class _Place(NamedTuple):
    """Where a page stands in its list, as a pager's address tells: 0 for what it does not.

    `pager` names the pager: a page may hold two lists, each with its own.
    """

    pager: str = ""
    number: int = 0
    pages: int = 0
    rows: int = 0
    """Rows of a full page."""


def recognises(page: Page) -> bool:
    """Whether the address has the family's grammar, or the page holds what only its makers write."""
    if page.is_answer:
        return False
    if _ARTICLE_PATH.search(_path(page.address)) or _url_type(page.address):
        return True
    for comment in page.root.iter(etree.Comment):
        if _MADE_BY in (comment.text or "").lower():
            return True
    return any(
        _CALLS.search(script.text or "") or _RESOURCE.search(script.get("src") or "")
        for script in page.root.iter("script")
    )


def kind_of(page: Page) -> PageKind | None:
    """Tell articles and lists by the address, by the counter's call and by dated rows."""
    shown = _article_shown(page)
    if _is_article(page.address) or shown:
        return None
    kind = kind_by_rows(page, _is_article) or kind_by_rows(page)
    if kind is not None or _holds_text(page):
        return kind
    is_column = _url_type(page.address) in _LIST_TYPES or _PAGE.match(_path(page.address))
    return PageKind.LIST if is_column or shown is False else None


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the generated columns in the home's own folder: `kjj.htm` has `kjj/tzgg.htm`."""
    folder = _own_folder(page.address)
    if folder is None:
        return ()

    def is_column(url: str) -> bool:
        path = _path(url)
        return (
            urlsplit(url).netloc == urlsplit(page.address).netloc
            and path.startswith(folder)
            and _STATIC.match(path) is not None
            and _PAGE.match(path) is None
            and not path.startswith("/info/")
            and not path.endswith("/index.htm")
            and path != _path(page.address)
        )

    return read_menu(page, is_column)


def columns_obstacle(page: Page) -> str | None:
    """Return why the unit's columns cannot all be known, in Chinese; None where nothing says so."""
    if _url_type(page.address):
        return "栏目地址只有编号，无法分辨哪些栏目属于本单位，请在门户文件里逐个写明栏目"
    folder = _own_folder(page.address)
    links = (page.resolve(link.get("href") or "") or "" for link in page.root.iter("a"))
    if folder is not None and any(_url_type(url) in _LIST_TYPES for url in links):
        return "部分栏目地址只有编号，无法分辨是否属于本单位，请在门户文件里写明"
    return None


def read_list(page: Page) -> Listing:
    """Read the rows, and compute the addresses of the other pages as the generator numbers them."""
    group = dated_group(page, _is_article)
    is_article = _is_article if group is not None and group.dated else None
    return read_dated_list(page, is_article, _follow)


def read_disclosure(page: Page) -> PageRecord:
    """Read an article by its labels; its files are named by the words of their links only."""
    record = read_document(page, by=NAME)
    known = {file.url for file in record.attachments}
    files = tuple(file for file in _downloads(page) if file.url not in known)
    return replace(record, attachments=(*record.attachments, *files)) if files else record


# --- pages of a list ------------------------------------------------------------------------------


def _follow(page: Page, printed: Paging) -> Paging:
    """Replace the printed pager by the family's numbering, where the page belongs to one."""
    links = tuple(
        url.split("#")[0]
        for link in page.root.iter("a")
        if (url := page.resolve(link.get("href") or "")) is not None
    )
    if _path(page.address).endswith(".jsp"):
        return _follow_served(page, printed, links)
    return _follow_files(page, printed, links)


def _follow_files(page: Page, printed: Paging, links: tuple[str, ...]) -> Paging:
    """Count downwards, where 下页 leads to the greatest number and the pager to 1.

    Columns named after years (`xxgk/2023.htm`) look alike, and other makes number upwards.
    """
    path, address = _path(page.address), page.address.split("#")[0]
    column, here = _STATIC.match(path), _PAGE.match(path)
    if column is None:
        return printed
    if here is not None and int(here[2]) == 1 and printed.next_page is None:
        return _counted(printed, (), is_later=True) if printed.is_later else printed
    folder = here[1] if here else f"{column[1]}/"
    numbers = {
        int(found[2])
        for url in links
        if _is_same_host(url, address) and (found := _PAGE.match(_path(url))) and found[1] == folder
    }
    following = int(here[2]) - 1 if here else max(numbers, default=0)
    if not 0 < following <= _MOST_PAGES or 1 not in numbers:
        return printed
    pages = tuple(_at(address, f"{folder}{number}.htm") for number in range(following, 0, -1))
    if printed.next_page != pages[0]:
        return printed
    return _counted(printed, pages, is_later=here is not None)


def _follow_served(page: Page, printed: Paging, links: tuple[str, ...]) -> Paging:
    """Count upwards: page and number of pages stand in the addresses of the pager."""
    own = _query(page.address)
    placed = [
        (url, place)
        for url in links
        if _path(url) == _path(page.address)
        and _is_same_host(url, page.address)
        and _query(url).get("wbtreeid") == own.get("wbtreeid")
        and (place := _place(_query(url))).number
    ]
    lists = {place._replace(number=0) for _, place in placed}
    if len(lists) != 1:
        return printed
    told = lists.pop()
    pages = told.pages
    printed = replace(printed, per_page=told.rows or printed.per_page)
    here = max(_place(own).number, 1)
    if here >= pages > 0:
        return _counted(printed, (), is_later=here > 1)
    following = next((url for url, place in placed if place.number == here + 1), None)
    if following is None or not 0 < pages <= _MOST_PAGES:
        return printed
    others = tuple(_with_number(following, number) for number in range(here + 1, pages + 1))
    return _counted(printed, others, is_later=here > 1)


def _counted(printed: Paging, pages: tuple[str, ...], *, is_later: bool) -> Paging:
    """Return the pager with these pages left; a page that has none is the last."""
    return replace(
        printed,
        next_page=pages[0] if pages else None,
        further_pages=pages,
        is_script=False,
        is_last=not pages,
        is_later=is_later,
    )


def _place(query: dict[str, str]) -> _Place:
    """Read page and number of pages from a query."""
    if "PAGENUM" in query:
        return _Place("PAGENUM", _digits(query["PAGENUM"]), _digits(query.get("totalpage", "")))
    for name, value in query.items():
        found = _PLACE.match(name)
        if found:
            pages, rows = (_digits(query.get(f"{found[1]}{key}", "")) for key in "tc")
            return _Place(found[1], _digits(value), pages, rows)
    return _Place()


def _with_number(url: str, number: int) -> str:
    """Return a pager's address with another page in it, everything else as it stands."""
    return _NUMBER_FIELD.sub(rf"\g<1>{number}", url, count=1)


def _at(address: str, path: str) -> str:
    return urlsplit(address)._replace(path=path, query="", fragment="").geturl()


# --- what a page is -------------------------------------------------------------------------------


def _is_article(url: str) -> bool:
    return bool(_ARTICLE_PATH.search(_path(url))) or _url_type(url) in _ARTICLE_TYPES


def _url_type(url: str) -> str:
    """Return the `urltype` of a served page (`tree.TreeTempUrl`); "" for any other address."""
    if not _path(url).endswith(".jsp"):
        return ""
    query = _query(url)
    named = query.get("urltype", "")
    return named if _TYPED.fullmatch(named) and "wbtreeid" in query else ""


def _article_shown(page: Page) -> bool | None:
    """Whether the counter counts an article here; None where no counter is called."""
    for script in page.root.iter("script"):
        found = _COUNTED.search(script.text or "")
        if found:
            return int(found[1]) > 0
    return None


def _holds_text(page: Page) -> bool:
    """Whether the page has the box an article's text is put in: a column may show one article."""
    return any(
        (box.get("id") or "").startswith("vsb_content")
        or "v_news_content" in (box.get("class") or "")
        for box in page.root.iter("div")
    )


def _own_folder(address: str) -> str | None:
    """Return the folder of a generated home's columns; None for a served one."""
    path = _path(address)
    if path in ("", "/", "/index.htm"):
        return "/"
    if path.endswith("/index.htm"):
        return path.removesuffix("index.htm")
    found = _STATIC.match(path)
    return f"{found[1]}/" if found else path if path.endswith("/") else None


def _downloads(page: Page) -> tuple[Attachment, ...]:
    """Return the files served by `download.jsp?…wbfileid=…`: their kind stands in their name only."""
    found: dict[str, Attachment] = {}
    for link in page.root.iter("a"):
        address = page.resolve(link.get("href") or "")
        name = words_of(link)
        if address is None or not _path(address).endswith("/download.jsp"):
            continue
        if "wbfileid" in _query(address) and name.lower().endswith(FILE_ENDINGS):
            found.setdefault(address, Attachment(url=address, name=name))
    return tuple(found.values())


def _is_same_host(url: str, address: str) -> bool:
    return urlsplit(url).netloc == urlsplit(address).netloc


def _query(url: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(urlsplit(url).query, max_num_fields=50))
    except ValueError:
        return {}


def _digits(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 8 else 0


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
