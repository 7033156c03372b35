"""Signs that a list goes on elsewhere, and the like of them that every site's frame has."""

from __future__ import annotations

import pytest

from audit_rules.model import Listing
from spiders.families import load_family
from spiders.page import Page

COLUMN = "http://www.shili.gov.cn/gongkai/site_sl/channel_61a31fb1b5201ea6f3c006c2/"
ROWS = "<ul class='list'>" + "".join(
    f'<li><a href="doc_61f23602d711308e8b82fe7{i}.html">示例区关于第{i}件事的通知</a><span>2022-01-0{i}</span></li>'
    for i in range(1, 6)
) + "</ul>"  # fmt: skip
NONE = "<p>暂无数据</p>"
FRAME = """<div class="header"><form><ul><li onclick="kind(1)">站内</li><li onclick="kind(2)">文件</li></ul>
<input type="text" name="q" value="请输入关键字"><input type="submit" value="搜索"></form>
<a href="javascript:;" onclick="setFont(1)">大</a><a href="javascript:;" onclick="setFont(2)">小</a>
<ul class="menu"><li data-id="1"><a href="/zwgk/">政务公开</a></li><li data-id="2"><a href="/hdjl/">互动交流</a></li></ul>
</div>"""
FOOT = """<div class="footer"><p>您是第86023位访客</p><div class="clear"></div><span id="jiucuo"></span></div>
<script src="/js/jquery.min.js"></script><script>var _hmt = _hmt || []; var t = new Date().getTime();
document.getElementById("jiucuo").title = "纠错";</script>"""


def listed(content: str) -> Listing:
    """Read a column's page in the frame of a site."""
    body = f"{FRAME}<div class='main'><h2>通知公告</h2>{content}</div>{FOOT}"
    return load_family("gongkai").read_list(Page(COLUMN, f"<html><body>{body}</body></html>"))


@pytest.mark.parametrize(
    "content",
    [
        ROWS + "<p>120条</p>",
        ROWS + "<p>累计发布信息860条</p>",
        "<h3>通知公告（120）</h3>" + ROWS,
        ROWS + "<p>Page 1 of 8</p>",
        ROWS + "<form><input type='image' src='/img/next.gif'></form>",
        ROWS + "<div>转到第<input name='page' size='2'>页<input type='button' value='GO'></div>",
        "<ul><li data-id='1' class='on'>通知</li><li data-id='2'>公告</li></ul>" + ROWS,
        "<div><a href='javascript:tab(1)'>本级</a><a href='javascript:tab(2)'>下级</a></div>" + ROWS,
        ROWS + "<p><a href='/zwgk/old/'>历史信息</a></p>",
        ROWS + "<p>2020年以前的信息请到旧版网站查看</p>",
        ROWS + "<script>$(window).scroll(function(){loadMore()})</script>",
        ROWS + "<script type='text/html'><li>{{title}}</li></script>",
        ROWS + "<script>var m_nPageCount = 8;</script>",
        ROWS + "<script>turnPage.init(8);</script>",
        ROWS + "<script>showPages('8','1','index')</script>",
        ROWS + "<div class='pagination' data-total='120' data-size='15'></div>",
        ROWS + "<el-pagination :total='total'></el-pagination>",
        "<table><tr><td>" + ROWS + "</td></tr><tr><td id='pager'></td></tr></table>",
        ROWS + "<a href='javascript:;' class='morebtn'>∨</a>",
        ROWS + "<!--" + ROWS.replace("2022-", "2021-") + "-->",
        NONE + "<img src='/images/loading.gif'>",
        NONE + "<table id='t'><tr><th>标题</th><th>日期</th></tr></table>",
        NONE + "<div><a href='2022/'>2022年</a><a href='2021/'>2021年</a></div>",
        NONE + "<div><a onclick='tab(1)'>本级</a><a onclick='tab(2)'>下级</a></div>",
        NONE + "<form>起止日期 2023-03-01 至 2023-03-08</form>",
        NONE + "<form><input name='kw' value='双随机'></form>",
        NONE + "<object data='list.html'></object>",
        NONE + "<p>登录后可查看</p>",
        NONE + "<div class='doc_list'></div>",
        NONE + "<script>initChannel('5f9f');</script>",
    ],
)  # fmt: skip
def test_doubted(content: str) -> None:
    """Taken for all there is, such a page would accuse a unit of what it published."""
    listing = listed(content)

    assert not listing.complete
    assert listing.reason


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (ROWS, 5),
        ("<h3>通知公告（5）</h3>" + ROWS, 5),
        (ROWS + "<p>5条</p>", 5),
        (ROWS + "<p>根据《条例》第20条规定公开</p>", 5),
        (ROWS + "<script>showPage(1, 0, 'index')</script>", 5),
        (ROWS + "<script>setHomepage(this, location.href)</script>", 5),
        (ROWS + "<script>var page = location.href.substring(0, 12);</script>", 5),
        (ROWS + "<ul><li data-id='7'><a href='/x/'>机构职能</a></li><li data-id='8'><a href='/y/'>规划</a></li></ul>", 5),
        (ROWS + "<!--<li><a href='#'>样例</a></li><li><a href='#'>样例</a></li>-->", 5),
        (ROWS + "<p>历史文化名镇</p>", 5),
        (NONE + "<form><input name='kw' value='请输入关键字'></form>", 0),
        (NONE + "<div class='clearfix'></div>", 0),
    ],
)  # fmt: skip
def test_believed(content: str, rows: int) -> None:
    """The frame of a site, its counters and its menus say nothing of the list."""
    listing = listed(content)

    assert (rows, None) == (len(listing.entries), listing.reason)
