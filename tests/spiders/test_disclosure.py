"""Whose box, whose number, whose sign-off; and what is absent for certain."""

from __future__ import annotations

import pytest

from audit_rules.model import PageKind, PageRecord, Validity
from spiders.reading import read_page

TITLE = "关于印发防汛应急预案的通知"
HEADING = f"<h1>{TITLE}</h1>"
TEXT = "<p>各镇（街道）：</p><p>现将预案印发给你们，请认真执行。</p>"
BOX = """<table><tr><td>索引号</td><td>1137/2022-1</td><td>发布机构</td><td>区应急局</td></tr><tr><td>文号</td>
<td>川应急字〔2022〕5号</td><td>成文日期</td><td>2022-06-01</td></tr><tr><td>发布日期</td><td>2022-06-08</td>
<td>有效性</td><td>有效</td></tr></table>"""


def _read(body: str, *, head: str = "", end: str = "</body></html>") -> PageRecord:
    html = f"<html><head><title>{TITLE}</title>{head}</head><body>{body}{end}"
    return read_page(html, url="http://www.shili.gov.cn/a/b.html", family="generic")


def _values(record: PageRecord) -> tuple[str, str | None]:
    return str(record.formed_on), record.document_number


OWN = ("2022-06-01", "川应急字〔2022〕5号")
OTHER = (
    "<tr><td>文号</td><td>旧字〔2019〕1号</td></tr><tr><td>成文日期</td><td>2019-01-01</td></tr>"
)


@pytest.mark.parametrize(
    ("before", "head"),
    [
        (
            f"<div><table><tr><td>标题</td><td>某市防汛条例实施办法</td></tr>{OTHER}</table></div>",
            "",
        ),
        (f"<div class='x'><table>{OTHER}</table></div>", "<style>.x{display:none}</style>"),
        (f"<div style='visibility: hidden'><table>{OTHER}</table></div>", ""),
    ],
)
def test_another_documents_box(before: str, head: str) -> None:
    """A related document's box and a hidden one lend nothing."""
    record = _read(before + BOX + HEADING + TEXT, head=head)

    assert _values(record) == OWN
    assert record.title == TITLE
    assert record.conflicts == ()


@pytest.mark.parametrize(
    "style",
    ["@media print{.x{display:none}}", ".x{display:none}.x.on{display:block}"],
)
def test_style_rules_that_may_not_hide(style: str) -> None:
    """What only print hides, or what another rule shows, is read."""
    record = _read(f"<div class='x'>{BOX}</div>{HEADING}{TEXT}", head=f"<style>{style}</style>")

    assert _values(record) == OWN


def test_table_under_the_date_line() -> None:
    """A table in the text is not the box; its labels are printed and not read."""
    record = _read(f"{HEADING}<p>发布日期：2022-06-08</p><table>{OTHER}</table>{TEXT}")

    assert _values(record) == ("None", None)
    assert {"formed_on", "document_number"} <= record.labels_printed - record.labels_read


@pytest.mark.parametrize(
    ("body", "end"),
    [
        (BOX.replace("有效<", "<") + HEADING + TEXT + "<p>有效性：有效</p>", "</body></html>"),
        (BOX.replace("有效<", "${validity}<") + HEADING + TEXT, "</body></html>"),
        (BOX.replace("有效<", "<") + HEADING + TEXT, ""),
        (BOX.split("<td>有效性", maxsplit=1)[0], ""),
    ],
)
def test_blank_for_certain_or_not(body: str, end: str) -> None:
    """A value elsewhere, an unfilled template, a page cut off: the label is not absent."""
    record = _read(body, end=end)

    assert "validity" in record.labels_printed - record.labels_read
    assert "validity" not in record.unreadable


def test_blank_box() -> None:
    """An empty box on a whole page is empty."""
    record = _read(BOX.replace("有效<", "<") + HEADING + TEXT)

    assert "validity" in record.labels_read


def test_no_box_is_no_statement_of_no_number() -> None:
    """Without a box nothing is said about the number."""
    record = _read(f"{HEADING}<p>发布日期：2022-06-08</p>{TEXT}")

    assert record.document_number_raw is None
    assert "document_number" not in record.labels_read


def test_number_of_a_forwarded_paper() -> None:
    """The province's number under the title is not the district's; nor is the own one absent."""
    body = BOX.replace("川应急字〔2022〕5号", "") + HEADING + "<p>鲁政办发〔2020〕3号</p>" + TEXT
    record = _read(body)

    assert record.document_number is None
    assert "document_number" not in record.labels_read


