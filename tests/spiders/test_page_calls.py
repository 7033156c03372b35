"""Pagers written by a call in the page: which pages there are, and when the count itself is doubtful."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.page import Page
from spiders.page_calls import PageCall, doubt_of_cap, find_page_call, follow_call, live_script
from spiders.paging import Paging

COLUMN = "http://www.shili.gov.cn/zwgk/tzgg/"
BY_HAND = (
    "//createPageHTML(7, {0}, 'index', 'shtml');\n"
    "var currentPage = {1};//所在页从0开始\nvar countPage = {2}//共多少页"
)


def _page(script: str, url: str = COLUMN) -> Page:
    return Page(url, f"<html><body><script>\n{script}\n</script></body></html>")


@pytest.mark.parametrize(
    ("script", "call"),
    [
        ('createPageHTML(4, 0, "index", "shtml");', PageCall(4, 0, "index", "shtml")),
        ("createPageHTML( 4 ,0,'index','html' , 62)", PageCall(4, 0, "index", "html", 62)),
        ("createPageHTML('page_div',10, 1,'zwgklist','shtml',187);", PageCall(10, 0, "zwgklist", "shtml", 187, 1)),
        ("createPageHTML('page_div',10,3,'list','shtml',187)", PageCall(10, 2, "list", "shtml", 187, 1)),
        ("createPageHTML('paging',5,0,'index','html')", PageCall(5, 0, "index", "html")),
        ("new Pager({size:50, current:2, prefix:'index', suffix:'html'})", PageCall(50, 2, "index", "html")),
        ("createPageHTML(1, 0, 'index', 'htm');", PageCall(1, 0, "index", "htm")),
        ("/* createPageHTML(9, 0, 'index', 'htm'); */createPageHTML(2, 0, 'index', 'htm')", PageCall(2, 0, "index", "htm")),
        ("createPageHTML(2, 0, 'index', 'htm');createPageHTML(2, 0, 'index', 'htm')", PageCall(2, 0, "index", "htm")),
        ("createPageHTML(2, 0, 'index', 'htm');createPageHTML(3, 0, 'index', 'htm')", None),
        ("// createPageHTML(4, 0, 'index', 'shtml');", None),
        ("/* createPageHTML(4, 0, 'index', 'shtml'); */", None),
        ("accept('image/*');createPageHTML(4, 0, 'index', 'shtml');", PageCall(4, 0, "index", "shtml")),
        ("createPageHTML(4, 4, 'index', 'shtml');", None),
        ("createPageHTML(${PAGE_COUNT}, ${PAGE_INDEX}, 'index', 'html')", None),
        ("createPageHTML(4, 0, '../../etc/x', 'shtml')", None),
        ("createPageHTML(4, 0, 'index', 'exe')", None),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", None),
        ("createPageHTML()", None),
    ],
)  # fmt: skip
def test_call(script: str, call: PageCall | None) -> None:
    """Both forms of the call; what stands in a comment or is no call of this kind is none."""
    assert find_page_call(_page(script)) == call


@pytest.mark.parametrize(
    ("script", "url", "call"),
    [
        (BY_HAND.format(0, 0, 7), COLUMN, PageCall(7, 0, "index", "shtml")),
        (BY_HAND.format(2, 2, 7), f"{COLUMN}index_2.shtml", PageCall(7, 2, "index", "shtml")),
        (BY_HAND.format(0, 0, 9), COLUMN, None),
        (BY_HAND.format(1, 1, 7), COLUMN, None),
        ("var currentPage = 0; var countPage = 3;w('<a href=\"index_' + n + '.html\">')", COLUMN, PageCall(3, 0, "index", "html")),
        ("var currentPage = 1; var countPage = 3;w('<a href=\"index_' + n + '.html\">')", COLUMN, None),
        ("var currentPage = 0; var countPage = 3;go(n)", COLUMN, None),
        ("var countPage = 3;w('<a href=\"index_' + n + '.html\">')", COLUMN, None),
    ],
)  # fmt: skip
def test_pager_drawn_by_hand(script: str, url: str, call: PageCall | None) -> None:
    """The variables count where they agree with the address; a page that counts otherwise is unknown."""
    assert find_page_call(_page(script, url)) == call


@pytest.mark.parametrize(
    ("call", "rows", "following"),
    [
        (PageCall(4, 0, "index", "shtml"), 15, ["index_1.shtml", "index_2.shtml", "index_3.shtml"]),
        (PageCall(4, 2, "index", "shtml"), 15, ["index_3.shtml"]),
        (PageCall(4, 3, "index", "shtml"), 2, []),
        (PageCall(3, 0, "list", "shtml", None, 1), 20, ["list_2.shtml", "list_3.shtml"]),
        (PageCall(3, 2, "list", "shtml", None, 1), 20, []),
        (PageCall(1, 0, "index", "shtml"), 9, []),
        (PageCall(0, 0, "index", "shtml"), 0, []),
    ],
)
def test_following_pages(call: PageCall, rows: int, following: list[str]) -> None:
    """Page n of TRS is `index_{n-1}`; a later page leads to its next one only."""
    paging = follow_call(_page(""), Paging(is_script=True), call, rows)

    assert [f"{COLUMN}{name}" for name in following] == list(paging.further_pages)
    assert (paging.next_page, paging.is_script) == (next(iter(paging.further_pages), None), False)
    assert paging.is_last is (call.pages > 1 and not following)


@pytest.mark.parametrize(
    ("total", "rows", "told"), [(62, 20, 62), (15, 20, None), (80, 20, 80), (81, 20, None)]
)
def test_total_of_a_call(total: int, rows: int, told: int | None) -> None:
    """The last argument is a total only where it fits four pages of so many rows."""
    call = PageCall(4, 0, "index", "html", total)

    assert follow_call(_page(""), Paging(), call, rows).total == told


@pytest.mark.parametrize(
    ("pages", "rows", "total", "is_doubtful"),
    [
        (50, 20, None, True),
        (10, 15, None, True),
        (50, 20, 987, False),
        (50, 20, 1000, True),
        (9, 20, None, False),
        (13, 20, None, False),
        (1, 100, None, True),
        (1, 99, None, False),
        (5, 20, None, False),
    ],
)
def test_cap(pages: int, rows: int, total: int | None, is_doubtful: bool) -> None:  # noqa: FBT001
    """Fifty pages may be the first fifty; a printed total that is not round says they are all."""
    doubt = doubt_of_cap(PageCall(pages, 0, "index", "html"), rows, total)

    assert (doubt is not None) is is_doubtful


@given(st.text(alphabet="createPageHTML(0123456789,'\" index)/*\n;{}:", max_size=300))
def test_any_script_ends(script: str) -> None:
    """Whatever stands in a script: a sound call or none, and a shorter text without comments."""
    call = find_page_call(Page(COLUMN, f"<script>createPageHTML({script}</script>"))

    assert call is None or (call.name and 0 <= call.current < max(call.pages, 1))
    assert len(live_script(script)) <= len(script)


@given(st.integers(2, 400), st.data())
def test_pages_reach_the_last_one(pages: int, data: st.DataObject) -> None:
    """From page to page by the next address all pages are met, each once."""
    first = data.draw(st.integers(0, 1))
    met = [PageCall(pages, 0, "index", "html", None, first).file(0)]
    for current in range(pages):
        call = PageCall(pages, current, "index", "html", None, first)
        paging = follow_call(_page(""), Paging(), call, 20)
        met += [url.removeprefix(COLUMN) for url in paging.further_pages[:1]]

    assert len(met) == len(set(met)) == pages
