"""TRS WCM: static pages, `/YYYYMM/tYYYYMMDD_ID.html`, a pager written by a script; and its lists by interface.

The date in an article's address is the day its record was made, not the day it was published: only
the row and the page tell that. Fujian's sites show the first pages of a list (动静结合) and leave the
rest to `/fjdzapp/search`; other sites ask the IGS search, which hides what is no longer in force.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from audit_rules.model import ListEntry, Listing, PageKind, PageRecord
from spiders.completeness import NOT_OWN, make_listing, missing_rows, why_menu_is_broken
from spiders.dated_list import UNDATED, choose_group, is_named_list, kind_by_rows
from spiders.disclosure import read_document
from spiders.listing import Group, Shown, all_rows, find_groups
from spiders.menu import ColumnLink, read_menu
from spiders.page import Page
from spiders.page_calls import doubt_of_cap, find_page_call, follow_call, live_scripts
from spiders.paging import read_paging
from spiders.served_page import (
    Served,
    dicts,
    failed_listing,
    own_address,
    plain_words,
    query_of,
    row_day,
    served_listing,
    whole_number,
    why_failed,
)
from spiders.sheet import lay_out

NAME: Final = "trs"
MAKER: Final = "拓尔思TRS WCM"

_ARTICLE: Final = re.compile(
    r"/\d{6}/t\d{8}_\d{1,12}(?:_\d{1,3})?\.(?:s?html?|jhtml)$", re.IGNORECASE
)
_PAGE_FILE: Final = re.compile(r"\.(?:s?html?|jhtml|aspx?|jsp)$", re.IGNORECASE)
_INDEX: Final = re.compile(
    r"/(?:index|default|list)?(?:_\d{1,5})?\.(?:s?html?|jhtml)$", re.IGNORECASE
)
_COLUMN: Final = re.compile(r"^(?:/[\w.-]{1,80}){1,12}/(?:index\.s?html?)?$")
_MONTH: Final = re.compile(r"/\d{6}/$")
_SEARCH: Final = re.compile(r"/fjdzapp/(?:search|data)$")
_IGS: Final = "/igs/front/search/list.html"
_IGS_CALL: Final = re.compile(r"/igs/front/search/list\.html")
_MIXED: Final = re.compile(r"\bpageChnlInfo\s{0,5}=\s{0,5}\{([^{}]{0,2000})\}")
_SITE_CHANNEL: Final = re.compile(r"\bsearchId['\"]?\s{0,5}:\s{0,5}['\"]?(\d{1,9})\b")
_NAMES_SITE: Final = re.compile(r"\bchannelid['\"]?\s{0,5}:\s{0,5}SiteInfo\.searchId\b")
_OWN_CHANNEL: Final = re.compile(r"\bchannelid['\"]?\s{0,5}:\s{0,5}['\"]?(\d{1,9})\b")
_API: Final = re.compile(r"['\"](/[\w/.-]{0,80}/?fjdzapp/(?:search|data))['\"]")
_DEFAULT_API: Final = "/fjdzapp/search"
_DEFAULT_SORT: Final = "-docorderpri,-docreltime"
_STRING: Final = re.compile(r"(['\"])([^'\"\n]{0,200})\1")
_FILTERS: Final = re.compile(
    r"publishyear|doctitle|doccontent|docreltime\s{0,3}[<>=]", re.IGNORECASE
)
"""Conditions of a search within a column: by year, by words, by time."""
_FEWEST_LINKS: Final = 2
_DEFAULT_SIZE: Final = 15
_LARGEST_SIZE: Final = 1000


def recognises(page: Page) -> bool:
    """Whether the address is an article's or an interface's of TRS, or the page's links or script are."""
    path = _path(page.address)
    if page.is_answer:
        return bool(_SEARCH.search(path)) or path.endswith(_IGS)
    if _ARTICLE.search(path):
        return True
    if page.address and not (path.endswith("/") or path == "" or _INDEX.search(path)):
        return False
    call = find_page_call(page)
    if call is not None and call.name == "index" and call.first_number == 0:
        return True
    if _MIXED.search(live_scripts(page)):
        return True
    pages = [url for url in _own_links(page) if _PAGE_FILE.search(_path(url))]
    articles = [url for url in pages if _ARTICLE.search(_path(url))]
    others = [url for url in pages if not _ARTICLE.search(_path(url)) and not _INDEX.search(_path(url))]  # fmt: skip
    # A page of another make may link to papers of an older TRS site: they must be the most.
    return len(articles) >= _FEWEST_LINKS and len(articles) > len(others)


