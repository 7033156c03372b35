"""Pages made to be hard end with a record or a stated reason, soon; what is read in part is said to be."""

from __future__ import annotations

import time

import pytest

from audit_rules.model import PageKind
from benchmarks.hostile_pages import LIST_ADDRESSES, SHAPES
from spiders.decoding import MAX_BYTES, decode
from spiders.families import load_family
from spiders.lines import MAX_LINES
from spiders.page import MAX_CHARACTERS, Page
from spiders.reading import read_page

DOCUMENT = "http://www.shili.gov.cn/gongkai/site_a/channel_a/doc_61f23602d711308e8b82fe7b.html"
LIST = LIST_ADDRESSES["gongkai"]
SCALE = 0.02
BOUND_S = 2.0
"""Of the processor; a shape read in quadratic time takes longer even at this scale, or did when found."""
FULL = (
    "50 MB of text", "50 MB of tags", "nested div", "nested inline", "nested links", "pairs that differ",
    "files", "one line of marks", "style opened", "style selectors", "torn table", "pager", "attribute of 1 MB",
)  # fmt: skip
UNREAD = (PageKind.UNKNOWN, PageKind.BLOCKED, PageKind.SOFT_404, PageKind.EMPTY_SHELL)


@pytest.mark.parametrize("name", sorted(SHAPES))
@pytest.mark.parametrize("url", [DOCUMENT, "http://www.shili.gov.cn/a/b.html"])
def test_shape(name: str, url: str) -> None:
    """A record in a bounded time; where nothing was read, it says so, and no list is called whole."""
    html = SHAPES[name](SCALE)
    begin = time.process_time()
    record = read_page(html, url=url)

    assert time.process_time() - begin < BOUND_S
    assert "无法读取" not in record.unreadable.get("page", "")
    if record.page_kind in UNREAD:
        assert "page" in record.unreadable
    if record.page_kind is PageKind.LIST:
        assert record.listing is not None
        assert not record.listing.complete
        assert record.listing.reason


@pytest.mark.parametrize("name", FULL)
def test_shape_at_full_size(name: str) -> None:
    """The sizes the program promises to survive, bytes and all: 50 MB, 200,000 nested tags, 100,000 links."""
    body = SHAPES[name](1).encode()
    begin = time.process_time()
    record = read_page(decode(body), url=DOCUMENT)
    listing = load_family("generic").read_list(Page(LIST_ADDRESSES["generic"], decode(body)))

    assert time.process_time() - begin < BOUND_S * 4
    assert "无法读取" not in record.unreadable.get("page", "")
    assert not listing.complete


@pytest.mark.parametrize("family", sorted(LIST_ADDRESSES))
@pytest.mark.parametrize(
    "name", ["pager", "links that differ", "torn table", "options", "json of rows"]
)
def test_families_read_hard_lists(family: str, name: str) -> None:
    """Each family's own list reading ends, and never calls such a list whole."""
    html = SHAPES[name](0.05)
    begin = time.process_time()
    listing = load_family(family).read_list(Page(LIST_ADDRESSES[family], html))

    assert time.process_time() - begin < BOUND_S
    assert not listing.complete
    assert listing.reason


def test_nesting_the_parser_gives_up_on_is_said() -> None:
    """What stands behind 300 open tags is lost: no list is whole, no label certainly absent."""
    row = "<li><a href='doc_61f23602d711308e8b8{:05x}.html'>关于第{}件事的通知</a><span>2022-03-01</span></li>"
    rows = "".join(row.format(place, place) for place in range(20))
    deep = "<div>" * 300 + "<p>文号：某政发〔2022〕1号</p>" + "</div>" * 300
    html = f"<html><body><h1>关于某事的通知</h1><p>发布日期：2022-03-01</p><ul>{rows}</ul>{deep}</body></html>"
    record = read_page(html, url=DOCUMENT)
    listing = load_family("gongkai").read_list(Page(LIST, html))

    assert "page" in record.unreadable
    assert "document_number" in record.labels_printed
    assert "document_number" not in record.labels_read
    assert not listing.complete
    assert "嵌套" in (listing.reason or "")


def test_lines_beyond_the_limit_are_said() -> None:
    """A page of more lines than are read may print its number behind them."""
    html = (
        "<html><body><h1>某通知</h1><p>发布日期：2022-03-01</p>"
        + "文<br>" * (MAX_LINES + 1)
        + "<p>文号：无</p></body></html>"
    )
    record = read_page(html, url=DOCUMENT)

    assert "page" in record.unreadable
    assert "document_number" in record.labels_printed


def test_a_menu_too_long_is_not_whole() -> None:
    """Columns behind the limit were not seen."""
    items = "".join(f"<li><a href='/gongkai/channel_{n}/'>栏目{n}</a></li>" for n in range(20_000))
    page = Page(LIST, f"<html><body><ul>{items}</ul></body></html>")

    assert load_family("gongkai").columns_obstacle(page) is not None


LONG = "<html><body><h1>关于某事的通知</h1><p>发布日期：2022-03-01</p>" + "<p>正文。</p>" * (
    MAX_CHARACTERS // 9
)


def test_a_page_too_long_says_so() -> None:
    """What stands at its beginning is read; nothing that is not there is called absent."""
    record = read_page(LONG + "</body></html>", url=DOCUMENT)

    assert record.published_on is not None
    assert "没有读取" in record.unreadable["page"]
    assert record.labels_read == {"published_on"}
    assert "document_number" in record.labels_printed


def test_a_list_too_long_is_not_whole() -> None:
    """Rows behind the limit are lost, so no column can be called read."""
    row = "<li><a href='doc_61f23602d711308e8b8{:05x}.html'>关于第{}件事的通知</a><span>2022-03-01</span></li>"
    rows = "".join(row.format(place, place) for place in range(300))
    html = f"<html><body><ul>{rows}</ul><p>{'文' * MAX_CHARACTERS}</p></body></html>"
    listing = read_page(html, url=DOCUMENT.rsplit("/", 1)[0] + "/").listing

    assert listing is not None
    assert len(listing.entries) == 300
    assert not listing.complete
    assert listing.reason


def test_pictures_in_the_page_do_not_make_it_too_long() -> None:
    """A page with a scanned document written into it is read to its end."""
    picture = "<img src='data:image/png;base64," + "iVBORw0KGgo" * (MAX_CHARACTERS // 8) + "'>"
    page = Page(DOCUMENT, f"<html><body><h1>某通知</h1>{picture}<p>文号：无</p></body></html>")

    assert not page.is_too_long
    assert page.lines[-1].text == "文号：无"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16"])
def test_a_long_body_is_cut_in_its_own_charset(charset: str) -> None:
    """A character torn by the cut does not make the bytes look like another charset."""
    text = "a" + "文号" * (MAX_BYTES // 4)
    body = text.encode(charset)

    assert len(body) > MAX_BYTES
    assert text.startswith(decode(body))
    assert len(decode(body)) > MAX_CHARACTERS
