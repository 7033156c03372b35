"""Hanweb: whose pages they are, how the rest of a list is asked for, what an answer proves."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.model import PageKind
from spiders.families import hanweb
from spiders.page import Page
from spiders.reading import read_parsed
from spiders.recognition import recognise_family

PAGES = Path(__file__).resolve().parents[2] / "pages"
HOST = "http://yjj.example.gov.cn"
PROXY = f"{HOST}/module/web/jpage/dataproxy.jsp"
ROW = "<record><![CDATA[<li><a href='/art/2024/1/{n}/art_7_{n}.html' title='关于{n}号事项的通知'>关于{n}号…</a><span>2024-01-{n:02}</span></li>]]></record>"


def _page(folder: Path) -> Page:
    meta = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))
    return Page(meta["url"] or "", (folder / "page.html").read_text(encoding="utf-8"))


def _cases(*, own: bool) -> list[Path]:
    folders = (path.parent for path in sorted(PAGES.glob("*/*/page.html")))
    return [folder for folder in folders if (folder.parent.name == "hanweb") is own]


def _rows(*numbers: int) -> str:
    return "".join(ROW.format(n=number) for number in numbers)


def _answer(query: str, total: int | None, *numbers: int, pages: int | None = None) -> Page:
    told = "" if total is None else f"<totalrecord>{total}</totalrecord>"
    told += "" if pages is None else f"<totalpage>{pages}</totalpage>"
    return Page(f"{PROXY}?{query}", f"<datastore>{told}<recordset>{_rows(*numbers)}</recordset></datastore>")  # fmt: skip


def _column(call: str, *numbers: int, group: str = "") -> Page:
    store = f"<datastore><nextgroup>{group}</nextgroup><recordset>{_rows(*numbers)}</recordset></datastore>"
    return Page(
        f"{HOST}/col/col7/index.html",
        f'<html><body><h2>通知公告</h2><div id="9"><script type="text/xml">{store}</script></div>'
        f"<script>{call}</script></body></html>",
    )


def _call(total: int, *, per_page: int = 15, column: str = "7") -> str:
    return (
        f"$('#9').jpage({{totalRecord:{total},perPage:{per_page},groupSize:3,proxyUrl:'/module/web/jpage/dataproxy.jsp',"
        f"ajaxParam:{{col:1,appid:1,webid:3,path:'/',columnid:'{column}',sourceContentType:1,unitid:'9',webname:'示例县应急管理局',permissiontype:0}}}});"
    )


@pytest.mark.parametrize("folder", _cases(own=True), ids=lambda folder: folder.name)
def test_own_pages_are_recognised(folder: Path) -> None:
    """By address or data, and by no other family beside it."""
    assert recognise_family(_page(folder)) == "hanweb"


@pytest.mark.parametrize("folder", _cases(own=False), ids=lambda folder: f"{folder.parent.name}-{folder.name}")  # fmt: skip
def test_pages_of_other_makes_are_not(folder: Path) -> None:
    """Least of all those of the newer platform, which keep the addresses of columns."""
    assert not hanweb.recognises(_page(folder))


def test_a_page_without_an_address_is_recognised_by_its_makers_modules() -> None:
    """An article saved to disk: the visit counter's frame is the CMS's own."""
    html = "<html><body><h1>关于开展检查的通知</h1><iframe src='../../module/visitcount/visit.jsp?type=3'></iframe></body></html>"

    assert hanweb.recognises(Page("", html))


def test_the_rest_is_asked_for_window_by_window() -> None:
    """As the script does: three pages of 15 at once, the same form each time, from the first row on."""
    listing = hanweb.read_list(_column(_call(100), *range(1, 20)))

    windows = [f"{PROXY}?startrecord={a}&endrecord={b}&perpage=15" for a, b in ((1, 45), (46, 90), (91, 135))]  # fmt: skip
    assert [listing.served_by, *listing.further_pages] == windows
    assert {tuple(parse_qsl(listing.forms[url])) for url in windows} == {
        (("col", "1"), ("appid", "1"), ("webid", "3"), ("path", "/"), ("columnid", "7"), ("sourceContentType", "1"),
         ("unitid", "9"), ("webname", "示例县应急管理局"), ("permissiontype", "0"))
    }  # fmt: skip
    assert (listing.total, len(listing.entries), listing.complete) == (100, 19, False)


def test_encrypted_identifiers_are_sent_as_they_stand() -> None:
    """`+`, `/` and `=` of such an identifier are part of it."""
    listing = hanweb.read_list(_column(_call(100, column="xTq1+Z0/MQ=="), 1))

    assert dict(parse_qsl(listing.forms[listing.served_by or ""]))["columnid"] == "xTq1+Z0/MQ=="


def test_a_page_with_every_row_is_whole() -> None:
    """Nothing is asked for a second time."""
    listing = hanweb.read_list(_column(_call(3), 1, 2, 3))

    assert (listing.complete, listing.total, listing.served_by) == (True, 3, None)
    assert [entry.title for entry in listing.entries] == ["关于1号事项的通知", "关于2号事项的通知", "关于3号事项的通知"]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (_column("", 1, 2), "页面没有声明总数，也没有可用的列表接口"),
        (_column("$('#9').jpage({totalRecord:40,proxyUrl:'/p.jsp'});", 1), "页面声明共40条，只带1条，也没有可用的列表接口"),
        (_column(_call(9_999_999, per_page=1), 1), "页面声明共9999999条，只带1条，也没有可用的列表接口"),
        (_column("", 1, group='<a href="./dataproxy.jsp?page=2">'), "页面没有声明总数，也没有可用的列表接口"),
    ],
)  # fmt: skip
def test_a_part_without_a_way_to_the_rest_is_not_whole(page: Page, reason: str) -> None:
    """The rows are kept, the reason is said, no address is made up."""
    listing = hanweb.read_list(page)

    assert (listing.complete, listing.served_by, listing.reason) == (False, None, reason)
    assert listing.entries


def test_a_declared_nothing_is_confirmed_by_the_interface() -> None:
    """An empty datastore in the page may be a failed build of it."""
    listing = hanweb.read_list(_column(_call(0)))

    assert (listing.complete, listing.total) == (False, 0)
    assert listing.served_by == f"{PROXY}?startrecord=1&endrecord=45&perpage=15"


def test_the_data_itself_may_name_the_interface() -> None:
    """Older pages: asked by GET, from the first page on, whichever page the link names."""
    group = '<![CDATA[<a href="/module/jpage/dataproxy.jsp?page=2&columnid=7"></a>]]>'
    listing = hanweb.read_list(_column("", 1, group=group))

    assert listing.served_by == f"{HOST}/module/jpage/dataproxy.jsp?page=1&columnid=7"
    assert not listing.forms


@pytest.mark.parametrize(
    ("page", "following", "reason"),
    [
        (_answer("startrecord=1&endrecord=3&perpage=3", 4, 1, 2, 3), None, None),
        (_answer("startrecord=4&endrecord=6&perpage=3", 4, 4), None, None),
        (_answer("startrecord=4&endrecord=6&perpage=3", 9, 3, 4, 5, 6), None, None),
        (_answer("startrecord=1&endrecord=3&perpage=3&columnid=7", 4, 1, 2, 3), "startrecord=4&endrecord=6&perpage=3&columnid=7", None),
        (_answer("startrecord=1&endrecord=3", 9, 1), None, "列表接口应给出3条，只给出1条"),
        (_answer("startrecord=91&endrecord=135", 200), None, "列表接口应给出45条，只给出0条"),
        (_answer("startrecord=1&endrecord=3", None, 1, 2, 3), None, "列表接口没有给出总数"),
        (_answer("page=1&columnid=7", 5, 1, 2, pages=3), "page=2&columnid=7", None),
        (_answer("page=3&columnid=7", 5, 5, pages=3), None, None),
        (_answer("page=2&columnid=7", 5, pages=3), "page=3&columnid=7", "列表接口应给出1条，只给出0条"),
        (_answer("page=1&columnid=7", 5, 1, 2), None, "列表接口应给出5条，只给出2条"),
        (Page(f"{PROXY}?startrecord=1", "<html><body>系统繁忙</body></html>"), None, "列表接口没有给出条目数据"),
    ],
)  # fmt: skip
def test_answers(page: Page, following: str | None, reason: str | None) -> None:
    """Short, without a total, no data: never whole. One row too many is a look ahead."""
    listing = hanweb.read_list(page)

    assert hanweb.kind_of(page) is PageKind.LIST
    assert listing.next_page == (following and f"{PROXY}?{following}")
    assert (listing.complete, listing.reason) == (reason is None, reason)


def test_an_empty_body_is_no_list() -> None:
    """What newer systems answer to deep pages: the column is then not read whole."""
    record = read_parsed(Page(f"{PROXY}?startrecord=91&endrecord=135", ""), "hanweb")

    assert record.listing is None
    assert record.page_kind is PageKind.EMPTY_SHELL


@pytest.mark.parametrize(
    ("record", "row"),
    [
        ("<li><a href='/col/col7/index.html'>[通知]</a><a href='/art/2024/1/2/art_7_2.html'>关于甲事项的通知</a><span class='time'>2026-\n01-\n23</span></li>", ("/art/2024/1/2/art_7_2.html", "关于甲事项的通知", "2026-01-23")),
        ("<tr><td>1</td><td><a href='/art/2024/1/2/art_7_2.html'>关于甲事项的通知</a></td><td>2024年1月2日</td></tr>", ("/art/2024/1/2/art_7_2.html", "关于甲事项的通知", "2024-01-02")),
        ("<div><a href='/art/2024/1/2/art_7_2.html'><b>关于甲事项的通知</b><i>2024-01-02</i></a></div>", ("/art/2024/1/2/art_7_2.html", "关于甲事项的通知", "2024-01-02")),
        ("<li><a href='../../art/2024/1/2/art_7_2.html' title='关于甲事项的通知'>关于甲…</a></li>", ("/art/2024/1/2/art_7_2.html", "关于甲事项的通知", None)),
        ("<li><a href='/art/2024/1/2/art_7_2.html'>关于甲事项的通知</a><span>2024-01-02</span><span>2024-01-09</span></li>", ("/art/2024/1/2/art_7_2.html", "关于甲事项的通知", None)),
        ("<li>关于甲事项的通知 2024-01-02</li>", None),
        ("<li><a href='/art/2024/1/2/art_7_2.html'>甲</a><a href='/art/2024/1/3/art_7_3.html'>乙</a></li>", None),
    ],
)  # fmt: skip
def test_records(record: str, row: tuple[str, str, str | None] | None) -> None:
    """One row each: its own title and date. What is none, or several, makes the list not whole."""
    html = f"<datastore><totalrecord>1</totalrecord><recordset><record><![CDATA[{record}]]></record></recordset></datastore>"
    listing = hanweb.read_list(Page(f"{PROXY}?startrecord=1&endrecord=45", html))

    if row is None:
        assert (listing.entries, listing.complete, listing.reason) == ((), False, "有1行没有读成条目")  # fmt: skip
    else:
        (entry,) = listing.entries
        assert (entry.url, entry.title, entry.published_on and entry.published_on.isoformat()) == (HOST + row[0], row[1], row[2])  # fmt: skip
        assert listing.complete


@pytest.mark.parametrize(
    ("load", "served"),
    [
        ("loadDynamic('/module/xxgk/search.jsp?standardXxgk=1', 'div4', 'A02', '0', '0', '950', '1', '11220100MB1507524C')", "standardXxgk=1&infotypeId=A02&jdid=950&area=11220100MB1507524C&divid=div4"),
        ("loadDynamic('/module/xxgk/search.jsp?standardXxgk=1', 'div4', '0', '0', '0', '950', '1', '11220100MB1507524C')", None),
        ("loadDynamic('/module/xxgk/search.jsp?infotypeId='+a+'&area=1', 'div4', '0','0','0','950','1','')", None),
        ("</script><iframe src='/module/xxgk/search.jsp?divid=div7&amp;infotypeId=BL17&amp;area=11'></iframe><script>", "divid=div7&infotypeId=BL17&area=11"),
    ],
)  # fmt: skip
def test_the_disclosure_modules_search(load: str, served: str | None) -> None:
    """Asked only where the page names the directory: without one it answers with the whole unit's."""
    html = f"<html><body><h2>政策文件</h2><script>{load};</script></body></html>"
    listing = hanweb.read_list(Page(f"{HOST}/col/col9/index.html", html))

    assert listing.served_by == (served and f"{HOST}/module/xxgk/search.jsp?{served}")
    assert not listing.complete


