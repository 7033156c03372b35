"""When a list page may be taken as whole, and what its pager leads to."""

from __future__ import annotations

import pytest

from audit_rules.model import Listing
from spiders.families import load_family
from spiders.page import Page

COLUMN = "http://www.shili.gov.cn/gongkai/site_sl/channel_61a31fb1b5201ea6f3c006c2/"
ROWS = "<ul>" + "".join(
    f'<li><a href="doc_61f23602d711308e8b82fe7{i}.html">示例区关于第{i}件事的通知</a><span>2022-01-0{i}</span></li>'
    for i in range(1, 6)
) + "</ul>"  # fmt: skip


def _listing(body: str) -> Listing:
    return load_family("gongkai").read_list(Page(COLUMN, f"<body>{body}</body>"))


@pytest.mark.parametrize(
    ("body", "rows", "is_complete"),
    [
        (ROWS, 5, True),
        (ROWS + "<p>共 5 条</p>", 5, True),
        (ROWS + "<p>共 9 条</p>", 5, False),
        (ROWS + "<p>共9条记录</p><a href='index_2.html'>2</a><a href='index_2.html'>下一页</a>", 5, True),
        (ROWS + "<a href='javascript:go(2)'>下一页</a>", 5, False),
        (ROWS + "<p>共1页</p><a href='javascript:go(2)'>下一页</a>", 5, True),
        (ROWS + "<script>createPageHTML(4, 0, 'index', 'html');</script>", 5, False),
        (ROWS + "<script>createPageHTML(1, 0, 'index', 'html');</script>", 5, True),
        (ROWS + "<p>每页10条 共12条</p><a href='?page=2'>下一页</a>", 5, False),
        ("<ul></ul><p>暂无内容</p>", 0, True),
        ("<ul></ul>", 0, False),
        ("<ul id='rows'></ul><script>$.ajax('/x')</script>", 0, False),
        ("<ul><!--<li><a href='doc_1.html'>甲</a></li><li><a href='doc_2.html'>乙</a></li>--></ul>", 0, False),
        ("<ul><li><a href='{{url}}'>{{title}}</a></li></ul><p>暂无信息</p>", 0, False),
        ("<p>暂无信息</p><p>共 8 条</p>", 0, False),
    ],
)  # fmt: skip
def test_completeness(body: str, rows: int, is_complete: bool) -> None:  # noqa: FBT001 - a table
    """Rows missing, or possibly missing, are said to be."""
    listing = _listing(body)

    assert (rows, is_complete) == (len(listing.entries), listing.complete)
    assert is_complete == (listing.reason is None)


@pytest.mark.parametrize(
    ("pager", "next_page"),
    [
        ("<a href='?page=2'>下一页</a>", COLUMN + "?page=2"),
        ("<a href='index_2.html'>下页</a>", COLUMN + "index_2.html"),
        ("<a href='index_2.html'>&gt;</a>", COLUMN + "index_2.html"),
        ("<a href='javascript:;'>下一页</a>", None),
    ],
)
def test_next_page(pager: str, next_page: str | None) -> None:
    """Whatever the address looks like."""
    assert next_page == _listing(ROWS + f"<div>{pager}<a href='index_3.html'>3</a></div>").next_page


def test_columns() -> None:
    """Names from the nesting, queries stripped, other sites left out."""
    body = """<ul><li><span>法规公文</span><ul>
      <li><a href="/gongkai/site_sl/channel_a1/?key=160">规范性文件</a></li>
      <li><a href="/gongkai/site_sl/channel_a1/?key=161">规范性文件</a></li></ul></li></ul>
      <dl><dt>财政信息</dt><dd><a href="/gongkai/site_sl/channel_a2/">预算</a></dd></dl>
      <div><h3>其他</h3><ul><li><a href="/gongkai/site_sl/channel_a3/">年报</a></li></ul></div>
      <a href="/gongkai/site_other/channel_a4/">别的单位</a>"""
    page = Page("http://www.shili.gov.cn/gongkai/site_sl/", f"<body>{body}</body>")

    assert [tuple(column) for column in load_family("gongkai").read_columns(page)] == [
        ("法规公文/规范性文件", "http://www.shili.gov.cn/gongkai/site_sl/channel_a1/"),
        ("财政信息/预算", "http://www.shili.gov.cn/gongkai/site_sl/channel_a2/"),
        ("其他/年报", "http://www.shili.gov.cn/gongkai/site_sl/channel_a3/"),
    ]
