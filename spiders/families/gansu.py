"""The platform of Gansu, Hunan and Heilongjiang: `/<site>/cNNNNNN/list.shtml`, rows by channel id.

The page names its channel (`<meta name="channelId">`); a script fetches the rows from
`/common/search/<channelId>`. What the source still holds is shut inside a comment, or is the first
pages only (`createPageHTML('page_div',10,1,'list','shtml',200)`): the interface serves the whole column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from audit_rules.model import ListEntry, Listing, PageKind, PageRecord
from spiders.completeness import make_listing, missing_rows, why_menu_is_broken
from spiders.dated_list import dated_group, kind_by_rows
from spiders.disclosure import read_document
from spiders.listing import Shown, all_rows
from spiders.menu import ColumnLink, read_menu
from spiders.page import Page
from spiders.page_calls import doubt_of_cap, find_page_call, follow_call, scripts_of
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

NAME: Final = "gansu"
MAKER: Final = "甘肃、湖南、黑龙江等地的集约化平台"

_CHANNEL: Final = re.compile(r"[0-9a-f]{32}")
_SEARCH: Final = re.compile(r"/(?:common/search|searchList)/([0-9a-f]{32})$")
_LIST: Final = re.compile(r"^/[\w-]{1,40}/[\w-]{1,40}/[\w-]{1,60}\.shtml$")
_ARTICLE: Final = re.compile(
    r"^/[\w-]{1,40}/(?:c\d{5,9}/(?:\d{6}/\d{6,12}|c\d{5,12}/content)|[\w-]{1,40}/\d{6}/[0-9a-f]{32})\.shtml$"
)
_SITE: Final = re.compile(r"^/([\w-]{1,40})/[\w-]{1,40}/")
_OTHER_SERVICE: Final = re.compile(r"['\"]/searchList/")
"""Where the interface is called so, as on the site of the securities commission."""
_DEFAULT_SIZE: Final = 20
_LARGEST_SIZE: Final = 200
_META: Final = "channelid"


def recognises(page: Page) -> bool:
    """Whether the address is an article's or an interface's of the platform, or it names its channel."""
    path = _path(page.address)
    if page.is_answer:
        return _SEARCH.search(path) is not None
    if _ARTICLE.match(path):
        return True
    is_page = path in ("", "/") or path.endswith(".shtml")
    return is_page and _channel_of(page) is not None


def kind_of(page: Page) -> PageKind | None:
    """Tell an article by its address, a list by its interface, its pager's call or its rows."""
    path = _path(page.address)
    if page.is_answer:
        return PageKind.LIST if _SEARCH.search(path) else None
    if _ARTICLE.match(path):
        return None
    return PageKind.LIST if _is_paged(page) else kind_by_rows(page, _is_article)


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns of the page's own site, each address once, in page order."""
    return read_menu(page, _column_test(page))


def columns_obstacle(page: Page) -> str | None:
    """Return why the page's columns cannot all be known, in Chinese; None where nothing says so."""
    return why_menu_is_broken(page, _column_test(page))


def read_list(page: Page) -> Listing:
    """Read an answer, or a list page: followed page by page where all its pages are static.

    Rows in a comment, rows by script and pages that may be cut off are served by the interface.
    """
    if page.is_answer:
        return _read_answer(page)
    group = dated_group(page, _is_article)
    shown = all_rows(page, group if group and group.dated else None)
    printed = read_paging(page, shown.elements)
    call = find_page_call(page)
    paging = follow_call(page, printed, call, len(shown.entries))
    reason = missing_rows(page, shown, paging)
    if reason is None:
        reason = doubt_of_cap(call, len(shown.entries), printed.total)
    if reason is None:
        return make_listing(shown, paging, None)
    return _served(page, shown, reason)


def read_disclosure(page: Page) -> PageRecord:
    """Read an article by its box, its label lines and the national meta set."""
    return read_document(page, by=NAME)


