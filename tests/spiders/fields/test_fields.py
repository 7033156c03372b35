"""Validity, events, record ids, index numbers and bodies, one table each."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from audit_rules.model import EventKind, Validity
from spiders.errors import FieldError
from spiders.fields.body import find_sign_off, main_text, text_sha256, unwrap_word
from spiders.fields.dates import SHANGHAI
from spiders.fields.document_number import parse_document_number, says_none
from spiders.fields.events import find_events
from spiders.fields.index_number import parse_index_number
from spiders.fields.record_ids import parse_record_instant
from spiders.fields.validity import find_valid_until, parse_valid_until, parse_validity


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("有效", Validity.IN_FORCE),
        ("现行有效", Validity.IN_FORCE),
        ("继 续 有 效", Validity.IN_FORCE),
        ("失效", Validity.EXPIRED),
        ("已废止", Validity.REPEALED),
        ("已修改", Validity.AMENDED),
        ("部分失效", Validity.PARTLY_IN_FORCE),
        ("尚未生效", Validity.NOT_YET_IN_FORCE),
        ("有效/2027-12-31", Validity.IN_FORCE),
        ("有效期5年", Validity.IN_FORCE),
        ("至2027年12月31日", Validity.IN_FORCE),
        ("2022-06-01至2027-05-31有效", Validity.IN_FORCE),
        ("☑有效 □失效 □废止", Validity.IN_FORCE),
        ("□有效 ■失效", Validity.EXPIRED),
        ("有效 下载", Validity.IN_FORCE),
        ("有效期内", Validity.IN_FORCE),
        ("否", Validity.EXPIRED),
        ("", None),
        ("无", None),
    ],
)
def test_parse_validity(raw: str, expected: Validity | None) -> None:
    """The words seen in 有效性 boxes."""
    assert expected == parse_validity(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "长期公开",
        "主动公开",
        "2022",
        "有效无效",
        "有效 失效 废止",
        "□有效 □失效",
        "☑有效 ☑失效",
        "有效□ 失效☑",
    ],
)
def test_unknown_validity(raw: str) -> None:
    """公开期限 and garbled words say nothing about validity."""
    with pytest.raises(FieldError):
        parse_validity(raw)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本办法自2021年5月1日起施行，有效期至2026年4月30日。", date(2026, 4, 30)),
        ("本办法自2023年1月1日起施行，有效期5年。", date(2027, 12, 31)),
        ("本办法自2020年2月29日起施行，有效期为五年。", date(2025, 2, 28)),
        ("本办法自公布之日起施行，有效期5年。", None),
        ("食品经营许可证有效期至2026年4月30日。", None),
        ("本决定自公布之日起施行。", None),
        ("原《通知》自2018年1月1日起施行，有效期5年，已届满。", None),
        (
            "《办法》自2018年1月1日起施行，有效期5年。本通知自2022年7月1日起施行，有效期至2027年6月30日。",
            date(2027, 6, 30),
        ),
        (
            "经研究，有效期延长至2025年12月31日。本办法自2018年1月1日起施行，有效期至2022年12月31日。",
            date(2025, 12, 31),
        ),
    ],
)
def test_find_valid_until(text: str, expected: date | None) -> None:
    """Only the document's own term, and only one that begins on a named day."""
    found = find_valid_until(text)

    assert expected == (found[0] if found else None)


