"""Hanweb's newer platform: whom a column page asks for its rows, and what the answers prove."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.model import Listing, PageKind
from spiders.families import hanweb_jpaas
from spiders.page import Page
from spiders.recognition import recognise_family

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOST = "https://sthjt.example.gov.cn"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
QUERY = f"{HOST}/queryList?current={{}}&webSiteCode%5B%5D=s&channelCode%5B%5D=col5&perPage=2"


def _page(folder: Path) -> Page:
    meta = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))
    return Page(meta["url"] or "", (folder / "page.html").read_text(encoding="utf-8"))


def _cases(*, own: bool) -> list[Path]:
    folders = (path.parent for path in sorted(PAGES.glob("*/*/page.html")))
    return [folder for folder in folders if (folder.parent.name == "hanweb_jpaas") is own]


def _column(*scripts: str, path: str = "/s/col/col5/index.html") -> Page:
    written = "".join(f"<script>{script}</script>" for script in scripts)
    return Page(
        HOST + path, f"<html><body><h2>政策解读</h2><div id='1'></div>{written}</body></html>"
    )


def _load(code: str, extra: str = "perPage: '15'") -> str:
    return f"var params = {{ current: 1, unitid: '1', webSiteCode: ['s'], channelCode: ['{code}'], {extra} }}; loadPageData(params, '1');"


def _row(number: int, **changed: Any) -> dict[str, Any]:
    urls = json.dumps({"pc": f"/s/col/col5/content/content_195120636367767142{number}.html"})
    source = {"title": f"第{number}号公告", "pubDate": f"2025-07-0{number} 16:59", "urls": urls}
    return {"source": source | changed}


def _answer(number: int, data: Any, **rest: Any) -> Listing:
    text = json.dumps({"code": "200", **rest, "data": data}, ensure_ascii=False)
    return hanweb_jpaas.read_list(Page(QUERY.format(number), text))


def _unit_answer(html: Any, asked: int = 1) -> Listing:
    parameter = quote(json.dumps({"pageNo": asked, "pageSize": "2"}))
    address = f"{HOST}{UNIT}?pageId=5&paramJson={parameter}"
    return hanweb_jpaas.read_list(Page(address, json.dumps({"success": True, "data": {"html": html}})))  # fmt: skip


@pytest.mark.parametrize("folder", _cases(own=True), ids=lambda folder: folder.name)
def test_own_pages_are_recognised(folder: Path) -> None:
    """By script calls, addresses and answers, and by no other family beside it."""
    assert recognise_family(_page(folder)) == "hanweb_jpaas"


@pytest.mark.parametrize("folder", _cases(own=False), ids=lambda folder: f"{folder.parent.name}-{folder.name}")  # fmt: skip
def test_pages_of_other_makes_are_not(folder: Path) -> None:
    """Least of all those of the older system."""
    assert not hanweb_jpaas.recognises(_page(folder))


def test_the_script_fields_are_sent() -> None:
    """All but the page's number stay the same; `pageSize` is what the script adds in the body."""
    listing = hanweb_jpaas.read_list(_column(_load("col5", "dataBefore: '', perPage: '15', flag:false")))  # fmt: skip

    address = listing.served_by or ""
    assert urlsplit(address).path == "/queryList"
    assert parse_qsl(urlsplit(address).query, keep_blank_values=True) == [
        ("current", "1"), ("unitid", "1"), ("webSiteCode[]", "s"), ("channelCode[]", "col5"),
        ("dataBefore", ""), ("perPage", "15"), ("flag", "false"),
    ]  # fmt: skip
    assert listing.forms == {address: "pageSize=15"}
    assert (listing.entries, listing.complete) == ((), False)


