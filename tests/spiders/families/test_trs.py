"""TRS WCM: recognition, the static list, Fujian's list by interface, the IGS search."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from audit_rules.model import Listing, PageKind
from spiders.families import trs
from spiders.page import Page
from spiders.reading import read_page

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOST = "http://www.shili.gov.cn"
COLUMN = f"{HOST}/zwgk/kjj/tzgg/"


def _rows(count: int, *, dated: bool = True) -> str:
    day = "<span>2023-0{0}-11</span>" if dated else ""
    row = f'<li><a href="./202312/t20231228_8544{{0}}.html">示例区科技局关于第{{0}}件事的通知</a>{day}</li>'
    return f"<ul>{''.join(row.format(number) for number in range(1, count + 1))}</ul>"


def _page(body: str, url: str = COLUMN) -> Page:
    return Page(url, f"<html><head><title>通知</title></head><body>{body}</body></html>")


def _listing(body: str, url: str = COLUMN) -> Listing:
    return trs.read_list(_page(body, url))


def _call(arguments: str) -> str:
    return f"<script>\ncreatePageHTML({arguments});\n</script>"


def _cases() -> list[str]:
    return sorted(path.parent.relative_to(PAGES).as_posix() for path in PAGES.glob("*/*/page.html"))


@pytest.mark.parametrize("case", _cases())
def test_recognises_its_own_pages_only(case: str) -> None:
    """Its golden pages, and none of any other family."""
    folder = PAGES / case
    url = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))["url"] or ""
    page = Page(url, (folder / "page.html").read_text(encoding="utf-8"))

    assert trs.recognises(page) is case.startswith("trs/")


@pytest.mark.parametrize(
    ("url", "body", "is_own"),
    [
        (f"{COLUMN}202312/t20231228_85447.htm", "", True),
        (f"{COLUMN}202312/t20231228_85447.shtml", "", True),
        (f"{COLUMN}202312/t2023_85447.htm", "", False),
        (COLUMN, _rows(3), True),
        ("", _rows(3), True),
        (COLUMN, "<p>没有链接</p>", False),
        (COLUMN, "<ul></ul>" + _call("0, 0, 'index', 'html'"), True),
        (COLUMN, _rows(1) + "<script>var pageChnlInfo={recordCount:'1'}</script>", True),
        (COLUMN, _rows(2) + "".join(f'<a href="/art/2023/1/1/art_1_{n}.html">文</a>' for n in range(3)), False),
        (COLUMN, _rows(3).replace("./", "http://other.gov.cn/x/"), False),
        (f"{HOST}/art/2023/1/1/art_825_5.html", _rows(3), False),
        (f"{HOST}/fjdzapp/search?page=1", "", False),
    ],
)  # fmt: skip
def test_recognition(url: str, body: str, is_own: bool) -> None:  # noqa: FBT001 - a table
    """By its addresses, where they are the most on the page, or by its scripts; never by the other's papers."""
    assert trs.recognises(_page(body, url)) is is_own


@pytest.mark.parametrize(
    ("url", "body", "kind"),
    [
        (COLUMN, _rows(3), PageKind.LIST),
        (f"{COLUMN}index_3.html", _rows(1) + _call("4, 3, 'index', 'html'"), PageKind.LIST),
        (COLUMN, _call("1, 0, 'index', 'html'"), PageKind.LIST),
        (f"{COLUMN}202312/t20231228_1.html", _rows(3) + _call("2, 0, 't20231228_1', 'html'"), None),
        (COLUMN, "<h1>政府信息公开指南</h1><p>发布日期：2023-01-05</p>" + _call("1, 0, 'index', 'html'"), None),
    ],
)  # fmt: skip
def test_kind(url: str, body: str, kind: PageKind | None) -> None:
    """A later page with one row is a list still; an article in several parts is none."""
    assert trs.kind_of(_page(body, url)) is kind


