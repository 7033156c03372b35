"""Hanweb's newer platform (jpaas), whose column pages hold no rows: a script fetches them.

Two forms are known. `loadPageData({unitid, webSiteCode, channelCode, perPage}, …)` asks `/queryList` by
POST for JSON rows; a `<script … url queryData>` (unitbuild) asks `…/front/page/build/unit` by GET for
the list's markup, with `rows`, `count` and `pageNo` on its pager. Articles are pages like others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

from audit_rules.model import ListEntry, Listing, PageKind, PageRecord
from spiders.dated_list import dated_group
from spiders.disclosure import read_document
from spiders.errors import FieldError
from spiders.families import hanweb
from spiders.fields.dates import parse_date
from spiders.jpage import read_literal, read_units
from spiders.lines import words_of
from spiders.listing import all_rows
from spiders.menu import ColumnLink
from spiders.page import Page
from spiders.wording import tidy

NAME: Final = "hanweb_jpaas"
MAKER: Final = "大汉网络jpaas"

_QUERY: Final = re.compile(r"/queryList$")
_QUERY_NAMED: Final = re.compile(r"['\"](/[\w./-]{0,100}queryList)['\"]")
_UNIT: Final = re.compile(r"/jpaas-publish-server/front/page/build/unit$")
_LITERAL: Final = re.compile(r"\{([^{}]{1,3000})\}")
_CODE: Final = re.compile(r"/(col\d{1,12})/(?:index\.html)?$")
_LIST_TAG: Final = re.compile(r"list|列表|内容|分页", re.IGNORECASE)
_COUNTS: Final = re.compile(
    r"(rows|count|pageNo)['\"]?\s{0,9}[:=]\s{0,9}['\"]?(\d{1,7})\b", re.IGNORECASE
)
_TOTALS: Final = ("total", "count", "totalCount")
_FETCHES: Final = "网页源码里没有条目，由脚本从列表接口读取"


class Answer(NamedTuple):
    """What an answer says of its place: page number, rows of a full page, rows in all (None: not said)."""

    number: int
    size: int | None
    total: int | None


def recognises(page: Page) -> bool:
    """Whether address, script calls or answer are the newer platform's."""
    path = urlsplit(page.address).path
    if page.is_answer:
        is_rows = _QUERY.search(path) is not None and "webSiteCode" in urlsplit(page.address).query
        return is_rows or _UNIT.search(path) is not None
    return hanweb.is_newer(page) or hanweb.NEWER_ARTICLE.search(path) is not None


