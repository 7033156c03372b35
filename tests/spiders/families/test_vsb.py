"""博达 VSB: what its makers leave in a page, and how its lists are numbered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.model import Listing, PageKind
from spiders.families import vsb
from spiders.page import Page
from spiders.reading import read_page

HOST = "http://www.chuanbei.gov.cn"
MARK = "<!--Announced by Visual SiteBuilder 9-->"
ROWS = "".join(
    f'<li id="line_u7_{n}"><a href="/info/1021/{n}.htm">关于第{n}批项目的公告通知</a><span>2023-03-1{n}</span></li>'
    for n in range(3)
)


def html(body: str, head: str = MARK) -> str:
    """Return a whole page."""
    return f"<html><head><title>通知公告</title>{head}</head><body>{body}</body></html>"


def listed(path: str, pager: str) -> Listing:
    """Read a list of three rows with this pager."""
    return vsb.read_list(Page(HOST + path, html(f"<ul>{ROWS}</ul><div>{pager}</div>")))


def link(words: str, href: str) -> str:
    """Return a link."""
    return f'<a href="{href}">{words}</a>'


@pytest.mark.parametrize(
    ("url", "head", "is_own"),
    [
        (f"{HOST}/info/1021/3104.htm", "", True),
        (f"{HOST}/zwgk/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1024", "", True),
        (f"{HOST}/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1024&wbnewsid=7", "", True),
        (f"{HOST}/xxgk_content.jsp?urltype=egovinfo.EgovInfoContent&wbtreeid=1&infoid=2", "", True),
        (f"{HOST}/info/egovinfo/1001/xxgk_content/1030--_2017-0822001.htm", "", True),
        (f"{HOST}/tzgg.htm", MARK, True),
        (f"{HOST}/tzgg.htm", "<script>_jsq_(1021,'/list.jsp',-1,1470981840)</script>", True),
        (f"{HOST}/tzgg.htm", '<script>_showDynClicks("wbnews", 1470981840, 3104)</script>', True),
        (f"{HOST}/tzgg.htm", '<script src="/system/resource/js/vsbscreen.min.js"></script>', True),
        (f"{HOST}/tzgg.htm", '<div class="v_news_content">', False),
        (f"{HOST}/tzgg.htm", '<script src="/js/counter.js"></script>', False),
        (f"{HOST}/list.jsp?urltype=column&wbtreeid=3", "", False),
        (f"{HOST}/list.jsp?urltype=tree.TreeTempUrl", "", False),
        (f"{HOST}/info/1021/index.htm", "", False),
        (f"{HOST}/art/2020/12/7/art_1060_2054972.html", "", False),
        (f"{HOST}/xxgk/202201/t20220127_5461.shtml", "", False),
    ],
)
def test_is_recognised_by_what_its_makers_leave(url: str, head: str, *, is_own: bool) -> None:
    """Never by the names of classes, which any template may use."""
    assert vsb.recognises(Page(url, html("<p>正文</p>", head))) is is_own


@pytest.mark.parametrize(
    ("path", "pager", "following"),
    [
        ("/zwgk/tzgg.htm", link("2", "tzgg/6.htm") + link("下页", "tzgg/6.htm") + link("尾页", "tzgg/1.htm"), [6, 5, 4, 3, 2, 1]),
        ("/zwgk/tzgg.htm", link("下页", "tzgg/1.htm") + link("尾页", "tzgg/1.htm"), [1]),
        ("/zwgk/tzgg/3.htm", link("首页", "../tzgg.htm") + link("上页", "4.htm") + link("下页", "2.htm") + link("尾页", "1.htm"), [2, 1]),
        ("/zwgk/tzgg/1.htm", link("首页", "../tzgg.htm") + link("上页", "2.htm") + "<span>下页</span><span>尾页</span>", []),
        ("/zwgk/tzgg/1.htm", link("首页", "../tzgg.htm") + link("上页", "../tzgg.htm") + "<span>下页</span>", []),
    ],
)  # fmt: skip
def test_generated_pages_are_numbered_downwards(
    path: str, pager: str, following: list[int]
) -> None:
    """The newest page has no number; page 1 is the oldest and the last."""
    listing = listed(path, pager)

    assert list(listing.further_pages) == [f"{HOST}/zwgk/tzgg/{n}.htm" for n in following]
    assert (listing.next_page, listing.complete) == ((listing.further_pages or (None,))[0], True)


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="javascript:goPage(2)">下页</a>',
        link("下页", "other/6.htm") + "共60条 1/7",
        "共60条",
    ],
)
def test_a_pager_of_another_make_is_not_taken_for_whole(pager: str) -> None:
    """What is not this numbering is left to the general rules, which must prove the end."""
    listing = listed("/zwgk/tzgg.htm", pager)

    assert not listing.complete or listing.further_pages


@pytest.mark.parametrize(
    ("path", "pager", "wrong"),
    [
        ("/xxgk.htm", link("2023年度", "xxgk/2023.htm") + link("2022年度", "xxgk/2022.htm"), "/xxgk/2021.htm"),
        ("/xxgk/2023.htm", link("上级", "../xxgk.htm") + link("2022年度", "2022.htm") + link("1", "1.htm"), "/xxgk/2021.htm"),
        ("/tzgg.htm", link("下页", "tzgg/2.htm") + link("尾页", "tzgg/2.htm"), "/tzgg/1.htm"),
        ("/tzgg.htm", link("下页", "tzgg/2.htm") + link("尾页", "tzgg/9.htm"), "/tzgg/8.htm"),
    ],
)  # fmt: skip
def test_other_numbers_are_no_pages_counted_downwards(path: str, pager: str, wrong: str) -> None:
    """Columns of years, and sites that number their pages upwards."""
    assert HOST + wrong not in listed(path, pager).further_pages


def test_numbered_pages_need_a_link_to_the_next() -> None:
    """A page 5 whose pager does not lead to page 4 is numbered in some other way."""
    listing = listed("/zwgk/tzgg/5.htm", link("首页", "../tzgg.htm") + link("下页", "6.htm"))

    assert f"{HOST}/zwgk/tzgg/4.htm" not in listing.further_pages


SERVED = "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1024"


def at(number: int, *, name: str = "a218493", pages: int = 4, column: int = 1024) -> str:
    """Return the query of a served page."""
    return f"?{name}t={pages}&{name}p={number}&{name}c=3&urltype=tree.TreeTempUrl&wbtreeid={column}"


@pytest.mark.parametrize(
    ("address", "pager", "following"),
    [
        (SERVED, link("下页", at(2)) + link("尾页", at(4)), [at(2), at(3), at(4)]),
        (f"/list.jsp{at(3)}", link("上页", at(2)) + link("下页", at(4)), [at(4)]),
        (f"/list.jsp{at(4)}", link("首页", at(1)) + link("上页", at(3)), []),
        (
            SERVED,
            link("下页", "?totalpage=3&PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1024"),
            [f"?totalpage=3&PAGENUM={n}&urltype=tree.TreeTempUrl&wbtreeid=1024" for n in (2, 3)],
        ),
        (
            "/xxgk.jsp?urltype=egovinfo.EgovInfoList&wbtreeid=7",
            link("下页", "?ainfolist207t=2&ainfolist207p=2&ainfolist207c=3&urltype=egovinfo.EgovInfoList&wbtreeid=7"),
            ["?ainfolist207t=2&ainfolist207p=2&ainfolist207c=3&urltype=egovinfo.EgovInfoList&wbtreeid=7"],
        ),
    ],
)  # fmt: skip
def test_served_pages_are_numbered_upwards(address: str, pager: str, following: list[str]) -> None:
    """The pager's own address, with another page in it."""
    path = address.partition("?")[0]

    listing = listed(address, pager)

    assert list(listing.further_pages) == [f"{HOST}{path}{query}" for query in following]
    assert listing.complete


