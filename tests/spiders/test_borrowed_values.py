"""Values of things a page speaks of are not the page's own."""

from __future__ import annotations

import pytest

from audit_rules.model import PageRecord
from spiders.decoding import decode
from spiders.page import Page
from spiders.reading import read_page, read_parsed

URL = "http://www.shili.gov.cn/zwgk/2022/1.html"
TITLE = "示例区关于食品安全监督抽检情况的公告"


def read(content: str, title: str = TITLE, info: str = "<div>2022-11-20</div>") -> PageRecord:
    """Read an article of no known make."""
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{info}{content}</body></html>"
    return read_page(html, url=URL)


def test_labels_of_a_thing_in_the_text() -> None:
    """The day of a sample and where it came from, the day an enrolment ends."""
    record = read(
        "<p>产品名称：香肠</p><p>日期：2022-01-02</p><p>来源：外购</p><p>截止日期：2022年12月1日</p>"
    )

    assert record.published_on is None or record.published_on.isoformat() == "2022-11-20"
    assert (record.source, record.valid_until) == (None, None)


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>序号</td><td>标题</td><td>承办单位</td></tr><tr><td>1</td><td>关于修路的建议</td><td>区住建局</td></tr>",
        (
            "<tr><td>文件名称</td><td>文号</td><td>发布日期</td><td>有效期</td></tr>"
            "<tr><td>养犬办法</td><td>某政发〔2015〕12号</td><td>2015-05-01</td><td>2020-04-30</td></tr>"
        ),
    ],
)
def test_a_table_of_one_row_is_no_box(table: str) -> None:
    """A catalogue of one paper: neither its title nor its number is the page's."""
    title = "示例区现行有效规范性文件目录"
    record = read(f"<table>{table}</table>", title, "<div>来源：区司法局</div>")

    assert record.title == title
    assert (record.published_on, record.document_number, record.valid_until) == (None, None, None)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, "取得的许可证自2022年1月1日起生效，有效期3年。"),
        (TITLE, "许可证自2022年1月1日起施行，有效期3年。"),
        (TITLE, "本许可证有效期至2025年1月1日。"),
        (TITLE, "按照省厅要求，该办法自2022年1月1日起施行，有效期5年。"),
        ("关于修改停车办法的决定", "将第二十条修改为：“本办法自2017年1月1日起施行，有效期至2026年12月31日。”"),
        ("《停车办法》政策解读", "本办法自2023年3月1日起施行，有效期至2028年2月28日。"),
    ],
)  # fmt: skip
def test_the_term_of_another_thing(title: str, text: str) -> None:
    """A licence, a clause quoted, a paper explained."""
    assert read(f"<p>{text}</p>", title).valid_until is None


@pytest.mark.parametrize("address", ["http://[bad", "http://", "//x"])
def test_a_broken_canonical_address_costs_nothing(address: str) -> None:
    """It is passed over, and the page read."""
    html = f'<head><link rel="canonical" href="{address}"></head><h1>{TITLE}</h1><p>发布日期：2022-01-01</p>'
    record = read_page(html, url=None)

    assert record.title == TITLE
    assert record.published_on is not None


@pytest.mark.parametrize(
    "name", ["zlib", "bz2", "base64", "rot13", "hex", "unicode_escape", "idna"]
)
def test_what_is_no_charset_is_passed_over(name: str) -> None:
    """Python's codecs compress and escape, too."""
    body = f"<meta charset={name}><p>发布</p>".encode()

    assert decode(body, None).endswith("<p>发布</p>")


def test_an_arrow_without_words_is_followed() -> None:
    """Its class says what it is."""
    rows = "".join(
        f'<li><a href="2023/{n}.html">示例区关于第{n}件事情的通知</a><span>2023-11-{n:02}</span></li>'
        for n in range(1, 9)
    )
    html = f'<html><body><ul>{rows}</ul><div><a class="next" href="?p=2"><i class="icon"></i></a></div></body></html>'
    listing = read_parsed(Page("http://www.shili.gov.cn/zwgk/tzgg/", html)).listing

    assert listing is not None
    assert listing.next_page == "http://www.shili.gov.cn/zwgk/tzgg/?p=2"