def kind_of(page: Page) -> PageKind | None:
    """Tell answers by their address and columns by their script; a column may show an article."""
    path = urlsplit(page.address).path
    if _QUERY.search(path) or _UNIT.search(path):
        return PageKind.LIST
    is_item = hanweb.is_article(page.address) or bool(page.meta.get("articletitle"))
    if not (page.is_answer or is_item) and (_query_form(page) is not None or _units(page)):
        return PageKind.LIST
    return hanweb.kind_of(page)


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns linked to in the source; menus are mostly drawn by script."""
    return hanweb.read_columns(page)


def columns_obstacle(page: Page) -> str | None:
    """Return why the columns cannot all be known: their names stand in script data only."""
    if "renderChannelTemplate" in page.html or _units(page):
        return "栏目树由脚本填充，网页源码里没有栏目"
    return hanweb.columns_obstacle(page)


def read_list(page: Page) -> Listing:
    """Read a column page (no rows, but who serves them) or an answer of one of the interfaces.

    A site that moved keeps older columns, whose pages carry their rows, beside the new.
    """
    path = urlsplit(page.address).path
    if _QUERY.search(path):
        return _read_query(page)
    if _UNIT.search(path):
        return _read_unit(page)
    is_older = page.is_answer or bool(read_units(page))
    form = None if is_older else _query_form(page)
    if form is not None:
        return _served_by_query(page, form)
    units = [] if is_older else _units(page)
    return _served_by_unit(page, units) if units else hanweb.read_list(page)


def read_disclosure(page: Page) -> PageRecord:
    """Read a document by its labels and the national meta set."""
    return read_document(page, by=NAME)


# --- queryList ------------------------------------------------------------------------------------


def _query_form(page: Page) -> tuple[tuple[str, str], ...] | None:
    """Return the fields the page's script posts, but for the page's number; None where it posts none.

    Of several lists that of the address's own column counts. `pageSize` is added by the script itself.
    """
    if not ("loadPageData" in page.html or "queryList" in page.html):
        return None
    scripts = (element.text or "" for element in page.root.iter("script"))
    found = [
        read_literal(literal)
        for script in scripts
        if "webSiteCode" in script
        for literal in _LITERAL.findall(script)
        if "webSiteCode" in literal and re.search(r"channel(?:Code|Id)", literal)
    ]
    code = _CODE.search(urlsplit(page.address).path)
    own = [pairs for pairs in found if code and any(code[1] in values for _, values, _ in pairs)]
    chosen = found if len(found) == 1 else own
    if len(chosen) != 1:
        return () if found else None
    return tuple(
        (f"{key}[]" if is_array else key, value)
        for key, values, is_array in chosen[0]
        for value in values
        if key not in ("current", "pageSize")
    )


def _served_by_query(page: Page, form: tuple[tuple[str, str], ...]) -> Listing:
    """Say how the interface is asked. Fields that stay go into the address, so that answers keep them."""
    size = _page_size(dict(form), page)
    if not form or size is None:
        reason = "页面上有几个由脚本填充的列表，不能确定哪个是本栏目的"
        return Listing(entries=(), complete=False, reason=reason if not form else _FETCHES)
    named = next(filter(None, (_QUERY_NAMED.search(e.text or "") for e in page.root.iter("script"))), None)  # fmt: skip
    interface = page.resolve(named[1] if named else "/queryList")
    address = f"{interface}?{urlencode((('current', '1'), *form))}"
    return Listing(entries=(), served_by=address, forms={address: f"pageSize={size}"}, complete=False, reason=_FETCHES)  # fmt: skip


def _page_size(form: Mapping[str, str], page: Page) -> int | None:
    value = form.get("perPage") or ""
    if not value:
        found = re.search(r"\bpageSize['\"]?\s{0,9}:\s{0,9}['\"]?(\d{1,3})\b", page.html)
        value = found[1] if found else ""
    return int(value) if value.isdigit() and 0 < int(value) <= 500 else None


def _read_query(page: Page) -> Listing:
    """Read `data.results[].source`; an error, a missing total or a short page is said, never the end."""
    data = page.json.get("data") if isinstance(page.json, dict) else None
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(results, list):
        return Listing(entries=(), complete=False, reason=_refusal(page.json))
    entries = [_query_entry(page, row) for row in results]
    query = dict(parse_qsl(urlsplit(page.address).query))
    size = query.get("pageSize") or query.get("perPage") or ""
    total = next((_whole(data[name]) for name in _TOTALS if name in data), None)
    answer = Answer(_whole(query.get("current")) or 1, _whole(size), total)
    following = _other_page(page, current=str(answer.number + 1))
    listing = _listing(entries, answer, following)
    form = f"pageSize={size}"
    return replace(listing, forms=dict.fromkeys(listing.further_pages, form) if size and "pageSize" not in query else {})  # fmt: skip


def _query_entry(page: Page, row: Any) -> ListEntry | None:
    """Read one row: `urls` is JSON within JSON, `showTitle` the title with its markup."""
    source = row.get("source") if isinstance(row, dict) else None
    if not isinstance(source, dict):
        return None
    urls = source.get("urls")
    if isinstance(urls, str) and urls.lstrip().startswith("{"):
        try:
            urls = json.loads(urls)
        except (ValueError, RecursionError):
            urls = None
    named = urls.get("pc") if isinstance(urls, dict) else urls or source.get("url")
    url = page.resolve(named) if isinstance(named, str) else None
    title = tidy(str(source.get("title") or "")) or _plain(str(source.get("showTitle") or ""))
    if not url or not title:
        return None
    return ListEntry(url=url.split("#")[0], title=title, published_on=_day(source.get("pubDate")))


def _plain(markup: str) -> str:
    return tidy(words_of(Page("", f"<p>{markup}</p>").root))


def _day(words: Any) -> Any:
    """Read the day of `2025-07-29 16:59`; None where it is none."""
    try:
        return parse_date(words) if isinstance(words, str) and words.strip() else None
    except FieldError:
        return None


def _refusal(answer: Any) -> str:
    """Say that the interface gave no rows, with its own words where it has some."""
    words = answer.get("msg") or answer.get("message") if isinstance(answer, dict) else None
    said = f"：{tidy(words)[:60]}" if isinstance(words, str) and words.strip() else ""
    return f"列表接口没有给出条目{said}"


# --- build/unit -----------------------------------------------------------------------------------


def _units(page: Page) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Return address and query of the units a column page fetches that may be its list."""
    found = []
    for script in page.root.iter("script"):
        address, literal = script.get("url") or "", script.get("querydata") or ""
        if _UNIT.search(urlsplit(address).path) and literal:
            pairs = tuple((key, values[0]) for key, values, _ in read_literal(literal))
            found.append((address, pairs))
    named = [unit for unit in found if _LIST_TAG.search(dict(unit[1]).get("tagId", ""))]
    return named if named and len(found) > 1 else found


