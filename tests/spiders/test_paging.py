"""What a pager leads to, and which pagers are confessed not to be understood."""

from __future__ import annotations

import pytest

from spiders.listing import Shown
from spiders.page import Page
from spiders.paging import Paging, read_paging

COLUMN = "http://www.shili.gov.cn/gongkai/site_sl/channel_61a31fb1b5201ea6f3c006c2/"
ROWS = "".join(
    f'<li><a href="doc_61f23602d711308e8b82fe7{i}.html">关于第{i}件事的通知（共90条）</a><span>2022-01-0{i}</span></li>'
    for i in range(1, 6)
)  # fmt: skip


def _paging(pager: str, address: str = COLUMN) -> Paging:
    page = Page(address, f"<html><body><ul>{ROWS}</ul>{pager}</body></html>")
    shown = Shown(elements=tuple(page.root.iter("li"))[:5])
    return read_paging(page, shown.elements)


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ("<div><b>1</b><a href='?p=2'>2</a><a href='?p=3'>3</a></div>", ["?p=2", "?p=3"]),
        ("<div><b>1</b><a href='?key=2'>2</a></div>", ["?key=2"]),
        ("<div><b>1</b><a href='list_2.html'>2</a></div>", ["list_2.html"]),
        ("<div><a class='cur'>1</a><a href='2.html'>2</a><span>…</span><a href='8.html'>8</a></div>", ["2.html", "8.html"]),
        ("<div>[1] <a href='?page=2'>[2]</a></div>", ["?page=2"]),
        ("<div>1 <a href='?page=2'>2</a></div>", ["?page=2"]),
        ("<div><a href='?page=2'>第2页</a></div>", ["?page=2"]),
        ("<div><a href='?page=2'><img alt='下页' src='x.gif'></a></div>", ["?page=2"]),
        ("<div><a href='?page=2' aria-label='Next'><i></i></a></div>", ["?page=2"]),
        ("<div><a href='?page=2'>下10条</a></div>", ["?page=2"]),
        ("<div><input type='button' value='下一页' onclick=\"location.href='?page=2'\"></div>", ["?page=2"]),
        ("<select><option value='./'>第1页</option><option value='2.html'>第2页</option></select>", ["2.html"]),
    ],
)  # fmt: skip
def test_followed(pager: str, pages: list[str]) -> None:
    """Whatever the address looks like; back to the first page nobody needs to go."""
    paging = _paging(pager)

    assert (pages, False) == ([u.removeprefix(COLUMN) for u in paging.further_pages], paging.is_script)  # fmt: skip


@pytest.mark.parametrize(
    "pager",
    [
        "<button onclick='next()'>下一页</button>",
        "<a href='./?page=7'>上一页</a><a href='javascript:next()'>下一页</a>",
        "<span onclick='next()'>下一页 &gt;</span>",
        "<input type='button' value='下页' onclick='go(2)'>",
        "<select onchange='go()'><option>1</option><option>2</option></select>",
        "<ul><li>1</li><li>2</li><li>3</li></ul>",
        "<div><b>1</b><a href='javascript:go(2)'>2</a></div>",
        "<div><a href='#' onclick='go(2)'>第2页</a></div>",
        "<div><b>1</b><a href='?page=2'>2</a><a href='javascript:go(3)'>3</a></div>",
        "<div><a href='index.html'>1</a><a href='javascript:go(2)'>2</a></div>",
        "<div id='page'></div><script>laypage.render({elem:'page',count:120,limit:15})</script>",
        "<div id='page'></div><script src='/js/laypage.js'></script>",
        "<script>var pages=8;</script>",
        "<script>var total=120;</script>",
        "<input type='hidden' id='totalPage' value='8'>",
        "<input type='hidden' name='totalCount' value='120'>",
        "<p>页次：1/8页</p>",
        "<p>（1/8）</p>",
        "<p>分8页显示</p>",
        "<p>总页数：8</p>",
        "<p>共八页</p>",
        "<script src='/js/flow.js'></script>",
    ],
)
def test_not_understood(pager: str) -> None:
    """A sign of other pages that leads nowhere is not "no pager"."""
    assert _paging(pager).is_script


@pytest.mark.parametrize(
    "pager",
    [
        "",
        "<div><a class='cur'>1</a></div>",
        "<p>第3/3页</p><a href='javascript:;'>下一页</a>",
        "<p>共1页</p><button>下一页</button>",
        "<p>共 5 条</p><button>下一页</button>",
        "<a href='./?page=7'>上一页</a><img src='x.gif' alt='下页'><span>末页</span>",
        "<a class='disabled' href='javascript:;'>下一页</a>",
        "<script>createPageHTML(1, 0, 'index', 'html');</script>",
        "<div class='clear'></div><script>$.get('/visits?page=x')</script>",
        "<p>版权所有 2010 2011</p>",
    ],
)
def test_no_other_page(pager: str) -> None:
    """No sign of a pager, or one that shows where it ends."""
    assert not _paging(pager).is_script


def test_last_page() -> None:
    """The number that leads nowhere is the page one is on."""
    paging = _paging("<div><a href='./'>1</a><b>2</b></div>", COLUMN + "?page=2")

    assert (paging.further_pages, paging.is_script) == ((), False)


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("共有120条", 120),
        ("共计：120 条", 120),
        ("共找到120条结果", 120),
        ("共120篇", 120),
        ("总计 120 条记录", 120),
        ("信息总数：120", 120),
        ("总共8页", None),
        ("", None),
    ],
)
def test_total(words: str, total: int | None) -> None:
    """A number in a row's title is no total."""
    assert total == _paging(f"<p>{words}</p>").total