def kind_of(page: Page) -> PageKind | None:
    """Tell an article by its address, a list by its interface, its pager's call or its dated rows."""
    path = _path(page.address)
    if page.is_answer:
        return PageKind.LIST if _SEARCH.search(path) or path.endswith(_IGS) else None
    if _ARTICLE.search(path):
        return None
    call = find_page_call(page)
    is_paged = call is not None and call.pages > 1
    if is_paged or _MIXED.search(live_scripts(page)):
        return PageKind.LIST
    told = kind_by_rows(page, _is_article)
    if told is not None or call is None:
        return told
    shows_article = any(pair.value for pair in lay_out(page).values("published_on"))
    return None if shows_article else PageKind.LIST


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns below the page's own directory: TRS keeps a column in a folder of its own."""
    return read_menu(page, _column_test(page))


def columns_obstacle(page: Page) -> str | None:
    """Return why the page's columns cannot all be known, in Chinese; None where nothing says so."""
    return why_menu_is_broken(page, _column_test(page))


def read_list(page: Page) -> Listing:
    """Read the rows of a list page, or of an interface's answer, and where the others are."""
    if page.is_answer:
        return _read_igs(page) if _path(page.address).endswith(_IGS) else _read_search(page)
    script = live_scripts(page)
    call = find_page_call(page)
    group, doubt = _rows_of(page, has_pager=call is not None)
    shown = all_rows(page, group)
    mixed = _MIXED.search(script)
    if mixed:
        return _read_mixed(page, shown, mixed[1], script)
    if doubt == NOT_OWN:
        shown = Shown()
    printed = read_paging(page, shown.elements)
    paging = follow_call(page, printed, call, len(shown.entries))
    reason = doubt or missing_rows(page, shown, paging)
    if reason is None:
        reason = doubt_of_cap(call, len(shown.entries), printed.total)
    if reason is None and _IGS_CALL.search(script):
        reason = "列表另由检索接口提供，接口只列现行文件"
    return make_listing(shown, paging, reason)


def read_disclosure(page: Page) -> PageRecord:
    """Read an article by its box, its label lines and the national meta set."""
    return read_document(page, by=NAME)


# --- lists in static pages ------------------------------------------------------------------------


def _rows_of(page: Page, *, has_pager: bool) -> tuple[Group | None, str | None]:
    """Return the list and what speaks against it: the dated rows that lead to articles, then to any page.

    Rows without dates are a list only on a page that has a pager: else they may be navigation.
    """
    for is_article in (_is_article, None):
        group, doubt = choose_group(page, is_article)
        if group is not None and group.dated:
            return group, doubt
    if has_pager:
        groups = [group for group in find_groups(page, _is_article) if not group.is_aside]
        return max(groups, key=lambda group: len(group.rows), default=None), None
    group, doubt = choose_group(page, _is_article)
    return (group, UNDATED) if is_named_list(page, group) else (None, None)


def _own_links(page: Page) -> set[str]:
    """Return where the page's links lead on its own host, each address once."""
    host = urlsplit(page.address).netloc
    links = (page.resolve(link.get("href") or "") for link in page.root.iter("a"))
    return {url for url in links if url and (not host or urlsplit(url).netloc == host)}


def _column_test(page: Page) -> Callable[[str], bool]:
    """Tell the columns below the page's own directory; folders of months hold articles."""
    here = urlsplit(page.address)
    directory = here.path.rpartition("/")[0] + "/"

    def is_column(url: str) -> bool:
        there = urlsplit(url)
        path = there.path.rpartition("/")[0] + "/"
        is_below = path.startswith(directory) and path != directory
        is_folder = _COLUMN.match(there.path) is not None and not _MONTH.search(path)
        return is_below and is_folder and there.netloc == here.netloc

    return is_column


# --- Fujian: the first rows static, the rest by an interface ---------------------------------------


def _read_mixed(page: Page, shown: Shown, info: str, script: str) -> Listing:
    """Read a 动静结合 list: whole in itself only where it shows as many rows as it declares."""
    total = _number(info, "recordCount")
    rows = len(shown.entries)
    paging = read_paging(page, shown.elements)
    reason = missing_rows(page, shown, paging) if rows and rows == total else None
    if rows and rows == total and reason is None:
        return Listing(entries=shown.entries, total=total)
    served_by = _search_address(page, info, script)
    said = f"栏目共{total}条" if total is not None else "栏目没有写明条数"
    reason = reason or f"{said}，网页源码里只有前{rows}条，其余由接口提供"
    if served_by is None:
        reason += "，网页里没有接口的参数"
    return Listing(
        entries=shown.entries, served_by=served_by, total=total, complete=False, reason=reason
    )


