"""Boxes of other documents beside the page's own."""

from __future__ import annotations

import pytest

from audit_rules.model import PageRecord
from spiders.reading import read_page

TITLE = "某区人民政府关于印发工作规则的通知"
OWN = """<table><tr><td>文号</td><td>某政发〔2022〕14号</td><td>发布日期</td><td>2022-10-10</td></tr>
<tr><td>发布机构</td><td>某区人民政府</td><td>有效性</td><td>有效</td></tr></table>"""
TEXT = "<p>各街道办事处：</p><p>现予印发。</p>"


def _entry(number: str, day: str, name: str = "关于表扬先进的通报") -> str:
    return (
        f"<div><a href='x'>某区人民政府{name}</a><p>文号：{number}</p><p>发布日期：{day}</p></div>"
    )


def _read(body: str) -> PageRecord:
    return read_page(
        f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>",
        url="http://www.shili.gov.cn/a/b.html",
    )


@pytest.mark.parametrize(
    "beside",
    [
        _entry("某政任〔2022〕7号", "2022-10-20", "关于人事任免的通知")
        + _entry("某政字〔2022〕60号", "2022-10-15"),
        _entry("某政字〔2022〕60号", "2022-10-15"),
        "<ul><li>文号：某政任〔2022〕7号</li><li>文号：某政字〔2022〕60号</li></ul>",
    ],
)
def test_a_list_beside_the_document(beside: str) -> None:
    """最新文件 in the left column lends no number and no date, one entry or more."""
    record = _read(f"<div><h3>最新文件</h3>{beside}</div><div><h1>{TITLE}</h1>{OWN}{TEXT}</div>")

    assert record.document_number == "某政发〔2022〕14号"
    assert str(record.published_on) == "2022-10-10"
    assert record.conflicts == ()


def test_own_box_outside_the_column_of_the_title() -> None:
    """A box above the column of the text stays the page's own; the other date is a disagreement."""
    record = _read(
        f"<div>{OWN}</div><div><h1>{TITLE}</h1><p>发布日期：2022-10-11 来源：某局</p>{TEXT}</div>"
    )

    assert record.document_number == "某政发〔2022〕14号"
    assert [conflict.field for conflict in record.conflicts] == ["published_on"]


INTERPRETED = """<div><h4>解读文件</h4><p>标题：某区人民政府关于印发创新券管理办法的通知</p><p>发文字号：某政办发〔2022〕8号</p>
<p>成文日期：2022-08-10</p><p>有效性：有效</p></div>"""


@pytest.mark.parametrize(
    "box", [INTERPRETED, INTERPRETED.replace("<h4>解读文件</h4>", ""), INTERPRETED.replace("<p>标题：某区人民政府关于印发创新券管理办法的通知</p>", "")]
)  # fmt: skip
def test_box_of_the_interpreted_document(box: str) -> None:
    """The document a 解读 is about has its own number, date and validity."""
    record = read_page(
        f"<body><h1>《某区科技创新券管理办法》政策解读</h1><p>发布日期：2022-08-19 来源：区科技局</p>{box}"
        "<p>近日印发了该办法，现解读如下。</p></body>",
        url=None,
    )

    assert record.title == "《某区科技创新券管理办法》政策解读"
    assert (record.document_number, record.formed_on, record.validity) == (None, None, None)
    assert str(record.published_on) == "2022-08-19"


def test_box_that_names_the_page_itself() -> None:
    """A 标题 the heading is a part of is the page's own, under the heading too."""
    box = INTERPRETED.replace("<h4>解读文件</h4>", "")
    record = read_page(
        f"<body><h1>某区人民政府关于印发创新券管理办法的通知</h1>{box}{TEXT}</body>", url=None
    )

    assert record.document_number == "某政办发〔2022〕8号"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "<tr><td>资金来源</td><td>中央财政</td></tr><tr><td>来源</td><td>省级补助</td></tr>",
            None,
        ),
        ("<tr><td>文号</td><td></td></tr><tr><td>来源</td><td>区水利局</td></tr>", "区水利局"),
        ("<tr><td>来源：区水利局</td></tr>", "区水利局"),
    ],
)
def test_weak_words_at_the_head_of_a_row(rows: str, expected: str | None) -> None:
    """来源 heads a row of figures too; in a table with a document's labels, or with its colon, it is one."""
    record = read_page(f"<body><h1>{TITLE}</h1><table>{rows}</table></body>", url=None)

    assert record.source == expected


@pytest.mark.parametrize(("tag", "is_blank"), [("h1", True), ("p", False)])
def test_the_title_is_no_value(tag: str, is_blank: bool) -> None:  # noqa: FBT001
    """A box directly over the title says nothing; it is empty for certain only over a heading."""
    record = _read(f"<p>发布机构：</p><{tag}>{TITLE}</{tag}><p>文号：某政发〔2022〕14号</p>{TEXT}")

    assert (record.title, record.unit) == (TITLE, None)
    assert ("unit" in record.labels_read) is is_blank
    assert record.document_number == "某政发〔2022〕14号"
