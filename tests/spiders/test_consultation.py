"""Consultations are told by their title in every family, with the period they ask in."""

from __future__ import annotations

from datetime import date

import pytest

from audit_rules.model import PageKind, PageRecord
from spiders.consultation import asks_for_opinions
from spiders.reading import read_page

TITLE = "关于《示例区养犬管理办法（草案征求意见稿）》公开征求意见的公告"
TEXT = "<p>为提高立法质量，现将办法草案向社会公开征求意见，欢迎社会各界提出建议。</p>"


def read(content: str, title: str = TITLE) -> PageRecord:
    """Read an article of no known make."""
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"<p>发布时间：2023-05-06 来源：区公安局</p>{content}<p>主办：示例区人民政府</p></body></html>"
    )
    return read_page(html, url="http://www.shili.gov.cn/hdjl/202305/7.html")


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        (TITLE, True),
        ("关于征集2023年民生实事项目建议的公告", True),
        ("关于公开征求《示例区城市更新规划（2021-2035年）》意见的通告", True),
        ("《示例区养犬管理办法（征求意见稿）》征求意见采纳情况的公告", False),
        ("关于征求意见反馈情况的通知", False),
        ("关于印发《示例区养犬管理办法》的通知", False),
        ("示例区召开征求意见座谈会", False),
    ],
)
def test_title(title: str, *, is_one: bool) -> None:
    """What reports on a consultation is none."""
    assert asks_for_opinions(title) is is_one


@pytest.mark.parametrize(
    "period",
    [
        "<p>公示期:2023年5月6日至6月6日</p>",
        "<p>征集时间：2023-05-06 至 2023-06-06</p>",
        "<p>征求意见时间：2023年5月6日-2023年6月6日</p>",
    ],
)
@pytest.mark.parametrize("order", ["above", "below"])
def test_period(period: str, order: str) -> None:
    """In a line of its own, above the text or below its first paragraph; a year is written once."""
    record = read(period + TEXT if order == "above" else TEXT + period)

    assert record.page_kind is PageKind.CONSULTATION
    assert (record.open_from, record.open_until) == (date(2023, 5, 6), date(2023, 6, 6))
    assert record.fields["open_until"].raw in period


def test_two_periods_in_the_text_give_none() -> None:
    """Nobody can tell which is the page's."""
    two = "<p>公示期：2023年5月6日至6月6日</p><p>公示期：2023年7月6日至8月6日</p>"

    assert read(TEXT + two).open_from is None


def test_a_period_not_understood_is_kept() -> None:
    """Its words are reported, and no date is made of them."""
    record = read("<p>公示期：自公布之日起30日</p>" + TEXT)

    assert record.open_from is None
    assert record.unreadable["open_from"] == "自公布之日起30日"
