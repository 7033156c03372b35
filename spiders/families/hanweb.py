"""The Hanweb (大汉) CMS: lists of its `jpage` unit, answers of that unit's interface, its disclosure module.

Recognised by the addresses its makers fix (`/col/col<n>/`, `/art/<y>/<m>/<d>/art_<col>_<id>.html`,
`/module/…/dataproxy.jsp`, `/module/xxgk/…`) and by the data a column page carries: a `<datastore>` with
one `<record>` a row. A page carries the first rows only; the rest is asked for as its script does, by
POST, window by window. What the script would fetch from the newer platform is `hanweb_jpaas`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from lxml import etree

from audit_rules.model import ListEntry, Listing, PageKind, PageRecord
from spiders.completeness import has_end, why_menu_is_broken
from spiders.dated_list import dated_group, kind_by_rows, read_dated_list
from spiders.disclosure import read_document
from spiders.jpage import Unit, read_units
from spiders.lines import words_of
from spiders.listing import Shown, all_rows, find_groups, row_address
from spiders.menu import ColumnLink, read_menu
from spiders.page import Page
from spiders.wording import squeeze

NAME: Final = "hanweb"
MAKER: Final = "大汉网络jpage"

_ARTICLE: Final = re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d{1,12}_\d{1,12}\.html?$")
NEWER_ARTICLE: Final = re.compile(
    r"/content/content_\d{17,20}\.html$|/art/\d{4}/art_(?:\d{1,12}_)?[0-9a-f]{32}\.html$"
)
"""Of the newer platform; older columns may still list such pages after a move."""
_COLUMN: Final = re.compile(r"/col/col(\d{1,12})/(?:index\.html?)?$", re.IGNORECASE)
_PROXY: Final = re.compile(r"/jpage/dataproxy\.jsp$")
_SEARCH: Final = re.compile(r"/module/xxgk/(?:(?:mobile_)?search|subjectinfo)\.jsp$")
_SEARCH_CALL: Final = re.compile(r"/?module/xxgk/search\.jsp\?[^'\"<>\s\\]{1,600}")
_LOADS: Final = re.compile(
    r"loadDynamic\s{0,9}\(\s{0,9}'(/?module/xxgk/search\.jsp[^']{0,400})'((?:\s{0,9},\s{0,9}'[^']{0,60}'){7})\s{0,9}\)"
)
"""`loadDynamic(address, divid, infotypeId, -, -, jdid, -, area)`, as it is called on loading."""
_MODULES: Final = re.compile(r"/module/(?:visitcount|xxgk|web/jpage|jpage|jslib)/")
_TREE: Final = re.compile(r"/module/xxgk/(?:\w{1,30}_)?tree\.jsp")
_NEWER: Final = re.compile(r"jpaas-publish-server|AuthorizedRead/unitbuild|loadPageData\s*\(")
_PLACE: Final = re.compile(r"第(\d{1,5})页/共(\d{1,5})页")
_PLACE_COUNT: Final = re.compile(r"共(\d{1,7})条")
_FORMED_HEAD: Final = re.compile(r"(?:生成|成文|印发)(?:日期|时间)")
_MOST_WINDOWS: Final = 2000
"""Requests for the rest of one column; a page that would need more gives figures that cannot be."""
_MOST_RECORDS: Final = 3000
"""Rows read of one page or answer; the system itself gives some hundreds at most."""
_SHOWN_PARTLY: Final = "本页只带前{rows}条，其余由列表接口提供"
_SHOWN_NOTHING: Final = "本页没有条目，须由列表接口确认"


def recognises(page: Page) -> bool:
    """Whether address or data are this CMS's; pages of its newer platform are another family's."""
    if is_newer(page):
        return False
    path = urlsplit(page.address).path
    if any(grammar.search(path) for grammar in (_ARTICLE, _COLUMN, _PROXY, _SEARCH)):
        return True
    if page.is_answer:
        return page.json is None and bool(read_units(page))
    sources = (element.get("src") or "" for element in page.root.iter("script", "iframe"))
    return any(map(_MODULES.search, sources)) or bool(read_units(page))


def is_newer(page: Page) -> bool:
    """Whether the page fetches its list from the newer platform (jpaas), and carries none itself."""
    found = {each.rstrip("( \t") for each in _NEWER.findall(page.html)}
    if "webSiteCode" not in page.html:
        found.discard("loadPageData")
    return bool(found) and not read_units(page)


def kind_of(page: Page) -> PageKind | None:
    """Tell answers and lists by address and data; a column may show an article instead."""
    path = urlsplit(page.address).path
    if _PROXY.search(path) or _SEARCH.search(path):
        return PageKind.LIST
    if page.is_answer:
        return PageKind.LIST if page.json is None and read_units(page) else None
    if _ARTICLE.search(path) or page.meta.get("articletitle"):
        return None
    if read_units(page):
        return PageKind.LIST
    told = kind_by_rows(page, is_article)
    return PageKind.LIST if told is None and _search_address(page) else told


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns (`/col/col<n>/`) of the page's own host, each address once, in page order."""
    return read_menu(page, _column_test(page))