@pytest.mark.parametrize(
    ("asked", "place", "next_page", "reason"),
    [
        ("currpage=1", "第&nbsp;1&nbsp;页/共&nbsp;2&nbsp;页", "currpage=2", None),
        ("infotypeId=A02", "第 1 页/共 2 页", "infotypeId=A02&currpage=2", None),
        ("currpage=2", "第2页/共2页", None, None),
        ("currpage=2", "第1页/共2页", None, "要的是第2页，公开目录接口给出第1页"),
        ("currpage=1", "", None, "公开目录接口没有给出条目和页码，不能确认已读全"),
    ],
)
def test_pages_of_the_search(asked: str, place: str, next_page: str | None, reason: str | None) -> None:  # fmt: skip
    """The printed place tells where the answer is and that it came to its end."""
    rows = "".join(
        f"<tr><td>{n}</td><td><a href='/art/2024/1/{n}/art_7_{n}.html'>关于第{n}号事项的通知</a></td><td>2024-01-0{n}</td></tr>"
        for n in (1, 2, 3)
    )
    address = f"{HOST}/module/xxgk/search.jsp?"
    listing = hanweb.read_list(Page(address + asked, f"<table>{rows}</table><p>{place}</p>"))

    assert listing.next_page == (next_page and address + next_page)
    assert (len(listing.entries), listing.complete, listing.reason) == (3, reason is None, reason)