def test_a_served_page_with_fewer_rows_than_it_names_is_not_whole() -> None:
    """`c` is the number of rows of a full page."""
    short = at(2).replace("c=3", "c=15")

    assert "每页15条" in (listed(SERVED, link("下页", short)).reason or "")


def test_two_pagers_on_one_page_are_not_mixed() -> None:
    """Which of them is the column's cannot be told."""
    both = link("下页", at(2)) + link("下页", at(2, name="a99", pages=9))

    assert f"{HOST}/list.jsp{at(4)}" not in listed(SERVED, both).further_pages


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/info/1021/3104.htm", f"<h1>关于开展检查工作的通知</h1><p>发布时间：2023-03-01</p><ul>{ROWS}</ul>", PageKind.DISCLOSURE),
        ("/zwgk/tzgg.htm", f"<ul>{ROWS}</ul>", PageKind.LIST),
        ("/zwgk/tzgg.htm", "<script>_jsq_(1021,'/list.jsp',-1,14)</script><p>暂无信息</p>", PageKind.LIST),
        (SERVED, "<p>暂无信息</p>", PageKind.LIST),
        ("/zwgk/jgzn.htm", "<h1>机构职能情况</h1><p>发布时间：2023-03-01</p><div id='vsb_content'><p>负责综合协调工作。</p></div>", PageKind.DISCLOSURE),
    ],
)  # fmt: skip
def test_kinds(path: str, body: str, kind: PageKind) -> None:
    """An article with related rows is no list; an empty column is no article."""
    assert read_page(html(body), url=HOST + path, family="vsb").page_kind is kind