@pytest.mark.parametrize(
    ("printed", "conflicts"),
    [("川应急字〔2022〕5号/ZCDR-2022-0010001", 0), ("川应急字〔2022〕5号 川财字〔2022〕9号", 1)],
)
def test_more_than_a_number_in_the_box(printed: str, conflicts: int) -> None:
    """The number is taken as printed; a second agency's is a disagreement."""
    record = _read(BOX.replace("川应急字〔2022〕5号", printed) + HEADING + TEXT)

    assert _values(record) == OWN
    assert record.document_number_raw == "川应急字〔2022〕5号"
    assert len(record.conflicts) == conflicts


SIGNED = "<p>市应急局</p><p>2020年3月1日</p>{}<p>区应急局</p><p>2022年6月1日</p>"


@pytest.mark.parametrize(
    ("body", "formed", "conflicts"),
    [
        (
            f"<p>发布日期：2022-06-08 发布机构：区应急局</p>{HEADING}{TEXT}" + SIGNED,
            "2022-06-01",
            0,
        ),
        (f"<p>发布日期：2022-06-08</p>{HEADING}{TEXT}" + SIGNED, "2020-03-01", 1),
        (BOX + HEADING + TEXT + SIGNED, "2022-06-01", 0),
        (f"{HEADING}{TEXT}<p>附件1</p><p>某报告</p><p>区财政局</p><p>2021年1月3日</p>", "None", 0),
    ],
)
def test_sign_offs(body: str, formed: str, conflicts: int) -> None:
    """The own unit's; where nobody can tell, the first and a conflict; never an attachment's."""
    record = _read(body.replace("{}", ""))

    assert (formed, conflicts) == (str(record.formed_on), len(record.conflicts))


@pytest.mark.parametrize(
    ("label", "formed", "is_printed"),
    [("形成日期", "2022-06-01", True), ("生成日期", "2022-06-01", True), ("印发日期", "None", True),
     ("制定日期", "None", True), ("主题词", "None", False)],
)  # fmt: skip
def test_labels_near_formation(label: str, formed: str, is_printed: bool) -> None:  # noqa: FBT001
    """印发 comes later than formation: no value, yet not absent."""
    record = _read(BOX.replace("成文日期", label) + HEADING + TEXT)

    assert (formed, is_printed) == (str(record.formed_on), "formed_on" in record.labels_printed)


@pytest.mark.parametrize(
    ("label", "word", "expected"),
    [("是否有效", "是", Validity.IN_FORCE), ("是否废止", "否", Validity.IN_FORCE),
     ("是否废止", "是", Validity.REPEALED), ("文件状态", "有效", Validity.IN_FORCE)],
)  # fmt: skip
def test_validity_labels(label: str, word: str, expected: Validity) -> None:
    """是 and 否 answer what the label asks."""
    box = BOX.replace("有效性</td>", f"{label}</td>").replace(">有效<", f">{word}<")

    assert expected == _read(box + HEADING + TEXT).validity


def test_title_in_pieces() -> None:
    """Pieces of FONT and BR are one title."""
    pieces = "<font size=5>关于印发<br>防汛应急预案的<font color=red>通知</font></font>"
    record = read_page(
        f"<html><title>示例</title><body>{BOX}{pieces}{TEXT}</body></html>", url=None
    )

    assert record.title == TITLE


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>系统维护中</h1><p>网站升级维护中，请稍后访问。</p>", PageKind.BLOCKED),
        ("<h1>HTTP Status 500 - Internal Server Error</h1><p>x</p>", PageKind.BLOCKED),
        ("<h1>系统繁忙</h1>", PageKind.BLOCKED),
        ("<p>您没有权限浏览此信息！</p>", PageKind.BLOCKED),
        ("<h1>数据库连接超时</h1>", PageKind.BLOCKED),
        ("<h1>HTTP Status 404 – Not Found</h1>", PageKind.SOFT_404),
        ("<h1>区应急局</h1>", PageKind.UNKNOWN),
        ("<h1>关于系统维护的公告</h1><p>因系统升级维护，暂停办理业务。</p>", PageKind.DISCLOSURE),
    ],
)
def test_pages_of_status_200_that_failed(body: str, expected: PageKind) -> None:
    """A heading alone is no document, and a site that says it failed shows none."""
    html = f"<html><body>{body}</body></html>"

    assert expected is read_page(html, url="http://www.shili.gov.cn/a/b.html").page_kind
