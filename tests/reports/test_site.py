"""The HTML page, by what a reader sees."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from audit_rules.model import Audit, FindingKind, Subject
from reports.crawled_text import printable
from reports.site import render_audit, write_audit_page
from reports.wording import HELD_NOTICE, QUOTE_WITHHELD
from tests.reports.audit_factory import (
    PAGE,
    SHA256,
    URL,
    WRITTEN_AT,
    audit,
    late,
    missing,
    unread_column,
)
from tests.reports.hostile_text import HOSTILE

GOLDEN = Path(__file__).parents[1] / "golden" / "audit.html"


def page(subject: Audit, *, held: bool = False) -> html.HtmlElement:
    """Return the page as a browser reads it."""
    content = render_audit(subject, written_at=WRITTEN_AT, held=held)
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def seen(element: html.HtmlElement) -> str:
    """Return an element's text, blanks gathered."""
    return " ".join(str(element.text_content()).split())


def test_the_page_of_a_small_audit_is_the_golden_one() -> None:
    """A missing golden file is written, for a person to review."""
    content = render_audit(audit(), written_at=WRITTEN_AT)
    if not GOLDEN.exists():
        GOLDEN.write_text(content, encoding="utf-8", newline="\n")
        pytest.fail(f"{GOLDEN.name} was missing and is written now: review it")

    assert GOLDEN.read_text(encoding="utf-8") == content


def test_the_page_needs_nothing_from_outside() -> None:
    """No element loads anything; the policy knows the page's own style and script only."""
    document = page(audit())
    (policy,) = document.xpath("//meta[@http-equiv]/@content")

    assert document.xpath("//@src | //link | //img | //iframe | //@style | //@onclick") == []
    for tag in ("style", "script"):
        (text,) = document.xpath(f"//{tag}/text()")
        assert b64encode(sha256(text.encode()).digest()).decode() in policy
        assert "http" not in text
        assert "url(" not in text


def test_language_headings_and_tables_are_told_apart() -> None:
    """For a screen reader: language, one h1, no level skipped, captions, scopes."""
    document = page(audit())
    levels = [int(element.tag[1]) for element in document.xpath("//h1|//h2|//h3|//h4")]

    assert document.get("lang") == "zh-CN"
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(table.xpath("./caption") for table in document.xpath("//table"))
    assert document.xpath("//th[not(@scope)]") == []


def test_the_head_tells_plan_instant_and_numbers() -> None:
    """And that nobody has confirmed it yet."""
    document = page(audit())

    assert "待核实" in seen(document.xpath("//h1")[0])
    assert "核查截至：2022年8月1日 02:30" in seen(document.xpath("//header")[0])
    assert [seen(item) for item in document.xpath("//ul[@class='numbers']/li")] == [
        *("4核查单位", "2问题", "1疑似", "1无法判断", "1需人工核查", "1 / 2读全的栏目")
    ]


def test_each_cell_has_sign_words_and_colour() -> None:
    """Readable in black and white, and aloud."""
    document = page(audit())
    rows = document.xpath("//table[@class='grid'][1]/tbody/tr")
    cells = {seen(row[0]): [(c.get("class"), seen(c)) for c in row[1:]] for row in rows[:4]}

    assert cells == {
        "区教育和体育局": [("missing", "缺"), (None, ""), (None, "")],
        "区住房和城乡建设局": [("late", "迟"), (None, ""), (None, "")],
        "区财政局": [("not_due", "未"), ("not_applicable", "／"), (None, "")],
        "洪山镇": [("inconclusive", "？"), (None, ""), ("manual", "人")],
    }
    assert "未公开 1" in document.xpath("//td[@class='missing']/abbr/@title")


