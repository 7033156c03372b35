"""Answers of interfaces: rows against what is due, days, addresses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.model import ListEntry
from spiders.served_page import (
    Served,
    own_address,
    plain_words,
    query_of,
    row_day,
    served_listing,
    whole_number,
    why_failed,
    with_query,
)

URL = "https://www.shili.gov.cn/search?page=2&size=5"


def _served(rows: int, **changes: int | None) -> Served:
    entries = tuple(
        ListEntry(url=f"https://x/{number}", title=f"第{number}件", published_on=None)
        for number in range(rows)
    )
    facts: dict[str, int | None] = {"number": 2, "per_page": 5, "total": 12, **changes}
    return Served(url=URL, entries=entries, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("served", "reason"),
    [
        (_served(5), None),
        (_served(2, number=3), None),
        (_served(4), "接口这一页应有5条，实际返回4条"),
        (_served(5, number=3), "接口这一页应有2条，实际返回5条"),
        (_served(5, total=None), "接口没有给出总数，无法确认是否读全"),
        (_served(5, total=None, pages=3), None),
        (_served(4, total=None, pages=3), "接口这一页应有5条，实际返回4条"),
        (_served(2, total=None, pages=2), None),
        (_served(7, total=None, pages=2), "接口每页5条，实际返回7条"),
        (_served(0, number=1, total=0), "接口没有返回条目，无法确认栏目确实为空"),
        (_served(5, total=10_000), "接口给出的总数恰为10000条，是检索系统的计数上限"),
        (_served(5, shown=1), "接口返回的是第1页，不是所要的第2页"),
        (_served(4, unusable=1), "接口返回的条目中有1条没有标题或地址"),
    ],
)
def test_whole(served: Served, reason: str | None) -> None:
    """A page is whole with exactly the rows due on it, and a count of all."""
    listing = served_listing(served, "page")

    assert (listing.reason, listing.complete) == (reason, reason is None)


@pytest.mark.parametrize(
    ("served", "next_page"),
    [
        (_served(5), "https://www.shili.gov.cn/search?page=3&size=5"),
        (_served(2, number=3), None),
        (_served(5, total=10), None),
        (_served(5, total=None, pages=3), "https://www.shili.gov.cn/search?page=3&size=5"),
        (_served(0, total=99), None),
    ],
)
def test_next(served: Served, next_page: str | None) -> None:
    """As long as the total is not reached; an empty page leads nowhere."""
    assert served_listing(served, "page").next_page == next_page


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-10-17 10:35:00", date(2024, 10, 17)),
        ("2024.10.17", date(2024, 10, 17)),
        (1729132500000, date(2024, 10, 17)),
        ("1729132500000", date(2024, 10, 17)),
        (1729094400, date(2024, 10, 17)),
        ("", None), (None, None), (0, None), (-5, None), (True, None), ("明天", None), (10**18, None),
        ("9" * 40, None),
    ],
)  # fmt: skip
def test_day(value: object, day: date | None) -> None:
    """Words as printed, or a count since 1970 told in Chinese time; else none."""
    assert row_day(value) == day


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/a/b.html", "https://www.shili.gov.cn/a/b.html"),
        ("http://www.shili.gov.cn/a.html#x", "https://www.shili.gov.cn/a.html"),
        ("//www.shili.gov.cn/a.html", "https://www.shili.gov.cn/a.html"),
        ("http://other.gov.cn/a.html", "http://other.gov.cn/a.html"),
        ("javascript:void(0)", None), ("", None), (None, None), (7, None), ("http://[x", None),
    ],
)  # fmt: skip
def test_address(url: object, address: str | None) -> None:
    """Rows of the own host have the scheme the column was asked by: else they are not the page's rows."""
    assert own_address(url, URL) == address


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"code": 500, "message": "检索服务异常"}, "接口报错：检索服务异常"),
        ({"code": "404"}, "接口报错：404"),
        ({"code": -1, "msg": ""}, "接口报错：-1"),
        ({"success": False}, "接口报错：未说明原因"),
        ({"code": 200, "success": True}, None),
        ({"code": 0}, None),
        ({"code": "SUCCESS"}, None),
        ({}, None),
    ],
)
def test_failure(answer: dict[str, object], reason: str | None) -> None:
    """An error comes with status 200 like everything else."""
    assert why_failed(answer) == reason


def test_words() -> None:
    """Marks of a search and entities are undone; angle brackets that are no tags stay."""
    assert (
        plain_words("关于<em class='hl'>安全</em>&ldquo;双随机&rdquo;的通知&nbsp;")
        == "关于安全“双随机”的通知"
    )
    assert plain_words("当 a < b 时") == "当 a < b 时"
    assert plain_words(None) == ""


@pytest.mark.parametrize(
    ("value", "number"),
    [(7, 7), ("107", 107), (True, None), ("1,000", None), (None, None), (3.5, None), ("二", None)],
)
def test_number(value: object, number: int | None) -> None:
    """Counts come bare or in quotes."""
    assert whole_number(value) == number


@given(st.dictionaries(st.text("abc_", min_size=1), st.text(max_size=8)), st.integers(1, 999))
def test_query_survives(parameters: dict[str, str], number: int) -> None:
    """Only the page's number changes; blank parameters stay."""
    url = with_query(with_query("https://x/search", parameters), {"page": str(number)})

    assert query_of(url) == parameters | {"page": str(number)}