@pytest.mark.parametrize(
    ("body", "rows", "pages", "reason"),
    [
        (_rows(5) + _call("3, 0, 'index', 'html'"), 5, 2, None),
        (_rows(5) + _call("1, 0, 'index', 'html'"), 5, 0, None),
        (_rows(5, dated=False) + _call("2, 0, 'index', 'html'"), 5, 1, None),
        (_rows(5, dated=False), 0, 0, "没有读到条目，页面也没有写明暂无内容"),
        (_rows(5) + _call("50, 0, 'index', 'html'"), 5, 49, "栏目恰为50页，可能是系统设定的页数上限，更早的条目不在其中"),
        (_rows(5) + "<p>共248条</p>" + _call("50, 0, 'index', 'html'"), 5, 49, None),
        (_rows(5) + "<script>//createPageHTML(3, 0, 'index', 'html');\nload('下一页')</script>", 5, 0, "翻页由脚本完成，无法跟随其余各页"),
        (_rows(5) + "<script>$.get('/igs/front/search/list.html?filter[AVAILABLE]=true')</script>", 5, 0, "列表另由检索接口提供，接口只列现行文件"),
        (_rows(5).replace("</ul>", "<li>区科技局2022年工作总结报告<span>2022-01-01</span></li></ul>"), 5, 0, "有1行不是内容页链接"),
        (_rows(5) + _call("2, 0, 'index', 'html'") + "<p>共9条 每页8条</p>", 5, 1, "页面声明每页8条，只见5条"),
    ],
)  # fmt: skip
def test_static_list(body: str, rows: int, pages: int, reason: str | None) -> None:
    """The call makes the list followable; what it does not tell stays a doubt."""
    listing = _listing(body)

    assert (rows, pages, reason) == (len(listing.entries), len(listing.further_pages), listing.reason)  # fmt: skip


def test_day_comes_from_the_row() -> None:
    """The address says when the record was made: 28 December, months after publication."""
    days = [str(entry.published_on) for entry in _listing(_rows(2)).entries]

    assert days == ["2023-01-11", "2023-02-11"]


# --- Fujian ----------------------------------------------------------------------------------------

MIXED = """<script>var SiteInfo = {{
    //searchId: 1,
    searchId: 200210, //文档检索频道
  }};
  var pageChnlInfo={{ quickMode:"动静结合",
    maxStaticIndex: 5,
    classsql: {condition},
    recordCount:'{total}',
    sortfield:'-docorderpri,-docreltime',
    prepage:15,
    cache:true
  }}</script>"""
OWN = '"" || "chnlid=1780"'


def test_mixed_list_is_served_by_the_search() -> None:
    """The address is the one the page's script asks: parameters, not those left in a comment."""
    listing = _listing(_rows(5) + MIXED.format(condition=OWN, total=107))
    parts = urlsplit(listing.served_by or "")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}

    assert (listing.complete, listing.total, len(listing.entries)) == (False, 107, 5)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{HOST}/fjdzapp/search"
    assert asked == {
        "channelid": "200210", "classsql": "chnlid=1780", "sortfield": "-docorderpri,-docreltime",
        "classcol": "publishyear", "classnum": "100", "classsort": "0", "cache": "true", "page": "1", "prepage": "75",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "is_complete", "is_served"),
    [
        (_rows(5) + MIXED.format(condition=OWN, total=5), True, False),
        (_rows(5) + MIXED.format(condition=OWN, total=4), False, True),
        (_rows(5) + MIXED.format(condition='""', total=107), False, False),
        (_rows(5) + MIXED.format(condition=OWN, total=""), False, True),
        (_rows(5) + MIXED.format(condition=OWN, total=107).replace("searchId: 200210", ""), False, False),
        (MIXED.format(condition=OWN, total=0), False, True),
    ],
)  # fmt: skip
def test_mixed_list_is_whole_with_its_total_only(
    body: str,
    is_complete: bool,  # noqa: FBT001 - a table
    is_served: bool,  # noqa: FBT001
) -> None:
    """Without its parameters the interface cannot be asked, and the list is not whole."""
    listing = _listing(body)

    assert (listing.complete, listing.served_by is not None) == (is_complete, is_served)
    assert is_complete == (listing.reason is None)


SEARCH = (
    f"{HOST}/fjdzapp/search?channelid=2&classsql={{}}&sortfield=-docreltime&page={{}}&prepage=3"
)


def _answer(value: object, *, number: int = 1, condition: str = "chnlid%3D7") -> Listing:
    text = value if isinstance(value, str) else json.dumps(value)
    record = read_page(text, url=SEARCH.format(condition, number), family="trs")
    assert record.listing is not None
    return record.listing


def _row(number: int) -> dict[str, object]:
    url = f"{HOST}/zwgk/202301/t20230101_{number}.htm"
    return {
        "doctitle": f"第{number}件",
        "chnldocurl": url,
        "docreltime": f"2023-01-0{number} 08:00:00",
    }