def _search_address(page: Page, info: str, script: str) -> str | None:
    """Return the interface's first page, asked as the page's own script asks; None without parameters.

    It fetches as many rows at once as the page shows statically (`maxStaticIndex` × `prepage`).
    """
    is_site = _NAMES_SITE.search(script) is not None
    channel = None if is_site else _OWN_CHANNEL.search(script)
    channel = channel or _SITE_CHANNEL.search(script)
    condition = _words(info, "classsql")
    if channel is None or not condition:
        return None
    shown = _number(info, "prepage") or _DEFAULT_SIZE
    size = shown * (_number(info, "maxStaticIndex") or 1)
    api = _API.search(script)
    asked = {
        "channelid": channel[1],
        "sortfield": _words(info, "sortfield") or _DEFAULT_SORT,
        "classsql": condition,
        "classcol": "publishyear",
        "classnum": "100",
        "classsort": "0",
        "cache": "true",
        "page": "1",
        "prepage": str(min(size, _LARGEST_SIZE)),
    }
    return page.resolve(f"{api[1] if api else _DEFAULT_API}?{urlencode(asked)}")


def _option(info: str, name: str) -> str:
    """Return the words after `name:` in an object of a script, up to the end of their line; else ""."""
    found = re.search(rf"\b{name}['\"]?\s{{0,5}}:\s{{0,5}}([^\n]{{0,400}})", info)
    return found[1].strip() if found else ""


def _words(info: str, name: str) -> str:
    """Return a text of such an object: of `"" || "chnlid=7"` what the script would take."""
    found = (text[2] for text in _STRING.finditer(_option(info, name)))
    return next(filter(None, found), "")


def _number(info: str, name: str) -> int | None:
    """Return a number of such an object, bare or in quotes."""
    digits = re.match(r"['\"]?(\d{1,8})\b", _option(info, name))
    return int(digits[1]) if digits else None


def _read_search(page: Page) -> Listing:
    """Read an answer of `/fjdzapp/search`: rows in `data`, pages in `pageCount`, rows of all in `count`."""
    answer = page.json if isinstance(page.json, dict) else {}
    if failure := why_failed(answer):
        return failed_listing(failure)
    if not isinstance(answer.get("data"), list):
        return failed_listing("接口没有返回条目列表")
    asked = query_of(page.url)
    rows = list(dicts(answer["data"]))
    entries = tuple(filter(None, (_search_row(row, page.url) for row in rows)))
    totals = (
        whole_number(answer.get(name)) for name in ("count", "recordCount", "total", "totalCount")
    )
    served = Served(
        url=page.url,
        entries=entries,
        number=whole_number(asked.get("page")) or 1,
        per_page=whole_number(asked.get("prepage")) or _DEFAULT_SIZE,
        total=next((total for total in totals if total is not None), None),
        pages=whole_number(answer.get("pageCount")),
        shown=whole_number(answer.get("page")),
        unusable=len(rows) - len(entries),
    )
    is_filtered = _FILTERS.search(asked.get("classsql", ""))
    return served_listing(
        served, "page", "接口只返回按年份或关键词筛选的条目" if is_filtered else None
    )


def _search_row(row: Mapping[str, Any], base: str) -> ListEntry | None:
    """Read one row; `doctitle_cp` is the title without the marks of a search."""
    url = own_address(row.get("chnldocurl") or row.get("docpuburl"), base)
    title = plain_words(row.get("doctitle_cp") or row.get("doctitle"))
    if url is None or not title:
        return None
    return ListEntry(url=url, title=title, published_on=row_day(row.get("docreltime")))


# --- IGS search ------------------------------------------------------------------------------------


def _read_igs(page: Page) -> Listing:
    """Read an answer of the IGS search: never whole, for it is asked for documents in force only."""
    answer = page.json if isinstance(page.json, dict) else {}
    if failure := why_failed(answer):
        return failed_listing(failure)
    result = answer.get("page")
    if not isinstance(result, dict):
        return failed_listing("接口没有返回条目列表")
    asked = query_of(page.url)
    rows = list(dicts(result.get("content")))
    entries = tuple(filter(None, (_igs_row(row, page.url) for row in rows)))
    served = Served(
        url=page.url,
        entries=entries,
        number=whole_number(asked.get("pageNumber")) or 1,
        per_page=whole_number(asked.get("pageSize")) or len(rows) or 1,
        total=whole_number(result.get("total")),
        pages=whole_number(result.get("totalPages")),
        unusable=len(rows) - len(entries),
    )
    return served_listing(served, "pageNumber", "检索接口只列现行文件，已废止、失效的不在其中")


def _igs_row(row: Mapping[str, Any], base: str) -> ListEntry | None:
    url = own_address(row.get("DOCPUBURL"), base)
    title = plain_words(row.get("FileName") or row.get("DOCTITLE"))
    if url is None or not title:
        return None
    return ListEntry(
        url=url, title=title, published_on=row_day(row.get("PUBDATE") or row.get("FBRQ"))
    )


def _is_article(url: str) -> bool:
    return _ARTICLE.search(_path(url)) is not None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