def test_parse_valid_until() -> None:
    """A box with two dates tells neither."""
    assert date(2027, 12, 31) == parse_valid_until("有效/2027-12-31")
    assert date(2027, 5, 31) == parse_valid_until("2022-06-01至2027-05-31有效")
    assert parse_valid_until("2022-01-01 2023-01-01") is None
    assert parse_valid_until("有效（2022-06-01发布）") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("处罚决定日期：2022年3月1日", (EventKind.DECIDED, date(2022, 3, 1))),
        ("处罚机关：某局，作出决定日期：2022-03-01", (EventKind.DECIDED, date(2022, 3, 1))),
        ("竣工日期: 2022/3/1", (EventKind.COMPLETED, date(2022, 3, 1))),
        ("批复日期：2022年3月1日。", (EventKind.APPROVED, date(2022, 3, 1))),
        ("施行日期：2022年3月1日", (EventKind.EFFECTIVE, date(2022, 3, 1))),
        ("分配确定日期：2022年3月1日", (EventKind.ALLOCATED, date(2022, 3, 1))),
        ("计划竣工日期：2022年3月1日", None),
        ("竣工日期：2022年3月1日（计划）", None),
        ("竣工日期：2022年3月1日前", None),
        ("2022年3月1日作出决定", None),
        ("竣工日期：2022年3月", None),
    ],
)
def test_find_events(line: str, expected: tuple[EventKind, date] | None) -> None:
    """A trigger date needs its label."""
    found = find_events([line])

    assert expected == ((found[0].kind, found[0].on) if found else None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.cn/x/doc_61f23602d711308e8b82fe7b.html", datetime(2022, 1, 27, 14, 4, 50, tzinfo=SHANGHAI)),
        ("http://a.cn/x/content_6455e7be2fc4ee11485020ca.html?key=1", datetime(2023, 5, 6, 13, 38, 6, tzinfo=SHANGHAI)),
        ("http://a.cn/gongkai/channel_61f23602d711308e8b82fe7b/", None),
        ("http://a.cn/doc_000000000000000000000000.html", None),
        ("http://a.cn/doc_ffffffffffffffffffffffff.html", None),
        ("http://a.cn/t20220101_1.htm", None),
        ("", None),
    ],
)  # fmt: skip
def test_record_instants(url: str, expected: datetime | None) -> None:
    """Only an article's id, only inside the plausible window."""
    assert expected == parse_record_instant(url)


def test_document_numbers() -> None:
    """The box: canonical, none, or not understood."""
    assert parse_document_number("川政办字[2022]32号") == "川政办字〔2022〕32号"
    assert parse_document_number("〔〕号") is None
    assert [says_none("无文号"), says_none(" ")] == [True, False]
    with pytest.raises(FieldError):
        parse_document_number("源政办字〔2018130号")


def test_index_numbers() -> None:
    """Program leaks are kept as printed."""
    assert parse_index_number(" 1137/2022-None ") == "1137/2022-None"
    assert parse_index_number("") is None


@pytest.mark.parametrize(
    ("lines", "unit", "on"),
    [
        (["正文。", "示例区人民政府", "2022年3月1日"], "示例区人民政府", date(2022, 3, 1)),
        (["正文。", "示例区财政局", "", "二〇二二年三月一日"], "示例区财政局", date(2022, 3, 1)),
        (["正文。", "示例区财政局　　2022年3月1日"], "示例区财政局", date(2022, 3, 1)),
        (["甲某局", "2022年3月1日", "附件", "乙某局", "2021年1月1日"], "甲某局", date(2022, 3, 1)),
    ],
)
def test_sign_offs(lines: list[str], unit: str, on: date) -> None:
    """Unit line and date line; the first is the document's own."""
    found = find_sign_off(lines)

    assert found is not None
    assert (unit, on) == (found.unit, found.on)


@pytest.mark.parametrize(
    "lines",
    [
        ["示例区财政局", "2022-03-01"],
        ["（2022年3月1日）"],
        ["2022年3月1日"],
        ["联系人张三", "2022年3月1日"],
        ["示例区财政局", "2022年2月31日"],
        ["示例区财政局", "年八月二十八日"],
    ],
)
def test_no_sign_off(lines: list[str]) -> None:
    """Half a sign-off is none."""
    assert find_sign_off(lines) is None


def test_text_ignores_counters_and_clocks() -> None:
    """The fingerprint changes with the text only."""
    first = main_text(["正文一。", "浏览次数：12", "今天是2022年3月1日", "版权所有：甲"])
    second = main_text(["正文 一。", "浏览次数：99999", "今天是2023年4月2日", "版权所有：乙"])

    assert text_sha256(first) == text_sha256(second)
    assert text_sha256(first) != text_sha256("正文二。")
    assert text_sha256(" ") is None


def test_word_markup() -> None:
    """Text pasted from Word with its markup as words."""
    assert unwrap_word("<o:p><span style='mso-x:1'>正文</span></o:p>") == "正文"