def _served_by_unit(page: Page, units: list[tuple[str, tuple[tuple[str, str], ...]]]) -> Listing:
    if len(units) != 1:
        reason = "页面上有几个由脚本填充的单元，不能确定哪个是本栏目的列表"
        return Listing(entries=(), complete=False, reason=reason)
    address, pairs = units[0]
    interface = page.resolve(address)
    served = f"{interface}?{urlencode(pairs)}" if interface else None
    return Listing(entries=(), served_by=served, complete=False, reason=_FETCHES)


def _read_unit(page: Page) -> Listing:
    """Read the markup in `data.html`: its dated rows, its pager's figures."""
    data = page.json.get("data") if isinstance(page.json, dict) else None
    markup = data.get("html") if isinstance(data, dict) else None
    if not isinstance(markup, str) or not markup.strip():
        return Listing(entries=(), complete=False, reason=_refusal(page.json))
    fragment = Page(page.address, f"<html><body>{markup}</body></html>")
    shown = all_rows(fragment, dated_group(fragment, hanweb.is_article) or dated_group(fragment))
    entries: list[ListEntry | None] = [*shown.entries, *(None for _ in range(shown.unusable))]
    counts = _pager_counts(fragment)
    asked = _asked_page(page)
    answer = Answer(asked, counts.get("rows"), counts.get("count"))
    if counts.get("pageno", asked) != asked:
        reason = f"要的是第{asked}页，列表接口给出第{counts['pageno']}页"
        return Listing(entries=shown.entries, total=answer.total, complete=False, reason=reason)
    parameter = json.dumps({"pageNo": asked + 1, "pageSize": str(answer.size)}, separators=(",", ":"))  # fmt: skip
    return _listing(entries, answer, _other_page(page, paramJson=parameter))


def _pager_counts(fragment: Page) -> dict[str, int]:
    """Read `rows`, `count` and `pageNo` off the pager: attributes, its queryData, or its script's call."""
    for element in fragment.root.iter(etree.Element):
        written = " ".join("=".join((str(name), str(value))) for name, value in element.items())
        if element.tag == "script":
            written += (element.text or "")[:20_000]
        found = {name.lower(): int(value) for name, value in _COUNTS.findall(written)}
        if {"rows", "count"} <= found.keys():
            return found
    return {}


def _asked_page(page: Page) -> int:
    parameter = parse_qs(urlsplit(page.address).query).get("paramJson", [""])[0]
    found = re.search(r"\"pageNo\"\s?:\s?\"?(\d{1,6})", parameter)
    return int(found[1]) if found else 1


# --- both -----------------------------------------------------------------------------------------


def _listing(rows: Iterable[ListEntry | None], answer: Answer, following: str) -> Listing:
    """Judge one answer by its own figures; the next page is there while the total is not reached."""
    given = list(rows)
    entries = tuple({entry.url: entry for entry in given if entry is not None}.values())
    listing = Listing(entries=entries, total=answer.total, complete=False)
    if answer.total is None or not answer.size:
        return replace(listing, reason="列表接口没有给出总数或每页条数")
    before = (answer.number - 1) * answer.size
    expected = max(0, min(answer.size, answer.total - before))
    has_next = before + answer.size < answer.total and bool(given)
    unusable = sum(entry is None for entry in given)
    reason = f"有{unusable}行没有读成条目" if unusable else None
    if len(given) < expected:
        reason = f"列表接口应给出{expected}条，只给出{len(given)}条"
    return replace(
        listing,
        next_page=following if has_next else None,
        further_pages=(following,) if has_next else (),
        complete=reason is None,
        reason=reason,
    )


def _other_page(page: Page, **changed: str) -> str:
    """Return this answer's address with other values of some parameters."""
    parts = urlsplit(page.address)
    kept = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key not in changed]  # fmt: skip
    return urlunsplit(parts._replace(query=urlencode([*changed.items(), *kept])))


def _whole(value: Any) -> int | None:
    """Read a count given as a number or as digits; None for anything else."""
    words = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(words) if words.isdigit() and len(words) < 8 else None
