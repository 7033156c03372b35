"""The day of publication where no label says it, and labels that say the day of formation."""

from __future__ import annotations

import pytest

from audit_rules.model import PageRecord
from spiders.reading import read_page

TITLE = "某区人民政府关于印发工作规则的通知"
MADE = "<table><tr><td>索引号</td><td>A/1</td><td>生成日期</td><td>2023-05-31</td></tr></table>"
SIGNED = "<p>现印发给你们，请认真执行。</p><p>某区人民政府</p><p>2023年5月31日</p>"


def _read(body: str, pubdate: str = "") -> PageRecord:
    meta = f"<meta name='PubDate' content='{pubdate}'>" if pubdate else ""
    return read_page(f"<html><head>{meta}</head><body>{body}</body></html>", url=None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2022-03-25 08:30:11　　来源：区政府办公室　　浏览：231次", "2022-03-25"),
        ("2015-11-10 01:51:51信息来源:浏览次数:字体:", "2015-11-10"),
        ("[2012-3-5]　点击：220", "2012-03-05"),
        ("2022/09/02　来源：市场监管局", "2022-09-02"),
        ("2023-08-01 19:15", "2023-08-01"),
        ("2022-03-25", "None"),
        ("2022年3月25日", "None"),
        ("2022-03-25至2022-04-01 浏览：3", "None"),
        ("会议于2022-03-25 08:30召开", "None"),
        ("2022-13-25 08:30 浏览：3", "None"),
    ],
)
def test_line_under_the_title(line: str, expected: str) -> None:
    """A date in figures with a clock or the page's tools; a date alone may be the document's."""
    record = _read(f"<h1>{TITLE}</h1><div>{line}</div><p>现予印发。</p>")

    assert str(record.published_on) == expected


def test_line_under_the_title_is_asked_last() -> None:
    """A label and `<meta>` go before it, without a conflict; elsewhere such a line says nothing."""
    line = "<div>2022-03-25 08:30 浏览：3</div>"
    labelled = _read(f"<p>发布日期：2022-03-24</p><h1>{TITLE}</h1>{line}<p>现予印发。</p>")
    declared = _read(f"<h1>{TITLE}</h1>{line}<p>现予印发。</p>", "2022-03-24")
    below = _read(f"<h1>{TITLE}</h1><p>各镇：</p><p>现予印发。</p>{line}")

    assert [str(item.published_on) for item in (labelled, declared, below)] == [
        "2022-03-24",
        "2022-03-24",
        "None",
    ]
    assert (labelled.conflicts, declared.conflicts) == ((), ())


@pytest.mark.parametrize(
    ("under", "pubdate", "published", "formed"),
    [
        ("", "2023-06-05 10:10", "2023-06-05", "2023-05-31"),
        ("<div>2023-06-05 09:00 点击：3</div>", "", "2023-06-05", "2023-05-31"),
        ("", "2023-05-31", "2023-05-31", "2023-05-31"),
        ("", "", "2023-05-31", "2023-05-31"),
    ],
)
def test_made_on(under: str, pubdate: str, published: str, formed: str) -> None:
    """生成日期 is the day of formation where another, later day of publication is shown."""
    record = _read(f"{MADE}<h1>{TITLE}</h1>{under}{SIGNED}", pubdate)

    assert (str(record.published_on), str(record.formed_on)) == (published, formed)
    assert record.conflicts == ()


def test_made_on_without_sign_off() -> None:
    """An earlier `<meta>` does not make it the day of formation."""
    record = _read(f"{MADE}<h1>{TITLE}</h1><p>现予印发。</p>", "2023-05-30")

    assert str(record.published_on) == "2023-05-31"
    assert [(item.a, item.b) for item in record.conflicts] == [("2023-05-31", "2023-05-30")]


def test_box_without_labels() -> None:
    """Values around an index number are read where the page prints none of their labels."""
    box = "<ul><li>113703000042221798/2026-00012</li><li>某市水利局</li><li>2026-01-29</li></ul>"
    bare = _read(f"{box}<h1>{TITLE}</h1><p>现予印发。</p>")
    labelled = _read(f"{box}<p>发布机构：</p><h1>{TITLE}</h1><p>现予印发。</p>")

    assert (str(bare.published_on), bare.unit) == ("2026-01-29", "某市水利局")
    assert {bare.fields[name].where for name in ("published_on", "unit")} == {"无标签信息框"}
    assert (labelled.published_on, labelled.unit) == (None, None)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("<p>HHCR-2023-01005</p>", "某政发〔2022〕11号"),
        ("<p>某区发展和改革局　某区教育局</p>" + f"<p>{TITLE}</p>", "某政发〔2022〕11号"),
        ("<p>2022-03-25 08:30 浏览：3</p>", "某政发〔2022〕11号"),
        ("<p>现将有关事项通知如下，请遵照执行。</p>", None),
        ("<p>附：办理情况</p>", None),
    ],
)
def test_what_may_stand_before_the_number(before: str, expected: str | None) -> None:
    """Registration, issuers, the title once more and the date line are passed over, nothing else."""
    record = _read(
        f"<h1>{TITLE}</h1>{before}<p>某政发〔2022〕11号</p><p>各镇：</p><p>现予印发。</p>"
    )

    assert record.document_number == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于某项目环境影响报告书的批复（某环审〔2021〕33号）", "某环审〔2021〕33号"),
        ("关于转发某办法的通知（某政发〔2021〕33号）", None),
        ("关于某办法的解读（某政发〔2021〕33号）", None),
        ("关于废止某办法的通知（某政发〔2021〕33号）", None),
        ("贯彻《某规定》（某政发〔2021〕33号）", None),
    ],
)
def test_number_behind_the_title(title: str, expected: str | None) -> None:
    """In brackets behind the genre it is the document's own, unless the title is about another."""
    assert _read(f"<h1>{title}</h1><p>各镇：</p><p>现予印发。</p>").document_number == expected


def test_number_above_the_title() -> None:
    """GB/T 9704 sets it directly over the title; a paragraph between parts the two."""
    title = "<p>某市人民政府关于印发学位供给实施意见的通知</p>"
    text = "<p>各镇人民政府：</p><p>现印发给你们。</p>"
    own = _read(f"<div><p>某府〔2018〕67号</p>{title}{text}</div>")
    parted = _read(f"<div><p>某府〔2018〕67号</p><p>（续）</p>{title}{text}</div>")

    assert (own.document_number, parted.document_number) == ("某府〔2018〕67号", None)
