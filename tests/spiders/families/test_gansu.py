"""The platform of Gansu and Hunan: recognition, rows in a comment, answers of the channel's search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from audit_rules.model import Listing, PageKind
from spiders.families import gansu
from spiders.page import Page

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOST = "http://yjt.shili.gov.cn"
COLUMN = f"{HOST}/yjt/c110634/zwgklist.shtml"
CHANNEL = "e5eb2abb5014415399847ba2bb99b31f"
META = f'<meta name="channelId" content="{CHANNEL}">'
SEARCH = (
    f"{HOST}/common/search/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize={{}}&_template=index"
    "&_rangeTimeGte=&_channelName=&page={}"
)


def _rows(count: int) -> str:
    row = '<li><a href="/yjt/c110634/202507/17424095{0}.shtml">省应急管理厅关于第{0}件事的通知</a><b>2025-07-1{0}</b></li>'
    return "".join(row.format(number) for number in range(1, count + 1))


def _page(body: str, url: str = COLUMN, head: str = META) -> Page:
    return Page(url, f"<html><head>{head}</head><body>{body}</body></html>")


COMMENTED = f"<ul><!--{_rows(3)}<script>createPageHTML('page_div',10, 1,'zwgklist','shtml',200);</script>--></ul>"


@pytest.mark.parametrize(
    "case",
    sorted(path.parent.relative_to(PAGES).as_posix() for path in PAGES.glob("*/*/page.html")),
)
def test_recognises_its_own_pages_only(case: str) -> None:
    """Its golden pages, and none of any other family."""
    folder = PAGES / case
    url = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))["url"] or ""
    page = Page(url, (folder / "page.html").read_text(encoding="utf-8"))

    assert gansu.recognises(page) is case.startswith("gansu/")


@pytest.mark.parametrize(
    ("url", "head", "is_own"),
    [
        (COLUMN, META, True),
        (COLUMN, "", False),
        (COLUMN, '<meta name="channelId" content="17">', False),
        (f"{HOST}/yjt/c110634/202507/174240951.shtml", "", True),
        (f"{HOST}/xzfwj/tzgg/202404/49ca3d0c669f4c2ebf6f7fabf563549c.shtml", "", True),
        (f"{HOST}/csj/c101928/c7661080/content.shtml", "", True),
        (f"{HOST}/yjt/tzgg/202404/t20240401_1.shtml", "", False),
        (f"{HOST}/art/2023/1/1/art_825_5.html", META, False),
    ],
)
def test_recognition(url: str, head: str, is_own: bool) -> None:  # noqa: FBT001 - a table
    """By its articles' addresses, or by the channel the page names."""
    assert gansu.recognises(_page("<p>文</p>", url, head)) is is_own


def test_commented_rows_are_served() -> None:
    """The rows in the comment are no rows; the interface is asked with the page's own page size."""
    listing = gansu.read_list(_page(f'<input id="pageSize" type="hidden" value="15">{COMMENTED}'))

    assert (listing.entries, listing.complete) == ((), False)
    assert listing.reason == "条目写在网页注释里，由脚本填充"
    assert listing.served_by == SEARCH.format(15, 1)


@pytest.mark.parametrize(
    ("body", "head", "rows", "is_complete", "is_served"),
    [
        (f"<ul>{_rows(5)}</ul><script>createPageHTML('page_div',3,1,'list','shtml',13)</script>", META, 5, True, False),
        (f"<ul>{_rows(5)}</ul><script>createPageHTML('page_div',10,1,'list','shtml',50)</script>", META, 5, False, True),
        (f"<ul>{_rows(5)}</ul><script>$.get('/x')</script><p>共9条</p>", META, 5, False, True),
        ("<p>暂无内容</p>", META, 0, True, False),
        ("<ul id='rows'></ul>", META, 0, False, True),
        (COMMENTED, "", 0, False, False),
    ],
)  # fmt: skip
def test_list(
    body: str,
    head: str,
    rows: int,
    is_complete: bool,  # noqa: FBT001 - a table
    is_served: bool,  # noqa: FBT001
) -> None:
    """Static pages are followed where they are all; else the interface serves the column."""
    listing = gansu.read_list(_page(body, head=head))

    assert (len(listing.entries), listing.complete) == (rows, is_complete)
    assert (listing.served_by is not None) is is_served


def test_other_name_of_the_service() -> None:
    """Where the page's script asks `/searchList/`."""
    listing = gansu.read_list(_page(COMMENTED + "<script>var u = '/searchList/' + id;</script>"))

    assert listing.served_by is not None
    assert listing.served_by.startswith(f"{HOST}/searchList/{CHANNEL}?")


def _row(number: int) -> dict[str, object]:
    url = f"/yjt/c110634/202507/17424095{number}.shtml"
    return {
        "title": f"第{number}件", "url": url, "publishedTimeStr": f"2025-07-1{number} 00:30:00",
        "publishedTime": 1,
    }  # fmt: skip


def _answer(data: object, *, size: int = 3, page: int = 1, **other: object) -> Listing:
    text = json.dumps({"code": 200, "data": data} | other)
    asked = Page(SEARCH.format(size, page), text)
    assert gansu.kind_of(asked) is PageKind.LIST
    return gansu.read_list(asked)


ROWS = [_row(number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"page": 1, "rows": 3, "total": 7, "channelId": CHANNEL, "results": ROWS}, None),
        ({"total": 3, "results": ROWS}, None),
        ({"results": ROWS}, "接口没有给出总数，无法确认是否读全"),
        ({"total": 7, "results": ROWS[:2]}, "接口这一页应有3条，实际返回2条"),
        ({"total": 0, "results": []}, "接口没有返回条目，无法确认栏目确实为空"),
        ({"total": 10000, "results": ROWS}, "接口给出的总数恰为10000条，是检索系统的计数上限"),
        ({"total": 7, "channelId": "0" * 32, "results": ROWS}, "接口返回的是另一个栏目的条目"),
        ({"total": 7, "results": None}, "接口没有返回条目列表"),
        (None, "接口没有返回条目列表"),
    ],
)
def test_answer(data: object, reason: str | None) -> None:
    """Whole with the rows due by its total; another column's rows are none of this one."""
    assert _answer(data).reason == reason


def test_error_answer() -> None:
    """An error is told in its own words."""
    assert _answer(None, code=500, msg="系统繁忙").reason == "接口报错：系统繁忙"


def test_answer_goes_on() -> None:
    """The next page's address differs in its number only; the day is the printed one."""
    listing = _answer({"total": 7, "page": 2, "results": ROWS}, page=2)

    assert listing.next_page == SEARCH.format(3, 3)
    assert str(listing.entries[0].published_on) == "2025-07-11"
    assert listing.entries[0].url == f"{HOST}/yjt/c110634/202507/174240951.shtml"


def test_columns_of_the_own_site() -> None:
    """Other sites of the host and articles are no columns."""
    body = """<ul><li><a href="/yjt/c107269/zwgklist.shtml">政府信息公开制度</a></li>
      <li><a href="/szf/c100/list.shtml">省政府</a></li>
      <li><a href="/yjt/c110634/202507/174240951.shtml">某文件</a></li></ul>"""

    assert [column.path for column in gansu.read_columns(_page(body))] == ["政府信息公开制度"]
