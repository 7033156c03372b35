"""The gkmlpt platform of Guangdong: addresses, the tree, answers of the interface, flags."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.model import PageKind, Validity
from spiders.families import gkmlpt
from spiders.page import Page
from spiders.reading import read_page

HOST = "http://www.szns.gov.cn"
BASE = f"{HOST}/nsqyjglj/gkmlpt"
ANSWER = f"{BASE}/api/all/4102?page={{page}}&sid=755325"
NOON = datetime(2022, 9, 21, 4, 0, tzinfo=UTC)


def seconds(moment: datetime) -> int:
    """Return the Unix time of a moment."""
    return int(moment.timestamp())


def row(**more: Any) -> dict[str, Any]:
    """Return a row of the interface, dated at noon."""
    own = {"title": "关于开展检查的通知", "url": f"{BASE}/content/10/10123/post_10123456.html"}
    return {**own, "create_time": seconds(NOON), **more}


def rows_of(count: int) -> list[dict[str, Any]]:
    """Return so many rows, each of a paper of its own."""
    return [row(url=f"{BASE}/content/10/10123/post_{20000000 + n}.html") for n in range(count)]


def answer(rows: list[Any], total: object, url: str = ANSWER.format(page=1), **more: Any) -> Page:
    """Return an answer of the interface as a page."""
    classify = {"id": 4102, "post_count": total, **more.pop("classify", {})}
    return Page(url, json.dumps({"classify": classify, "articles": rows, "total": total, **more}))


def home(tree: object, sid: str = "SID: '755325'", url: str = f"{BASE}/index") -> Page:
    """Return a page of the application with this tree."""
    script = f"window._CONFIG = {{{sid}, TREE: {json.dumps(tree)}, SERVICE_AREA_ID: '440305'}};"
    return Page(url, f"<html><head><script>{script}</script></head><body><p>目录</p></body></html>")


def node(number: object, name: object, **more: Any) -> dict[str, Any]:
    """Return a column of the tree."""
    return {"id": number, "name": name, "jump_url": "", "post_count": 0, "children": [], **more}


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        (f"{BASE}/index", True),
        (f"{HOST}/gkmlpt/index#4102", True),
        (f"{HOST}/gkmlpt/mindex/", True),
        (ANSWER.format(page=2), True),
        (f"{HOST}/gkmlpt/content/9/9103/post_9103540.html", True),
        (f"{HOST}/gzpyjy/gkmlpt/content/10/10794/mpost_10794083.html", True),
        (f"{HOST}/xxgk/content/post_9103540.html", False),
        (f"{HOST}/gkmlpt/attachment/1.pdf", False),
        (f"{HOST}/col/col1525479/index.html", False),
        (f"{HOST}/info/1021/3104.htm", False),
        (f"{HOST}/gongkai/site_szns/", False),
    ],
)
def test_is_recognised_by_its_addresses(url: str, *, is_own: bool) -> None:
    """Whatever folder the unit has on its host."""
    assert gkmlpt.recognises(Page(url, "<html><body><p>正文</p></body></html>")) is is_own


def test_without_an_address_the_script_or_the_answer_tells() -> None:
    """A page stored without its address is still known; any other script is not."""
    assert gkmlpt.recognises(home([node(1, "指南")], url=""))
    assert gkmlpt.recognises(Page("", answer([], 0).html))
    assert not gkmlpt.recognises(Page("", '{"results": [], "total": 0}'))
    assert not gkmlpt.recognises(Page("", "<script>window._CONFIG = {SID: '1'}</script>"))


def test_columns_come_from_the_tree_with_their_path() -> None:
    """Leaves by their interface, a column that jumps by where it jumps to."""
    tree = [
        node(1, "指南", jump_url="/nsqyjglj/xxgkzn/"),
        node(2, "法定主动公开内容", post_count=9, children=[node(3, "规划/计划", post_count=9)]),
    ]

    columns = gkmlpt.read_columns(home(tree))

    assert [(column.path, column.url) for column in columns] == [
        ("指南", f"{HOST}/nsqyjglj/xxgkzn/"),
        ("法定主动公开内容/规划／计划", f"{BASE}/api/all/3?page=1&sid=755325"),
    ]
    assert gkmlpt.columns_obstacle(home(tree)) is None


def test_a_column_with_items_of_its_own_beside_those_below_is_read_too() -> None:
    """What it counts beyond the columns below it stands in none of them."""
    tree = [node(2, "政策文件", post_count=12, children=[node(3, "规范性文件", post_count=9)])]

    assert [column.path for column in gkmlpt.read_columns(home(tree))] == [
        "政策文件",
        "政策文件/规范性文件",
    ]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (home([]), "栏目树"),
        (home("unset"), "栏目树"),
        (home([node(1, "指南")], sid="SITE: 1"), "站点编号"),
        (home([node(None, "指南")]), "指南"),
        (home([node(1, "指南"), "…"]), "无法读取"),
        (home([node(1, "指南", jump_url="javascript:;")]), "跳转"),
    ],
)
def test_a_tree_not_read_whole_is_said(page: Page, reason: str) -> None:
    """A column nobody saw must not become a duty that was not met."""
    assert reason in (gkmlpt.columns_obstacle(page) or "")


def test_a_page_of_a_column_names_the_interface() -> None:
    """The fragment is never sent: what serves the column is computed from it and the site's number."""
    listing = gkmlpt.read_list(home([node(4102, "通知")], url=f"{BASE}/index#4102"))

    assert listing.served_by == ANSWER.format(page=1)
    assert not listing.complete


