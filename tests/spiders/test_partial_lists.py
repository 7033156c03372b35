"""What makes a list doubtful, and what does not: an empty or cut list called whole accuses a unit."""

from __future__ import annotations

import pytest

from audit_rules.model import Listing, PageKind
from spiders.page import Page
from spiders.reading import read_parsed

URL = "http://www.shili.gov.cn/zwgk/kjj/tzgg/index.html"
ROWS = "".join(
    f'<li><a href="/zwgk/kjj/tzgg/2023/{number}.html">示例区科技局关于第{number}件事情的通知</a>'
    f"<span>2023-11-{number:02}</span></li>"
    for number in range(1, 6)
)
LIST = f"<ul class='list'>{ROWS}</ul>"
NONE = "<div class='con'><p>暂无信息</p></div>"


def listed(content: str, *, head: str = "") -> Listing | None:
    """Read a column's page."""
    html = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title>'
        f'<meta name="ColumnName" content="通知公告">{head}</head><body>'
        f'<div class="nav"><a href="/">首页</a></div><div class="main"><h2>通知公告</h2>{content}</div>'
        "<div>主办：示例区科技局 网站标识码3703020001</div></body></html>"
    )
    record = read_parsed(Page(URL, html))
    return record.listing if record.page_kind is PageKind.LIST else None


DOUBTED = {
    "rows come into an empty place": f"<div id='docList'></div>{LIST}<script>loadDocs('#docList', 1)</script>",
    "rows of another page in a frame": f"<iframe src='/zwgk/kjj/list.jsp'></iframe>{NONE}",
    "nothing, until a call": f"{NONE}<div id='rows'></div><script>getList(1);</script>",
    "nothing beside an empty place": f"<div class='main2'>{NONE}<div class='doclist'></div></div><script>var a=1;</script>",
    "nothing, and a fault": f"{NONE}<p>数据库连接失败</p>",
    "a script knows more rows": f"{LIST}<script>var totalRecords = 86;</script>",
    "a script knows more pages": f"{LIST}<script>var maxnum = 6;</script>",
    "a script draws a pager": f"{LIST}<div class='fenye'></div><script>showPage(7, 1, 'index');</script>",
    "a pager without words": f"{LIST}<a class='next' href='javascript:;'><i></i></a>",
    "a pager by data": f"{LIST}<a data-page='2' href='javascript:void(0)'>2</a>",
    "tabs by click": (
        "<ul><li onclick=\"showTab('a')\">通知</li><li onclick=\"showTab('b')\">公告</li></ul>"
        + LIST
    ),
    "years shut": f"<ul><li><a href='#'>2023年</a></li><li><a href='#'>2022年</a></li></ul>{LIST}",
    "a cap told": f"{LIST}<p>仅显示最近5条</p>",
    "a total larger": f"{LIST}<p>信息总数：86</p>",
    "more": f"{LIST}<p><a href='more.html'>查看更多</a></p>",
    "template": "<ul><li v-for='item in list'>{{item.title}}</li></ul><script>new Vue({el:'#a'})</script>",
}


@pytest.mark.parametrize("content", DOUBTED.values(), ids=DOUBTED)
def test_doubted(content: str) -> None:
    """Never whole, and the reason is said; or no list at all."""
    listing = listed(content)

    assert listing is None or (not listing.complete and listing.reason)


BELIEVED = {
    "rows alone": (LIST, 5),
    "total equal": (f"{LIST}<p>共5条</p>", 5),
    "last of its pages": (f"{LIST}<p>第1页/共1页</p>", 5),
    "nothing there": (NONE, 0),
    "nothing, beside what ends a float": (f"{NONE}<div class='clear'></div><script>var a=1;</script>", 0),
    "print and font size by click": (
        '<p><span onclick="setFont(\'16\')">大</span><span onclick="setFont(\'12\')">小</span></p>' + LIST,
        5,
    ),
    "years with their rows": (
        f"<h3>2023年</h3><ul>{ROWS}</ul><h3>2022年</h3><ul>{ROWS.replace('2023', '2022')}</ul>",
        10,
    ),
    "counter in a frame without size": (f"{LIST}<iframe src='/count.jsp' width='0' height='0'></iframe>", 5),
    "rows in lists of two": (
        f"<ul class='list'>{ROWS}</ul><ul class='list'>{ROWS.replace('tzgg/2023', 'tzgg/2022')}</ul>",
        10,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "rows"), BELIEVED.values(), ids=BELIEVED)
def test_believed(content: str, rows: int) -> None:
    """A doubt about every list would decide nothing."""
    listing = listed(content)

    assert listing is not None
    assert listing.complete, listing.reason
    assert len(listing.entries) == rows


def test_a_longer_box_of_another_column_is_not_the_list() -> None:
    """Rows below the page's own directory go first, however many stand beside them."""
    box = "".join(
        f'<li><a href="/xwzx/2023/{number}.html">示例区召开第{number}次工作推进会议</a><span>2023-10-{number:02}</span></li>'
        for number in range(1, 13)
    )
    listing = listed(f"{LIST}<div class='right'><ul class='news'>{box}</ul></div>")

    assert listing is not None
    assert {entry.url.split("/")[3] for entry in listing.entries} == {"zwgk"}


def test_a_box_beside_an_empty_list_is_not_the_column() -> None:
    """The column's own rows are still to come."""
    box = ROWS.replace("/zwgk/kjj/tzgg/", "/xwzx/")
    listing = listed(f"<ul id='tzlist'></ul><div><ul class='news'>{box}</ul></div>")

    assert listing is not None
    assert not listing.complete
    assert listing.entries == ()
