"""When a list page may be taken as whole, and what its pager leads to."""

from __future__ import annotations

import pytest

from audit_rules.model import Listing, PageKind
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


HEAD = "<h2>双随机</h2>"
FILE = "<li><a href='/u/plan.pdf'>2022年随机抽查工作计划</a><span>2022-02-01</span></li>"
SCRIPT_ROW = (
    "<li><a href='javascript:open(3)'>2022年随机抽查工作计划</a><span>2022-02-01</span></li>"
)
OTHERS = "<div class='box'><ul>" + "".join(
    f"<li><a href='../channel_zz/doc_61f23602d711308e8b82fe8{i}.html'>别的栏目第{i}号文件</a><span>2022-03-0{i}</span></li>"
    for i in range(1, 9)
) + "</ul></div>"  # fmt: skip


@pytest.mark.parametrize(
    ("body", "rows", "reason"),
    [
        (ROWS + "<button>查看更多</button>", 5, "页面有“更多”链接，可能只显示了一部分"),
        (ROWS + "<div class='more'>点击加载更多</div>", 5, "页面有“更多”链接，可能只显示了一部分"),
        (ROWS + "<p>上拉加载更多</p>", 5, "页面有“更多”链接，可能只显示了一部分"),
        ("<div><h2>通知</h2><a href='/more/'>更多&gt;&gt;</a></div>" + ROWS, 5, "页面有“更多”链接，可能只显示了一部分"),
        ("<div class='news'><a href='/more/'>更多&gt;&gt;</a></div>" + ROWS, 5, None),
        (ROWS + "<div><h3>要闻</h3><a href='/x/'>更多</a><ul><li><a href='/x/1.html'>一条要闻</a></li></ul></div>", 5, None),
        ("<ul id='l'></ul><p>暂无数据</p>", 0, "页面称暂无内容，但旁边有待脚本填充的空列表"),
        ("<p>暂无数据</p><script>$.post('/list')</script>", 0, "页面称暂无内容，但列表由脚本填充"),
        ("<p>暂无数据</p><script src='/js/newslist.js'></script>", 0, "页面称暂无内容，但旁边有待脚本填充的空列表"),
        ("<p>暂无数据</p><iframe src='list.html'></iframe>", 0, "页面称暂无内容，但列表可能在内嵌网页里"),
        ("<p>暂无数据</p><iframe src='/count' width='0'></iframe>", 0, None),
        ("<p>数据库连接超时</p><p>暂无数据</p>", 0, "页面称暂无内容，但带有出错或维护字样"),
        ("<p>暂无数据</p><div class='foot'>内容维护：示例区科学技术局</div>", 0, None),
        ("<div><h3>相关解读</h3><p>暂无内容</p></div>", 0, "没有读到条目，页面也没有写明暂无内容"),
        (HEAD + "<p>暂无内容</p>", 0, None),
        (HEAD + "<p>暂无内容</p>" + OTHERS, 0, None),
        (HEAD + OTHERS, 0, "条目不属于本栏目"),
        (ROWS + OTHERS, 5, None),
        (ROWS.replace("</ul>", FILE + "</ul>"), 6, None),
        (ROWS + f"<ul>{FILE}</ul>", 6, None),
        (ROWS.replace("</ul>", SCRIPT_ROW + "</ul>"), 5, "有1行不是内容页链接"),
        (ROWS.replace("</ul>", "<li>2022年随机抽查工作计划<span>2022-02-01</span></li></ul>"), 5, "有1行不是内容页链接"),
        (ROWS.replace("</ul>", "<li class='line'></li></ul>"), 5, None),
        (ROWS + "<div><a href='2022/'>2022年</a><a href='2021/'>2021年</a></div>", 5, "列表可能按年份分开显示"),
        (ROWS + "<ul><li onclick='y(1)'>2022</li><li onclick='y(2)'>2021</li></ul>", 5, "列表可能按年份分开显示"),
        (ROWS + "<p>共 5 条</p><div><a href='2022/'>2022年</a><a href='2021/'>2021年</a></div>", 5, None),
        (ROWS + "<ul><li><a href='../channel_y1/'>2022年</a></li><li><a href='../channel_y2/'>2021年</a></li></ul>", 5, None),
        (ROWS + "<form>起止日期 2023-03-01 至 2023-03-08</form>", 5, "列表可能按年份分开显示"),
        (ROWS + "<p>每页5条</p>", 5, "页面声明每页5条，正好读满，且没有其他页的链接"),
        (ROWS + "<ul id='rest'></ul><script>$.get('/list',f)</script>", 5, "列表旁另有由脚本填充的空列表"),
    ],
)  # fmt: skip
def test_reasons(body: str, rows: int, reason: str | None) -> None:
    """What a page shows beside its rows may say that they are not all, or belong elsewhere."""
    listing = _listing(body)

    assert (rows, reason) == (len(listing.entries), listing.reason)


@pytest.mark.parametrize(
    ("page", "is_complete"),
    [
        (f"<body>{ROWS}", False),
        (f"<body><p>第3/3页</p>{ROWS}", False),
        (f"<body><p>第1/3页</p><a href='?page=2'>下一页</a>{ROWS}", False),
        (f"<body><script>w='</body>'</script>{ROWS}", False),
        (f"<body><p>共5条</p>{ROWS}", True),
        (f"<body>{ROWS}</body></html><script>var v</script>", True),
    ],
)
def test_end(page: str, is_complete: bool) -> None:  # noqa: FBT001 - a table
    """Rows and pager may be lost with the end of a page; only a total that fits makes up for it."""
    assert is_complete == load_family("gongkai").read_list(Page(COLUMN, page)).complete


@pytest.mark.parametrize(
    "address", ["2.html", "index_2.html", "list_2.html", "?page=2", "more.do?page=2"]
)
def test_further_page_is_a_list(address: str) -> None:
    """However a CMS names the second page."""
    page = Page(COLUMN + address, f"<html><body>{ROWS}</body></html>")

    assert load_family("gongkai").kind_of(page) is PageKind.LIST


def test_page_in_a_folder_of_its_own() -> None:
    """`channel_x_2/` is a page of `channel_x/`, to which its pager leads back."""
    rows = ROWS.replace('href="', f'href="{COLUMN}')
    body = f"{rows}<div><a href='{COLUMN}'>1</a><b>2</b></div>"
    listing = load_family("gongkai").read_list(Page(COLUMN[:-1] + "_2/", f"<body>{body}</body>"))

    assert (len(listing.entries), listing.reason) == (5, None)


def test_collecting_column() -> None:
    """A government-level column shows papers of units' columns, and they are its rows."""
    rows = ROWS.replace('href="', f'href="{COLUMN}')
    page = Page("http://www.shili.gov.cn/gongkai/channel_c115/", f"<body>{rows}</body>")

    assert (len((listing := load_family("gongkai").read_list(page)).entries), listing.complete) == (5, True)  # fmt: skip


def test_rows_opened_by_a_click() -> None:
    """A row may carry its address in a script."""
    rows = "".join(
        f"<li onclick=\"window.open('doc_61f23602d711308e8b82fe7{i}.html')\"><a href='javascript:;'>示例区第{i}件事</a></li>"
        for i in range(1, 4)
    )  # fmt: skip

    assert len(_listing(f"<ul>{rows}</ul>").entries) == 3


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