ROWS = [_row(number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"count": "3", "data": ROWS}, None),
        ({"count": 8, "pageCount": 3, "data": ROWS}, None),
        ({"pageCount": 3, "data": ROWS}, None),
        ({"data": ROWS}, "接口没有给出总数，无法确认是否读全"),
        ({"count": "3", "data": ROWS[:2]}, "接口这一页应有3条，实际返回2条"),
        ({"count": "3", "data": [*ROWS[:2], {"doctitle": "无地址"}]}, "接口返回的条目中有1条没有标题或地址"),
        ({"count": "3", "data": [*ROWS[:2], None]}, "接口这一页应有3条，实际返回2条"),
        ({"count": "0", "data": []}, "接口没有返回条目，无法确认栏目确实为空"),
        ({"count": "3", "page": 2, "data": ROWS}, "接口返回的是第2页，不是所要的第1页"),
        ({"code": 500, "data": []}, "接口报错：500"),
        ({"code": 0}, "接口没有返回条目列表"),
        ({"count": "3", "data": {"0": ROWS[0]}}, "接口没有返回条目列表"),
        ([1, 2], "接口没有返回条目列表"),
        ("callback(" + json.dumps({"count": "3", "data": ROWS}) + ");", None),
    ],
)  # fmt: skip
def test_search_answer(value: object, reason: str | None) -> None:
    """An answer is a list page; a broken one is never whole, nor empty."""
    assert _answer(value).reason == reason


@pytest.mark.parametrize("text", ["", "<html><body><h1>502 Bad Gateway</h1></body></html>"])
def test_search_without_an_answer_is_no_list(text: str) -> None:
    """An error page in place of JSON is told by the general rules."""
    assert read_page(text, url=SEARCH.format("chnlid%3D7", 1), family="trs").listing is None


def test_search_within_a_year_is_a_part() -> None:
    """`(chnlid=7)*(publishyear=2025)` is what a visitor chose, not the column."""
    listing = _answer({"count": 3, "data": ROWS}, condition="(chnlid%3D7)*(publishyear%3D2025)")

    assert listing.reason == "接口只返回按年份或关键词筛选的条目"


def test_search_goes_on_to_the_total() -> None:
    """Three pages of three rows for eight."""
    listing = _answer({"count": 8, "data": ROWS}, number=2)

    assert listing.next_page == SEARCH.format("chnlid%3D7", 3)
    assert [str(entry.published_on) for entry in listing.entries] == ["2023-01-01", "2023-01-02", "2023-01-03"]  # fmt: skip


def test_igs_is_never_whole() -> None:
    """The IGS search is asked for what is in force: repealed documents are not in it."""
    url = f"{HOST}/igs/front/search/list.html?pageNumber=1&pageSize=1&filter[AVAILABLE]=true"
    rows = [{"FileName": "某通知", "DOCPUBURL": f"{HOST}/a.html", "PUBDATE": "2023-01-05"}]
    answer = json.dumps({"page": {"content": rows, "total": 1, "totalPages": 1}})
    listing = trs.read_list(Page(url, answer))

    assert (len(listing.entries), listing.complete) == (1, False)
    assert listing.reason == "检索接口只列现行文件，已废止、失效的不在其中"


# --- columns ---------------------------------------------------------------------------------------


def test_columns_are_the_folders_below() -> None:
    """Folders of the unit's own directory; not those above or beside it, not months, not articles."""
    body = """<ul><li><span>政策</span><ul><li><a href="./zc/gfxwj/">规范性文件</a></li>
      <li><a href="zc/qtwj/index.html">其他文件</a></li></ul></li>
      <li><a href="../cz/">财政局</a></li><li><a href="./202301/">月</a></li>
      <li><a href="./zc/202301/t20230101_1.html">某文件</a></li>
      <li><a href="http://other.gov.cn/zwgk/kjj/x/">外站</a></li></ul>"""
    columns = trs.read_columns(_page(body, f"{HOST}/zwgk/kjj/"))

    assert [tuple(column) for column in columns] == [
        ("政策/规范性文件", f"{HOST}/zwgk/kjj/zc/gfxwj/"),
        ("政策/其他文件", f"{HOST}/zwgk/kjj/zc/qtwj/index.html"),
    ]