@pytest.mark.parametrize(
    ("page", "rows", "total", "following"),
    [(0, 100, 203, 2), (1, 100, 203, 2), (2, 100, 203, 3), (3, 3, 203, None), (1, 100, 100, None), (2, 100, 200, None)],
)  # fmt: skip
def test_the_next_page_follows_from_total_and_number(
    page: int, rows: int, total: int, following: int | None
) -> None:
    """100 rows a page; page 0 is page 1; nothing is asked beyond the last, which answers 404."""
    listing = gkmlpt.read_list(answer(rows_of(rows), total, ANSWER.format(page=page)))

    expected = ANSWER.format(page=following) if following else None
    assert (listing.next_page, listing.complete, listing.total) == (expected, True, total)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answer([row()], None), "总数"),
        (answer([row()], -1), "总数"),
        (answer([row()] * 2, 2), "重复"),
        (answer(rows_of(99), 230), "应有100条"),
        (answer(rows_of(3), 2), "应有2条"),
        (answer([], 0, classify={"post_count": None}), "共几条"),
        (answer([], 3), "应有3条"),
        (answer([row()], 1, classify={"id": 77}), "另一个栏目"),
        (answer([row()], 1, classify={"post_count": 40}), "写明有40条"),
        (answer([row()], 1, classify={"jump_url": "http://x.cn/"}), "跳转"),
        (answer([row()], 1, offset=100), "不是所要的"),
        (answer([row(title="")], 1), "没有标题或地址"),
        (answer([row(url="javascript:;")], 1), "没有标题或地址"),
        (answer(["row"], 1), "没有标题或地址"),
        (Page(ANSWER.format(page=1), '{"code": 500}'), "总数"),
        (Page(ANSWER.format(page=1), "[]"), "不是数据"),
        (Page(ANSWER.format(page=1), "<html><body>忙</body></html>"), "不是数据"),
    ],
)
def test_an_answer_that_is_not_whole_says_why(page: Page, reason: str) -> None:
    """Nothing missing is ever taken for nothing disclosed."""
    listing = gkmlpt.read_list(page)

    assert not listing.complete
    assert reason in (listing.reason or "")