def test_columns_stand_in_the_home_s_own_folder() -> None:
    """Other units' columns, later pages of a list and articles do not."""
    menu = "".join(
        f"<li>{link(words, href)}</li>"
        for words, href in (
            ("通知公告", "kjj/tzgg.htm"),
            ("第二页", "kjj/tzgg/2.htm"),
            ("机构职能", "kjj/jg/zn.htm"),
            ("教育局", "jyj.htm"),
            ("文章", "../info/1021/7.htm"),
            ("外站", "http://www.other.gov.cn/xxgk/kjj/tzgg.htm"),
        )
    )
    page = Page(f"{HOST}/xxgk/kjj.htm", html(f"<ul>{menu}</ul>"))

    assert [column.path for column in vsb.read_columns(page)] == ["通知公告", "机构职能"]
    assert vsb.columns_obstacle(page) is None


def test_columns_known_by_number_only_are_not_guessed() -> None:
    """Which of a site's numbered columns are a unit's own no address tells."""
    menu = html(f"<ul><li>{link('通知公告', SERVED)}</li></ul>")

    assert vsb.read_columns(Page(HOST + SERVED, menu)) == ()
    assert vsb.columns_obstacle(Page(HOST + SERVED, menu)) is not None
    assert vsb.columns_obstacle(Page(f"{HOST}/xxgk/kjj.htm", menu)) is not None


def test_files_are_told_by_their_names() -> None:
    """The address of a download ends in .jsp, whatever the file is."""
    href = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2"
    body = (
        f"<h1>关于公示名单的通知</h1><p>{link('名单.pdf', href)}{link('点此下载', href + '3')}</p>"
    )

    record = vsb.read_disclosure(Page(f"{HOST}/info/1021/9.htm", html(body)))

    assert [(file.name, file.url) for file in record.attachments] == [("名单.pdf", HOST + href)]


@given(
    st.lists(st.tuples(st.text(max_size=6), st.from_regex(r"[a-z./?=&0-9\[#:]{0,30}", fullmatch=True)), max_size=6),
    st.sampled_from(["/zwgk/tzgg.htm", "/zwgk/tzgg/3.htm", SERVED, f"/list.jsp{at(2)}"]),
)  # fmt: skip
def test_any_pager_ends_with_a_record(links: list[tuple[str, str]], address: str) -> None:
    """Odd links are no reason to fail, and no page leads to itself."""
    pager = "".join(link(words.replace("<", ""), href) for words, href in links)
    record = read_page(html(f"<ul>{ROWS}</ul><div>{pager}</div>"), url=HOST + address, family="vsb")

    assert record.listing is not None
    assert HOST + address not in record.listing.further_pages