def columns_obstacle(page: Page) -> str | None:
    """Return why the columns cannot all be known: the disclosure module's tree loads in a frame."""
    if any(_TREE.search(frame.get("src") or "") for frame in page.root.iter("iframe", "frame")):
        return "栏目树在内嵌网页里，网页源码里没有栏目"
    return why_menu_is_broken(page, _column_test(page))


def read_list(page: Page) -> Listing:
    """Read a column page, an answer of its interface, or an answer of the disclosure module."""
    path = urlsplit(page.address).path
    if page.is_answer or _PROXY.search(path):
        return _read_answer(page)
    if _SEARCH.search(path):
        return _read_search(page)
    units = read_units(page)
    if units:
        return _read_front(page, units)
    listing = read_dated_list(page, is_article)
    search = _search_address(page)
    if search is None:
        return listing
    return replace(listing, served_by=search, complete=False, reason="列表由公开目录接口提供")


def read_disclosure(page: Page) -> PageRecord:
    """Read a document by its labels: the box `xxgk_article`, the line under the title, the meta set."""
    return read_document(page, by=NAME)


def is_article(url: str) -> bool:
    """Whether an address is that of an article, in the older or the newer grammar."""
    path = urlsplit(url).path
    return bool(_ARTICLE.search(path) or NEWER_ARTICLE.search(path))


def _column_test(page: Page) -> Callable[[str], bool]:
    host = urlsplit(page.address).netloc

    def is_column(url: str) -> bool:
        parts = urlsplit(url)
        return parts.netloc == host and _COLUMN.search(parts.path) is not None

    return is_column


# --- rows -----------------------------------------------------------------------------------------


def read_records(page: Page, records: Sequence[str]) -> Shown:
    """Read the markup of records: one row each; how many are none, or were not looked at, is counted."""
    base = _base_of(page)
    entries: dict[str, ListEntry] = {}
    unusable = max(0, len(records) - _MOST_RECORDS)
    for record in records[:_MOST_RECORDS]:
        fragment = Page(base, f"<html><body>{_in_table(record)}</body></html>")
        entry = _read_record(fragment)
        if entry is not None:
            entries.setdefault(entry.url, entry)
        else:
            unusable += bool(words_of(fragment.root))
    return Shown(tuple(entries.values()), (), unusable)


def _base_of(page: Page) -> str:
    """Return what the links of records are relative to: a column page, also where an interface answers."""
    if _PROXY.search(urlsplit(page.address).path):
        return page.resolve("/col/col0/index.html") or page.address
    return page.resolve("./") or page.address


def _in_table(record: str) -> str:
    return f"<table>{record}</table>" if record.lstrip()[:3].lower() in ("<tr", "<td") else record


def _read_record(fragment: Page) -> ListEntry | None:
    """Read one record; a link to the row's column beside the title is not the row's."""
    links: dict[str, etree._Element] = {}
    for link in fragment.root.iter("a"):
        if url := row_address(fragment, link):
            links.setdefault(url.split("#")[0], link)
    articles = [url for url in links if is_article(url)]
    if len(articles) > 1:
        return None
    wanted = articles[0] if articles else max(links, key=lambda url: len(words_of(links[url])), default="")  # fmt: skip
    groups = find_groups(fragment, lambda url: url.split("#")[0] == wanted)
    return next((entry for group in groups for entry in group.entries), None)