@pytest.mark.parametrize(
    ("stamps", "day"),
    [
        ({"create_time": seconds(NOON)}, date(2022, 9, 21)),
        ({"create_time": str(seconds(NOON))}, date(2022, 9, 21)),
        ({"create_time": seconds(NOON) * 1000}, date(2022, 9, 21)),
        ({"create_time": 1663776000}, date(2022, 9, 22)),
        ({"display_publish_time": seconds(NOON), "create_time": 0}, date(2022, 9, 21)),
        ({"created_at": "2022-09-21 00:00:00"}, date(2022, 9, 21)),
        ({"created_at": "2022-09-20 00:00:00"}, None),
        ({"display_publish_time": seconds(NOON) + 86400}, None),
        ({"create_time": 0, "created_at": "2022-09-21"}, None),
        ({"create_time": 0, "date": seconds(NOON)}, None),
        ({"create_time": 10**18}, None),
        ({"create_time": True}, None),
    ],
)
def test_a_row_is_dated_where_its_stamps_agree(stamps: Mapping[str, Any], day: date | None) -> None:
    """By the clock of Shanghai; never by the day of formation."""
    assert gkmlpt.read_list(answer([row(**stamps)], 1)).entries[0].published_on == day


def test_a_row_is_where_the_application_leads() -> None:
    """With the page's own scheme on its own host; the other address only where there is no first."""
    other = "http://www.szns.gov.cn/xxgk/content/post_5.html"
    rows = [
        row(url="//www.szns.gov.cn/gkmlpt/content/1/2/post_3.html"),
        row(url="", post_url=other),
    ]
    secure = ANSWER.format(page=1).replace("http:", "https:")

    entries = gkmlpt.read_list(answer(rows, 2, secure)).entries

    assert [entry.url for entry in entries] == [
        "https://www.szns.gov.cn/gkmlpt/content/1/2/post_3.html",
        "https://www.szns.gov.cn/xxgk/content/post_5.html",
    ]


@pytest.mark.parametrize(
    ("detail", "validity"),
    [
        ({"is_abolished": 1, "is_expired": 0}, Validity.REPEALED),
        ({"is_abolished": "0", "is_expired": "1"}, Validity.EXPIRED),
        ({"is_abolished": 0, "is_expired": 0}, None),
        ({"is_abolished": 1, "is_expired": 1}, None),
        ({"is_abolished": 1, "id": 999}, None),
        ({"is_abolished": 2}, None),
    ],
)
def test_a_flag_says_what_is_set_and_nothing_else(
    detail: Mapping[str, Any], validity: Validity | None
) -> None:
    """0 is no claim of 有效; a script about another paper says nothing of this one."""
    script = f"window._CONFIG = {{SID: '1', DETAIL: {json.dumps(detail)}}};"
    page = Page(
        f"{BASE}/content/10/10123/post_10123456.html",
        f"<html><head><script>{script}</script></head><body><h1>关于开展检查的通知</h1></body></html>",
    )

    assert gkmlpt.read_disclosure(page).validity is validity


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "children", "jump_url", "post_count", "title", "url", "create_time"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(VALUES, VALUES, VALUES)
def test_any_answer_and_any_tree_end_with_a_record(one: Any, two: Any, three: Any) -> None:
    """Hostile values are refused, not raised; rows always have title and address."""
    text = json.dumps({"articles": one, "total": two, "classify": three})
    record = read_page(text, url=ANSWER.format(page=1), family="gkmlpt")
    columns = gkmlpt.read_columns(home(one))

    assert record.page_kind is PageKind.LIST
    assert record.listing is not None
    assert all(entry.title and entry.url for entry in record.listing.entries)
    assert all(column.path and column.url.startswith("http") for column in columns)
    assert columns or gkmlpt.columns_obstacle(home(one))


def test_a_tree_without_end_is_refused() -> None:
    """Nesting beyond any real menu is said to be unreadable."""
    tree: list[Any] = []
    for _ in range(40):
        tree = [node(1, "栏目", children=tree)]

    assert gkmlpt.columns_obstacle(home(tree)) is not None
    assert gkmlpt.columns_obstacle(Page(f"{BASE}/index", "<script>_CONFIG = {SID: 1, TREE: " + "[" * 100_000)) is not None  # fmt: skip
