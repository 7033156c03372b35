"""政府信息公开目录管理平台 of Guangdong (`gkmlpt`): one application page a unit, lists as JSON.

Recognised by its addresses, below whatever folder the unit has on its host: `…/gkmlpt/index`,
`…/gkmlpt/api/all/<column>?page=<n>&sid=<site>`, `…/gkmlpt/content/<a>/<b>/post_<id>.html`; without an
address by `window._CONFIG` with SID and TREE or DETAIL. The page of a column is `…/gkmlpt/index#<column>`;
a fragment is never sent, so the column's interface address names it as well (`api/all/<column>?…`).

The interface serves 100 rows a page from page 1 (0 answers as 1), 404 beyond the last. What a row's
stamps mean: `date` is the day of formation, `create_time`, `display_publish_time` and `created_at` are of
publication, but sites differ in which of them they keep; a row's day is told where all agree.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from audit_rules.model import (
    Conflict,
    FieldSource,
    ListEntry,
    Listing,
    PageKind,
    PageRecord,
    Validity,
)
from spiders.dated_list import kind_by_rows, read_dated_list
from spiders.disclosure import read_document
from spiders.errors import FieldError
from spiders.fields.dates import SHANGHAI, parse_date
from spiders.menu import ColumnLink
from spiders.page import Page
from spiders.wording import tidy

NAME: Final = "gkmlpt"
MAKER: Final = "政府信息公开目录平台gkmlpt"
PER_PAGE: Final = 100
"""Rows of one answer."""

_HOME: Final = re.compile(r"^(.{0,200}?/gkmlpt/)m?index/?$")
_ANSWER: Final = re.compile(r"^(.{0,200}?/gkmlpt/)api/all/(\d{1,12})/?$")
_ARTICLE: Final = re.compile(r"/gkmlpt/content/(?:\d{1,12}/){1,3}m?post_(\d{1,12})\.html$")
_CONFIG: Final = re.compile(r"\b_CONFIG\s*=\s*\{")
_SID: Final = re.compile(r"""["']?\bSID\b["']?\s*:\s*["']?(\d{1,12})\b""")
_TREE: Final = re.compile(r"""["']?\bTREE\b["']?\s*:\s*(?=\[)""")
_DETAIL: Final = re.compile(r"""["']?\bDETAIL\b["']?\s*:\s*(?=\{)""")
_MARKUP: Final = re.compile(r"</?(?:br|em|b|strong|font|span|p|i)\b[^<>]{0,200}>", re.IGNORECASE)
_FLAGS: Final = {"is_abolished": Validity.REPEALED, "is_expired": Validity.EXPIRED}
_STAMPS: Final = ("create_time", "display_publish_time")
_MILLISECONDS: Final = 100_000_000_000
"""Stamps from here on count milliseconds."""
_DEEPEST: Final = 8
"""Levels of a column tree; deeper is no tree of columns."""


class _Node(NamedTuple):
    """One column of the tree: its names joined, outermost first, and what the tree says of it."""

    path: str
    number: int | None
    jump: str
    posts: int
    children: tuple[_Node, ...]


def recognises(page: Page) -> bool:
    """Whether the address has the platform's grammar; without one, whether its script is there."""
    if page.address:
        path = _path(page.address)
        return any(grammar.search(path) for grammar in (_HOME, _ANSWER, _ARTICLE))
    answer = page.json
    if isinstance(answer, dict):
        return "articles" in answer and "classify" in answer
    script = _script(page)
    return bool(_SID.search(script)) and bool(_TREE.search(script) or _DETAIL.search(script))


def kind_of(page: Page) -> PageKind | None:
    """Tell lists by the address: what comes from a list's interface is never an article."""
    path = _path(page.address)
    if _ANSWER.search(path) or _HOME.search(path):
        return PageKind.LIST
    if _ARTICLE.search(path):
        return None
    if page.is_answer:
        return PageKind.LIST if recognises(page) else None
    return kind_by_rows(page)


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return the columns of the tree in the page's script, each by its interface's first address.

    A column with others below it is one itself only where it counts more posts than they do; one that
    jumps to another page is named by that page.
    """
    site = _SID.search(_script(page))
    home = _HOME.search(_path(page.address))
    if site is None or home is None:
        return ()
    found: dict[str, ColumnLink] = {}
    for node in _flatten(_tree(page)):
        jump = page.resolve(node.jump) if node.jump else None
        if node.number is None or (node.jump and jump is None):
            continue
        url = jump or _first_answer(page.address, home[1], str(node.number), site[1])
        found.setdefault(url, ColumnLink(node.path, url))
    return tuple(found.values())


def columns_obstacle(page: Page) -> str | None:
    """Return why the page's columns cannot all be known, in Chinese; None where nothing says so."""
    if not _HOME.search(_path(page.address)):
        return None
    if _SID.search(_script(page)) is None:
        return "网页脚本里没有站点编号（SID），无法得知栏目的接口地址"
    tree = _tree(page)
    if not tree:
        return "网页脚本里没有栏目树（TREE），或者无法读取"
    for node in _every(tree):
        if node.number is None:
            return f"栏目树里“{node.path}”处的内容无法读取"
        if node.jump and page.resolve(node.jump) is None:
            return f"栏目“{node.path}”跳转到的地址无法读取"
    return None


def read_list(page: Page) -> Listing:
    """Read one answer of the interface, or say which interface serves the column of a page."""
    asked = _ANSWER.search(_path(page.address))
    if asked:
        return _read_answer(page, int(asked[2]))
    home = _HOME.search(_path(page.address))
    if home:
        return _served(page, home[1])
    if page.is_answer:
        return _broken("接口的回答没有地址，无法得知是哪个栏目的第几页")
    return read_dated_list(page)


def read_disclosure(page: Page) -> PageRecord:
    """Read the table and the text; the flags of the page's script say only what is set in them."""
    record = read_document(page, by=NAME)
    detail = _detail(page)
    # 0 is what the database holds where nobody said anything: no claim that the paper is in force.
    raised = {name: value for name, value in _FLAGS.items() if _count(detail.get(name)) == 1}
    if not raised:
        return record
    raw, value = "，".join(f"{name}: 1" for name in raised), next(iter(raised.values()))
    if record.validity is not None:
        if record.validity in raised.values():
            return record
        conflict = Conflict(field="validity", a=record.validity.value, b=value.value)
        return replace(record, conflicts=(*record.conflicts, conflict))
    if len(raised) > 1 or "validity" in record.unreadable:
        return replace(record, unreadable={"validity": raw, **record.unreadable})
    source = FieldSource(raw=raw, where="页面脚本_CONFIG.DETAIL", by=NAME)
    fields = {**record.fields, "validity": source}
    return replace(record, validity=value, validity_raw=raw, fields=fields)


# --- the interface --------------------------------------------------------------------------------


def _read_answer(page: Page, column: int) -> Listing:
    """Read the rows of one answer; its next page is computed from what is shown and the total."""
    answer = page.json
    if not isinstance(answer, dict):
        return _broken("列表接口返回的不是数据")
    articles, total = answer.get("articles"), _count(answer.get("total"))
    if not isinstance(articles, list) or total is None:
        return _broken("列表接口返回的数据里没有条目或总数，可能是出错信息")
    rows = [_entry(page, each) for each in articles]
    number = _page_number(page.address)
    shown = (number - 1) * PER_PAGE + len(rows)
    follows = shown < total and len(rows) > 0
    entries = tuple({row.url: row for row in rows if row is not None}.values())
    reason = next(_doubts(answer, column, number, len(rows), total), None)
    if reason is None and len(entries) < len(rows):
        # A paper served twice stands in the place of one that was not.
        reason = f"有{len(rows) - len(entries)}行没有标题或地址，或者重复"
    following = _page_address(page.address, number + 1) if follows else None
    return Listing(
        entries=entries,
        next_page=following,
        further_pages=(following,) if following else (),
        total=total,
        complete=reason is None,
        reason=reason,
    )


def _doubts(
    answer: Mapping[str, Any], column: int, number: int, rows: int, total: int
) -> Iterator[str]:
    """Yield what speaks against an answer holding all rows of its page, in Chinese."""
    named = answer.get("classify")
    classify = named if isinstance(named, dict) else {}
    if "id" in classify and _count(classify["id"]) != column:
        yield "列表接口返回的是另一个栏目"
    if total == 0 and ("id" not in classify or _count(classify.get("post_count")) is None):
        yield "列表接口称没有条目，但没有写明是哪个栏目、栏目共几条"
    if classify.get("jump_url"):
        yield f"栏目跳转到其他网页{str(classify['jump_url'])[:200]}"
    start = (number - 1) * PER_PAGE
    if "offset" in answer and _count(answer["offset"]) != start:
        yield "列表接口返回的不是所要的那一页"
    due = max(0, min(PER_PAGE, total - start))
    if rows != due:
        yield f"列表接口第{number}页应有{due}条，只返回{rows}条"
    posts = _count(classify.get("post_count")) or 0
    if posts > total:
        # Older items fall out of what the interface lists, and stay published.
        yield f"栏目写明有{posts}条，列表接口只列出{total}条"


def _entry(page: Page, row: object) -> ListEntry | None:
    """Read a row; None where it has no title, or leads nowhere."""
    if not isinstance(row, dict):
        return None
    title = tidy(html.unescape(_MARKUP.sub("", _words(row.get("title")))))
    named = (_words(row.get(key)).strip() for key in ("url", "post_url"))
    url = next((address for each in named if each and (address := page.resolve(each))), None)
    if not title or url is None:
        return None
    return ListEntry(url=_own_scheme(page.address, url), title=title, published_on=_row_day(row))


def _row_day(row: Mapping[str, Any]) -> date | None:
    """Return the day of publication where every stamp that speaks of it names the same one.

    `created_at` alone is not believed: where nothing else is kept it may be the time of import.
    """
    days = {day for name in _STAMPS if (day := _stamp_day(row.get(name))) is not None}
    written = _words(row.get("created_at"))
    if len(days) != 1:
        return None
    if written and _written_day(written) not in days:
        return None
    return days.pop()


def _stamp_day(value: object) -> date | None:
    """Return the day in Shanghai of a Unix time in seconds or milliseconds; None for 0 and no number."""
    seconds = _count(value) or 0
    if seconds >= _MILLISECONDS:
        seconds //= 1000
    if not 0 < seconds < _MILLISECONDS // 10:
        return None
    return datetime.fromtimestamp(seconds, SHANGHAI).date()


def _written_day(words: str) -> date | None:
    try:
        return parse_date(words)
    except FieldError:
        return None


def _served(page: Page, base: str) -> Listing:
    """Name the interface of the column that the fragment of a page's address names."""
    column = urlsplit(page.address).fragment.strip("/")
    site = _SID.search(_script(page))
    if not column.isdecimal() or len(column) > 12:
        return _broken("网址没有写明是哪个栏目（#后的编号）")
    if site is None:
        return _broken("网页脚本里没有站点编号（SID），无法得知栏目的接口地址")
    node = next((each for each in _every(_tree(page)) if each.number == int(column)), None)
    if node is not None and node.jump:
        return _broken(f"栏目跳转到其他网页{node.jump[:200]}")
    first = _first_answer(page.address, base, column, site[1])
    return Listing(
        entries=(),
        served_by=first,
        complete=False,
        reason="条目由脚本从列表接口读取，网页源码里没有条目",
    )


def _broken(reason: str) -> Listing:
    return Listing(entries=(), complete=False, reason=reason)


# --- addresses ------------------------------------------------------------------------------------


def _first_answer(address: str, base: str, column: str, site: str) -> str:
    return urljoin(address, f"{base}api/all/{column}?{urlencode({'page': 1, 'sid': site})}")


def _page_number(address: str) -> int:
    """Return the page an answer's address asks for; page 0 is answered like page 1."""
    asked = _query(address).get("page", ["1"])[-1]
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _page_address(address: str, number: int) -> str:
    fields = {**_query(address), "page": [str(number)]}
    parts = urlsplit(address)
    return parts._replace(query=urlencode(fields, doseq=True), fragment="").geturl()


def _query(address: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(address).query, max_num_fields=50)
    except ValueError:
        return {}


def _own_scheme(address: str, url: str) -> str:
    """Give an address on the page's own host the page's scheme, as the application's links have it."""
    here, there = urlsplit(address), urlsplit(url)
    if here.scheme and here.netloc == there.netloc:
        return there._replace(scheme=here.scheme).geturl()
    return url


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


# --- the script -----------------------------------------------------------------------------------


def _script(page: Page) -> str:
    """Return the script that sets `_CONFIG`; "" where there is none."""
    if page.is_answer:
        return ""
    texts = (element.text or "" for element in page.root.iter("script"))
    return next((text for text in texts if _CONFIG.search(text)), "")


def _detail(page: Page) -> dict[str, Any]:
    """Return what the script says of this page's own paper; empty where it says nothing readable."""
    value = _value_after(_script(page), _DETAIL)
    own = _ARTICLE.search(_path(page.address))
    if not isinstance(value, dict) or (own and str(value.get("id", own[1])) != own[1]):
        return {}
    return value


def _value_after(script: str, name: re.Pattern[str]) -> object:
    found = name.search(script)
    if found is None:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, found.end())[0]
    except (ValueError, RecursionError):
        return None


def _tree(page: Page) -> tuple[_Node, ...]:
    return tuple(_nodes(_value_after(_script(page), _TREE), ""))


def _nodes(values: object, above: str, depth: int = 0) -> Iterator[_Node]:
    """Yield the columns of one level; one that cannot be read has no number."""
    if not isinstance(values, list):
        return
    for value in values if depth < _DEEPEST else values[:1]:
        fields = value if isinstance(value, dict) and depth < _DEEPEST else {}
        name = tidy(_words(fields.get("name"))).replace("/", "／")
        path = f"{above}/{name}" if above else name
        jump = _words(fields.get("jump_url")).strip()
        children = tuple(_nodes(fields.get("children"), path, depth + 1))
        number = _count(fields.get("id")) if name else None
        yield _Node(path, number, jump, _count(fields.get("post_count")) or 0, children)


def _flatten(nodes: tuple[_Node, ...]) -> Iterator[_Node]:
    """Yield the columns that hold items of their own, parents before what is below them."""
    for node in nodes:
        if not node.children or node.posts > sum(child.posts for child in node.children):
            yield node
        yield from _flatten(node.children)


def _every(nodes: tuple[_Node, ...]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    """Return a number that is one, or is written in digits; None else."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 16 else None