# --- the column page ------------------------------------------------------------------------------


def _read_front(page: Page, units: Sequence[Unit]) -> Listing:
    """Read the column page: whole where it carries every record, else served by the interface."""
    column = _COLUMN.search(urlsplit(page.address).path)
    own = [unit for unit in units if column and unit.column == column[1]]
    chosen = units if len(units) == 1 else own
    if len(chosen) != 1:
        shown = read_records(page, [record for unit in units for record in unit.records])
        return Listing(entries=shown.entries, complete=False, reason="页面上有几个列表单元，不能确定哪个是本栏目的")  # fmt: skip
    unit = chosen[0]
    shown = read_records(page, unit.records)
    rows = len(unit.records)
    if rows and rows == unit.total:
        reason = f"有{shown.unusable}行没有读成条目" if shown.unusable else None
        return Listing(entries=shown.entries, total=rows, complete=not reason, reason=reason)
    return _served(page, unit, shown)


def _served(page: Page, unit: Unit, shown: Shown) -> Listing:
    """Say how the interface serves the column; without a way to ask it the page is not whole."""
    addresses = _windows(page, unit) or _by_page(page, unit)
    rows = len(unit.records)
    listing = Listing(entries=shown.entries, total=unit.total, complete=False)
    if not addresses:
        said = "没有声明总数" if unit.total is None else f"声明共{unit.total}条，只带{rows}条"
        cut = "" if has_end(page) else "，且网页没有传完"
        return replace(listing, reason=f"页面{said}，也没有可用的列表接口{cut}")
    form = urlencode(unit.form) if unit.form and unit.proxy else ""
    return replace(
        listing,
        served_by=addresses[0],
        next_page=addresses[1] if len(addresses) > 1 else None,
        further_pages=addresses[1:],
        forms=dict.fromkeys(addresses, form) if form else {},
        reason=_SHOWN_PARTLY.format(rows=rows) if rows else _SHOWN_NOTHING,
    )