def test_a_tree_in_a_frame_hides_columns() -> None:
    """The module's tree loads by itself: the links beside it are not all."""
    frame = '<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area=1"></iframe>'
    page = Page(f"{HOST}/col/col9/index.html", f"<html><body><ul><li><a href='/col/col8/index.html'>机构职能</a></li></ul>{frame}</body></html>")  # fmt: skip

    assert [column.path for column in hanweb.read_columns(page)] == ["机构职能"]
    assert hanweb.columns_obstacle(page) == "栏目树在内嵌网页里，网页源码里没有栏目"


def test_a_flood_of_records_is_not_whole() -> None:
    """Only so many are looked at; the rest is counted, not forgotten."""
    html = f"<datastore><totalrecord>3001</totalrecord><recordset>{_rows(1) * 3001}</recordset></datastore>"
    listing = hanweb.read_list(Page(f"{PROXY}?startrecord=1&endrecord=3001", html))

    assert (listing.complete, listing.reason) == (False, "有1行没有读成条目")


@given(st.text(max_size=300), st.sampled_from(["", "startrecord=1&endrecord=9", "page=2", "startrecord=x"]))  # fmt: skip
def test_whatever_is_answered_ends_with_a_reason(text: str, query: str) -> None:
    """Text without a total proves nothing."""
    listing = hanweb.read_list(Page(f"{PROXY}?{query}", f"<datastore>{text}"))

    assert listing.complete or listing.reason
    assert not listing.complete or listing.total is not None