def _served(page: Page, shown: Shown, reason: str) -> Listing:
    """Return a list page the interface serves anew; without a channel id nobody can ask it."""
    channel = _channel_of(page)
    if channel is None:
        return Listing(entries=shown.entries, complete=False, reason=reason)
    service = "searchList" if _OTHER_SERVICE.search(scripts_of(page)) else "common/search"
    asked = {
        "_isAgg": "true",
        "_isJson": "true",
        "_pageSize": str(_page_size(page)),
        "_template": "index",
        "_rangeTimeGte": "",
        "_channelName": "",
        "page": "1",
    }
    served_by = page.resolve(f"/{service}/{channel}?{urlencode(asked)}")
    return Listing(entries=shown.entries, served_by=served_by, complete=False, reason=reason)


def _page_size(page: Page) -> int:
    """Return the rows a page of the list has, as its hidden field `pageSize` says."""
    for element in page.root.iter("input"):
        if (element.get("id") or element.get("name") or "") == "pageSize":
            size = whole_number(element.get("value"))
            return size if size and size <= _LARGEST_SIZE else _DEFAULT_SIZE
    return _DEFAULT_SIZE


def _read_answer(page: Page) -> Listing:
    """Read an answer: `data.results` are the rows, `data.total` all rows, `data.page` the page's number.

    Days come from `publishedTimeStr` alone: the number beside it was seen to name another hour.
    """
    answer = page.json if isinstance(page.json, dict) else {}
    if failure := why_failed(answer):
        return failed_listing(failure)
    data = answer.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("results"), list):
        return failed_listing("接口没有返回条目列表")
    asked = query_of(page.url)
    rows = list(dicts(data["results"]))
    entries = tuple(filter(None, (_row(row, page.url) for row in rows)))
    served = Served(
        url=page.url,
        entries=entries,
        number=whole_number(asked.get("page")) or 1,
        per_page=whole_number(asked.get("_pageSize")) or _DEFAULT_SIZE,
        total=whole_number(data.get("total")),
        shown=whole_number(data.get("page")),
        unusable=len(rows) - len(entries),
    )
    return served_listing(served, "page", _doubt(page, data, asked))


def _doubt(page: Page, data: Mapping[str, Any], asked: Mapping[str, str]) -> str | None:
    """Return why the answer may be another column's, or only a part of this one, in Chinese."""
    wanted = _SEARCH.search(_path(page.url))
    answered = data.get("channelId")
    if wanted is not None and isinstance(answered, str) and answered not in ("", wanted[1]):
        return "接口返回的是另一个栏目的条目"
    if asked.get("_rangeTimeGte") or asked.get("_channelName"):
        return "接口只返回按时间或栏目名称筛选的条目"
    return None


def _row(row: Mapping[str, Any], base: str) -> ListEntry | None:
    url, title = own_address(row.get("url"), base), plain_words(row.get("title"))
    if url is None or not title:
        return None
    words = row.get("publishedTimeStr")
    return ListEntry(url=url, title=title, published_on=row_day(words))


def _channel_of(page: Page) -> str | None:
    channel = page.meta.get(_META, "").lower()
    return channel if _CHANNEL.fullmatch(channel) else None


def _is_paged(page: Page) -> bool:
    """Whether a list's page calls for the pager, be the call left in the comment with its rows."""
    return "createPageHTML(" in page.html and _LIST.match(_path(page.address)) is not None


def _column_test(page: Page) -> Callable[[str], bool]:
    """Tell the columns of the page's own site from other addresses."""
    here = urlsplit(page.address)
    site = _SITE.match(here.path)

    def is_column(url: str) -> bool:
        there = urlsplit(url)
        other = _SITE.match(there.path)
        is_own = site is None or (other is not None and other[1] == site[1])
        return is_own and _LIST.match(there.path) is not None and there.netloc == here.netloc

    return is_column


def _is_article(url: str) -> bool:
    return _ARTICLE.match(_path(url)) is not None


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