def _windows(page: Page, unit: Unit) -> tuple[str, ...]:
    """Return the interface's addresses as the script asks: so many pages of rows (a group) at once.

    The last window is not cut at the total: a row published since the page was made is read too.
    """
    proxy = page.resolve(unit.proxy) if unit.proxy else None
    if proxy is None or not unit.form or unit.total is None:
        return ()
    per_page = unit.per_page or len(unit.records) or 15
    size = per_page * unit.group_size
    count = max(1, -(-unit.total // size))
    if count > _MOST_WINDOWS:
        return ()
    return tuple(
        f"{proxy}?startrecord={number * size + 1}&endrecord={(number + 1) * size}&perpage={per_page}"
        for number in range(count)
    )


def _by_page(page: Page, unit: Unit) -> tuple[str, ...]:
    """Return the address the data itself names (`page=1`), for units without a form to post."""
    is_usable = "page=" in unit.next_group and not unit.next_group.startswith(".")
    address = page.resolve(unit.next_group) if is_usable else None
    return (re.sub(r"([?&]page=)\d+", r"\g<1>1", address),) if address else ()


# --- answers --------------------------------------------------------------------------------------


def _read_answer(page: Page) -> Listing:
    """Read an answer of the interface. An empty or short one is never the end of the column."""
    units = read_units(page)
    if len(units) != 1:
        return Listing(entries=(), complete=False, reason="列表接口没有给出条目数据")
    unit = units[0]
    shown = read_records(page, unit.records)
    listing = Listing(entries=shown.entries, total=unit.total, complete=False)
    if unit.total is None:
        return replace(listing, reason="列表接口没有给出总数")
    query = parse_qs(urlsplit(page.address).query)
    first, last = _asked(query, "startrecord"), _asked(query, "endrecord")
    if first is not None and last is not None:
        expected = max(0, min(last, unit.total) - max(first, 1) + 1)
        following = _next_window(page, max(first, 1), last) if "columnid" in query and last < unit.total else None  # fmt: skip
    else:
        number = _asked(query, "page") or 1
        is_last = number >= (unit.pages or 1)
        expected = unit.total if unit.pages in (None, 1) else int(unit.total > 0)
        following = None if is_last else re.sub(r"([?&]page=)\d+", rf"\g<1>{number + 1}", page.address)  # fmt: skip
    reason = _why_short(len(unit.records), expected, shown.unusable)
    further = (following,) if following else ()
    return replace(listing, next_page=following, further_pages=further, complete=not reason, reason=reason)  # fmt: skip


def _why_short(rows: int, expected: int, unusable: int) -> str | None:
    if rows < expected:
        return f"列表接口应给出{expected}条，只给出{rows}条"
    return f"有{unusable}行没有读成条目" if unusable else None


def _next_window(page: Page, first: int, last: int) -> str:
    following = re.sub(r"([?&]startrecord=)\d+", rf"\g<1>{last + 1}", page.address)
    return re.sub(r"([?&]endrecord=)\d+", rf"\g<1>{2 * last - first + 1}", following)


def _asked(query: dict[str, list[str]], name: str) -> int | None:
    value = query.get(name, [""])[0]
    return int(value) if value.isdigit() and len(value) < 8 else None


# --- the disclosure module ------------------------------------------------------------------------


def _search_address(page: Page) -> str | None:
    """Return the search whose answer fills this page, where exactly one is named with its directory.

    Without a directory the search answers with everything the unit ever disclosed, not with a column.
    The interface takes its fields from the address as well as by POST.
    """
    found = {each.replace("&amp;", "&") for each in _SEARCH_CALL.findall(page.html)}
    directory = parse_qs(urlsplit(page.address).query).get("number", [""])[0]
    for address, written in _LOADS.findall(page.html):
        given = re.findall(r"'([^']{0,60})'", written)
        fields = {"infotypeId": directory or given[1], "jdid": given[4], "area": given[6], "divid": given[0]}  # fmt: skip
        kept = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
        found.add(f"{address.partition('?')[0]}?{urlencode(kept | {key: value for key, value in fields.items() if value})}")  # fmt: skip
    named = {each for each in found if re.search(r"[?&]infotypeId=(?!0(?:&|$))[^&]", each)}
    return page.resolve(f"/{named.pop().lstrip('/')}") if len(named) == 1 else None


def _read_search(page: Page) -> Listing:
    """Read an answer of the search: a table, and under it its place among all pages.

    The head of the date's column may say it is that of writing: then it is not taken for that of
    publication. Only the printed place shows that the answer came to its end.
    """
    group = dated_group(page, is_article)
    shown = all_rows(page, group)
    words = squeeze("".join(line.text for line in page.lines))
    entries = shown.entries
    if any(_FORMED_HEAD.fullmatch(squeeze(line.text)) for line in page.lines):
        entries = tuple(replace(entry, published_on=None) for entry in entries)
    place, total = _PLACE.search(words), _PLACE_COUNT.search(words)
    asked = _asked(parse_qs(urlsplit(page.address).query), "currpage") or 1
    listing = Listing(entries=entries, total=int(total[1]) if total else None, complete=False)
    if place is None or not entries:
        return replace(listing, reason="公开目录接口没有给出条目和页码，不能确认已读全")
    if int(place[1]) != asked:
        return replace(listing, reason=f"要的是第{asked}页，公开目录接口给出第{place[1]}页")
    following = _next_search(page.address, asked + 1) if asked < int(place[2]) else None
    reason = f"有{shown.unusable}行没有读成条目" if shown.unusable else None
    further = (following,) if following else ()
    return replace(listing, next_page=following, further_pages=further, complete=not reason, reason=reason)  # fmt: skip


def _next_search(address: str, number: int) -> str:
    changed, count = re.subn(r"([?&]currpage=)\d*", rf"\g<1>{number}", address)
    return changed if count else f"{address}&currpage={number}"