def test_a_finding_shows_all_it_rests_on() -> None:
    """Message, basis, dates, and evidence with link and hash."""
    (item,) = page(audit(late())).xpath("//li[@class='finding']")
    text = seen(item)

    for expected in (
        *("较重", "公开不及时", "T12-1a2b3c4d5e", "超期7个工作日。", "附件1第12行"),
        *("应公开时限2022年7月6日", "成文日期2022年6月8日", "页面显示发布日期2022年7月15日"),
        *("标签“成文日期”", "成文日期：2022-06-08", "0123456789ab", "川住建字〔2022〕8号"),
    ):
        assert expected in text
    assert set(item.xpath(".//a/@href")) == {URL}
    assert item.xpath(".//code/@title") == [SHA256]


def test_missing_dates_are_left_out() -> None:
    """No empty line, no None."""
    (item,) = page(audit(missing(due_on=None, days_late=None))).xpath("//li[@class='finding']")

    assert "应公开时限" not in seen(item)
    assert "None" not in seen(item)
    assert "已读全：2页、31条" in seen(item)


@pytest.mark.parametrize("text", HOSTILE)
def test_crawled_text_is_shown_and_never_runs(text: str) -> None:
    """One script, ours; the text stands there as it was; odd addresses are no links."""
    quoted = replace(PAGE, quote=text, where=text, url=text)
    finding = late(
        unit=text,
        message=text,
        column=text,
        subject=Subject(url=text, title=text, document_number=text),
        evidence=(quoted,),
    )
    document = page(audit(finding, column_reads=(unread_column(column=text, url=text),)))
    (item,) = document.xpath("//li[@class='finding']")

    assert len(document.xpath("//script")) == 1
    assert item.xpath(".//a") == []
    assert _unix(printable(text)) in _unix(str(item.xpath("./p/bdi")[0].text_content()))


def _unix(text: str) -> str:
    """Return the text with the line ends a page cannot tell apart as one."""
    return re.sub("\r\n?", "\n", text)


def test_personal_data_is_not_repeated() -> None:
    """The quotation is withheld."""
    content = render_audit(audit(late(kind=FindingKind.PERSONAL_DATA)), written_at=WRITTEN_AT)

    assert QUOTE_WITHHELD in content
    assert "成文日期：2022-06-08" not in content


def test_the_undecided_and_the_unread_columns_are_told() -> None:
    """With the reason."""
    document = page(audit())
    undecided = seen(document.xpath("//section[@aria-labelledby='undecided']")[0])
    reading = seen(document.xpath("//section[@aria-labelledby='reading']")[0])

    assert "栏目未读全：第2页返回503，重试3次仍失败" in undecided
    assert "需人工核查" in undecided
    assert "未读全 1 个" in reading
    assert "洪山镇" in reading


def test_a_held_audit_says_so_first() -> None:
    """And an ordinary one does not."""
    assert seen(page(audit(), held=True).xpath("//body/header/p")[0]) == HELD_NOTICE
    assert HELD_NOTICE not in render_audit(audit(), written_at=WRITTEN_AT)


def test_an_empty_audit_says_that_nothing_was_found() -> None:
    """No error, no empty table."""
    empty = replace(audit(), findings=(), duties=(), column_reads=(), site_reads=())
    document = page(empty)

    assert "没有发现问题或疑似问题。" in seen(document)
    assert "本次核查没有采集记录。" in seen(document)


def test_two_thousand_findings_are_folded_by_unit() -> None:
    """One closed part a unit, its counts in the heading."""
    findings = [late(key=f"{n:016x}", unit=f"第{n % 50}局") for n in range(2000)]
    units = page(audit(*findings)).xpath("//details")

    assert len(units) == 50
    assert all(unit.get("open") is None for unit in units)
    assert seen(units[0].xpath("./summary")[0]).endswith("40 条 较重 40")


def test_the_page_is_written(tmp_path: Path) -> None:
    """As UTF-8."""
    path = tmp_path / "audit.html"
    write_audit_page(path, audit(), written_at=WRITTEN_AT)

    assert path.read_text(encoding="utf-8") == render_audit(audit(), written_at=WRITTEN_AT)