@pytest.mark.parametrize(
    ("scripts", "column"),
    [
        ((_load("col5"),), "col5"),
        ((_load("col8"), _load("col5")), "col5"),
        ((_load("zcjd"),), "zcjd"),
        ((_load("col8"), _load("col9")), None),
        ((_load("col5", "perPage: 'all'"),), None),
    ],
)
def test_of_several_lists_the_columns_own(scripts: tuple[str, ...], column: str | None) -> None:
    """Told by the column's code in the address; where nothing tells, nothing is asked."""
    listing = hanweb_jpaas.read_list(_column(*scripts))

    asked = dict(parse_qsl(urlsplit(listing.served_by or "").query)).get("channelCode[]")
    assert asked == column
    assert listing.reason


@pytest.mark.parametrize(
    ("number", "data", "has_next", "reason"),
    [
        (1, {"total": 3, "results": [_row(1), _row(2)]}, True, None),
        (2, {"total": 3, "results": [_row(3)]}, False, None),
        (1, {"count": "2", "results": [_row(1), _row(2)]}, False, None),
        (1, {"total": 0, "results": []}, False, None),
        (1, {"total": 3, "results": [_row(1)]}, True, "列表接口应给出2条，只给出1条"),
        (2, {"total": 9, "results": []}, False, "列表接口应给出2条，只给出0条"),
        (1, {"results": [_row(1), _row(2)]}, False, "列表接口没有给出总数或每页条数"),
        (1, {"total": 2, "results": [_row(1), _row(2, urls="{}")]}, False, "有1行没有读成条目"),
        (1, {"total": 2, "results": [_row(1), None]}, False, "有1行没有读成条目"),
        (1, {"total": 2, "results": None}, False, "列表接口没有给出条目"),
        (1, None, False, "列表接口没有给出条目"),
        (1, [], False, "列表接口没有给出条目"),
    ],
)  # fmt: skip
def test_answers_of_the_query(number: int, data: Any, *, has_next: bool, reason: str | None) -> None:  # fmt: skip
    """An error, a missing total, a short page: said, and never the end of the column."""
    listing = _answer(number, data)

    following = QUERY.format(number + 1)
    assert listing.further_pages == ((following,) if has_next else ())
    assert listing.forms == ({following: "pageSize=2"} if has_next else {})
    assert (listing.complete, listing.reason) == (reason is None, reason)


def test_an_interface_says_why_it_refuses() -> None:
    """Its own words are kept."""
    assert _answer(1, None, msg="系统繁忙").reason == "列表接口没有给出条目：系统繁忙"


@pytest.mark.parametrize(
    ("source", "row"),
    [
        ({}, ("content_1951206363677671421.html", "第1号公告", "2025-07-01")),
        ({"title": "", "showTitle": "<p>第1号<b>公告</b></p>"}, ("content_1951206363677671421.html", "第1号公告", "2025-07-01")),
        ({"urls": {"pc": "/s/col/col5/content/content_2.html"}}, ("content_2.html", "第1号公告", "2025-07-01")),
        ({"urls": None, "url": "/s/col/col5/content/content_3.html"}, ("content_3.html", "第1号公告", "2025-07-01")),
        ({"pubDate": "近期"}, ("content_1951206363677671421.html", "第1号公告", None)),
        ({"pubDate": None}, ("content_1951206363677671421.html", "第1号公告", None)),
    ],
)  # fmt: skip
def test_rows_of_the_query(source: dict[str, Any], row: tuple[str, str, str | None]) -> None:
    """The address is JSON within JSON; the title without markup; a day only where there is one."""
    (entry,) = _answer(1, {"total": 1, "results": [_row(1, **source)]}).entries

    day = entry.published_on.isoformat() if entry.published_on else None
    assert (entry.url, entry.title, day) == (f"{HOST}/s/col/col5/content/{row[0]}", *row[1:])


def test_the_unit_is_asked_as_the_tag_says() -> None:
    """Address and query stand in the script's own attributes, in single quotes."""
    tag = f"""<script src="/x/AuthorizedRead/unitbuild.js" url="{UNIT}" queryData="{{'parseType':'buildstatic','tagId':'右侧内容','pageId':'5'}}"></script>"""
    page = Page(f"{HOST}/zwgk/index.html", f"<html><body><h2>公告</h2>{tag}</body></html>")
    listing = hanweb_jpaas.read_list(page)

    assert hanweb_jpaas.kind_of(page) is PageKind.LIST
    assert dict(parse_qsl(urlsplit(listing.served_by or "").query)) == {"parseType": "buildstatic", "tagId": "右侧内容", "pageId": "5"}  # fmt: skip
    assert not listing.complete
    two = Page(page.url, page.html.replace(tag, tag * 2))
    assert hanweb_jpaas.read_list(two).served_by is None


