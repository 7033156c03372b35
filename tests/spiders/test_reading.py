"""Reading never raises, and gates are named; hostile pages end with a record."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_rules.model import PageKind
from spiders.errors import UnknownFamilyError
from spiders.page_json import page_json
from spiders.reading import read_page

HOSTILE = {
    "empty": "",
    "nulls": "<p>\x00\x00文号：\x00</p>" * 50,
    "surrogates": "<p>\ud800文号\udfff</p>",
    "deep": "<div>" * 20_000 + "文" + "</div>" * 20_000,
    "attributes": "<p " + "x='1' " * 20_000 + ">" + "y" * 500_000,
    "colons": "<p>" + "文号：" * 20_000 + "</p>",
    "blanks": "<p>" + "索 " * 50_000 + "：</p>",
    "digits": "<p>" + "2022年" * 20_000 + "有效期至" * 5_000 + "</p>",
    "braces": "<li>" + "{{" * 20_000 + "</li>",
    "broken": "<table><td><a href='http://[::1'>x</a><td><<<<<",
    "declaration": "<?xml version='1.0' encoding='gb2312'?><html><body><p>文</p></body></html>",
    "base": "<base href='http://['><a href='x.html'>标题标题</a>",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_pages(name: str) -> None:
    """A record, in seconds."""
    start = time.monotonic()
    record = read_page(HOSTILE[name], url="http://www.shili.gov.cn/gongkai/channel_c1/")

    assert record.published_on is None
    assert page_json(record)["family"] == record.family
    assert time.monotonic() - start < 10


@settings(max_examples=60, deadline=None)
@given(html=st.text(max_size=400))
def test_any_text(html: str) -> None:
    """Whatever is sent, no date is found in it that is not printed in it."""
    record = read_page(html, url=None)

    assert record.page_kind in PageKind


def test_own_address_is_used() -> None:
    """Without url the page's canonical address tells the family."""
    address = "http://www.shili.gov.cn/gongkai/site_sl/channel_a1/doc_61f23602d711308e8b82fe7b.html"
    record = read_page(
        f"<link rel='canonical' href='{address}'><h1>某局通知</h1><p>正文。</p>", url=None
    )

    assert (address, "gongkai") == (record.url, record.family)


def test_unknown_family_is_refused() -> None:
    """A family there is not is a mistake of the portal file."""
    with pytest.raises(UnknownFamilyError):
        read_page("", url=None, family="nosuch")


def test_labels_in_the_text_are_not_the_pages_own() -> None:
    """A table of repealed documents under the text lends nothing to the page."""
    record = read_page(
        "<h1>关于规范性文件清理结果的公告</h1><p>现将清理结果公布如下。</p><table><tr><td>文号</td>"
        "<td>川政发〔2011〕1号</td><td>成文日期</td><td>2011-01-01</td></tr></table>",
        url=None,
    )

    assert (record.document_number, record.formed_on) == (None, None)


BOX = """<table><tr><td>标题: 关于某事的通报</td><td>文号: </td></tr><tr><td>发文日期: 2022-03-01</td>
<td>发布机构: 区财政局</td></tr></table><h1>关于某事的通报</h1><div>发布日期:2022-03-05 字号: 打印</div>"""


def test_two_publication_dates_conflict() -> None:
    """发布日期 wins over 发文日期, and the disagreement is said."""
    record = read_page(BOX + "<p>正文。</p>", url=None)

    assert [(conflict.field, conflict.a, conflict.b) for conflict in record.conflicts] == [
        ("published_on", "2022-03-05", "2022-03-01")
    ]


def test_number_under_the_date_line() -> None:
    """The date line between title and number belongs to the page, not to the document."""
    record = read_page(BOX + "<p>川财发〔2022〕1号</p><p>各镇：</p><p>正文。</p>", url=None)

    assert (
        record.document_number,
        record.fields["document_number"].where,
    ) == ("川财发〔2022〕1号", "标题下")


def test_meeting_time_is_no_publication_date() -> None:
    """时间 above 地点 is when the meeting was."""
    record = read_page(
        "<h1>关于某会议的通报</h1><p>时间：2022年2月25日</p><p>地点：某会议室</p><p>议定事项。</p>",
        url=None,
    )

    assert record.published_on is None


def test_decision_date_in_a_table() -> None:
    """A label cell in the text states a trigger date."""
    record = read_page(
        BOX + "<table><tr><td>处罚决定日期</td><td>2022年3月1日</td></tr></table>", url=None
    )

    assert [event.on.isoformat() for event in record.events] == ["2022-03-01"]


def test_stated_absence_wins_over_the_text() -> None:
    """A box that says 无文号 is believed; the number below is not taken."""
    record = read_page(
        "<table><tr><td>标题</td><td>关于某事的通知</td><td>文号</td><td>无文号</td></tr></table>"
        "<h1>关于某事的通知</h1><p>川政发〔2022〕1号</p><p>正文。</p>",
        url=None,
    )

    assert (record.document_number, record.document_number_raw) == (None, "无文号")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>本站已支持无障碍浏览</p><p>更新日期 2022-03-01</p>", PageKind.UNKNOWN),
        ("<h2>栏目</h2><p>暂无内容。</p><p>2022-03-01</p>", PageKind.UNKNOWN),
        ("<p>各镇：</p><p>现将结果印发给你们。</p>", PageKind.DISCLOSURE),
        ("<p>某县财政局</p><p>2022年3月1日</p>", PageKind.DISCLOSURE),
        ("<p><a href='bg.pdf'>某县2022年报告</a></p>", PageKind.DISCLOSURE),
        ("<p>文号：川财发〔2022〕1号</p>", PageKind.DISCLOSURE),
        ("<h1>通报</h1><p>2022年3月1日</p>", PageKind.UNKNOWN),
        ("<h1>某县情况通报</h1><p>2022年3月1日</p>", PageKind.DISCLOSURE),
    ],
)
def test_pages_of_no_known_layout(body: str, expected: PageKind) -> None:
    """A note and a date stand on any page; a document has a title, a text, a box, a file or is signed."""
    html = f"<html><body>{body}</body></html>"

    assert expected is read_page(html, url="http://www.shili.gov.cn/a/b.html").page_kind