ROWS = "".join(
    f'<li><a href="/art/2026/art_{n:032x}.html" title="关于第{n}号事项的通知">关于第{n}号…</a><span>2026-01-0{n}</span></li>'
    for n in (1, 2)
)


@pytest.mark.parametrize(
    ("html", "asked", "has_next", "reason"),
    [
        (f'<ul>{ROWS}</ul><div class="pagination" rows="2" count="5" pageNo="1"></div>', 1, True, None),
        (f"<ul>{ROWS}</ul><div id='p' queryData=\"{{'rows':'2','count':'4','pageNo':'2'}}\"></div>", 2, False, None),
        (f'<ul>{ROWS}</ul><script>oLayPageRender("p", {{rows:"2", count:"5", pageNo:"1"}});</script>', 1, True, None),
        (f'<ul>{ROWS}</ul><div rows="2" count="5" pageNo="1"></div>', 2, False, "要的是第2页，列表接口给出第1页"),
        (f'<ul>{ROWS}</ul><div rows="3" count="5" pageNo="1"></div>', 1, True, "列表接口应给出3条，只给出2条"),
        (f"<ul>{ROWS}</ul>", 1, False, "列表接口没有给出总数或每页条数"),
        ("", 1, False, "列表接口没有给出条目"),
        (None, 1, False, "列表接口没有给出条目"),
    ],
)  # fmt: skip
def test_answers_of_the_unit(html: Any, asked: int, *, has_next: bool, reason: str | None) -> None:
    """The pager's figures stand in attributes, in its data or in its script; without them nothing is whole."""
    listing = _unit_answer(html, asked)

    assert bool(listing.next_page) is has_next
    assert (listing.complete, listing.reason) == (reason is None, reason)
    if html:
        assert [entry.title for entry in listing.entries] == ["关于第1号事项的通知", "关于第2号事项的通知"]  # fmt: skip


def test_older_columns_of_a_site_that_moved_are_read_still() -> None:
    """Their pages carry their rows; the frame around them may come from the newer platform."""
    tag = f"""<script src="/x/AuthorizedRead/unitbuild.js" url="{UNIT}" queryData="{{'tagId':'导航','pageId':'5'}}"></script>"""
    folder = PAGES / "hanweb" / "list_whole"
    older = _page(folder)
    page = Page(older.url, older.html.replace("<body>", f"<body>{tag}"))

    assert recognise_family(page) == "hanweb"
    assert hanweb_jpaas.kind_of(page) is PageKind.LIST
    assert len(hanweb_jpaas.read_list(page).entries) == 6
    answer = _page(PAGES / "hanweb" / "answer_last")
    assert hanweb_jpaas.kind_of(answer) is PageKind.LIST
    assert len(hanweb_jpaas.read_list(answer).entries) == 3


def test_a_tree_drawn_by_script_hides_columns() -> None:
    """Their names stand in script data only."""
    page = _column("renderChannelTemplate('subMenu', channelsTagParent)")

    assert hanweb_jpaas.columns_obstacle(page) == "栏目树由脚本填充，网页源码里没有栏目"


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["total", "results", "source", "urls", "title", "pubDate", "html", "x"]), inner, max_size=5), max_leaves=12)  # fmt: skip


@given(data=VALUES, is_query=st.booleans())
def test_whatever_is_answered_ends_with_a_reason(data: Any, *, is_query: bool) -> None:
    """Any JSON: rows with address and title only, and whole only with a total."""
    listing = _answer(1, data) if is_query else _unit_answer(data)

    assert all(entry.url and entry.title for entry in listing.entries)
    assert listing.complete or listing.reason
    assert not listing.complete or listing.total is not None
