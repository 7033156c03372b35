"""发文字号: what is canonical, what is tolerated, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.document_numbers import (
    NumberDefect,
    NumberForm,
    find_number,
    number_year,
    numbers_in_field,
    read_number,
)

D = NumberDefect


@pytest.mark.parametrize(
    "raw",
    ["川政办字〔2022〕32号", "国办发明电〔2018〕15号", "鲁A1发〔1999〕1号", "川〔2000〕100号"],
)
def test_canonical(raw: str) -> None:
    """GB/T 9704 7.2.5: kept as it is, without a defect."""
    reading = read_number(raw)

    assert (raw, NumberForm.STANDARD, ()) == (reading.canonical, reading.form, reading.defects)


@pytest.mark.parametrize(
    ("raw", "defect"),
    [
        ("川政办字[2022]32号", D.LOOKALIKE_BRACKETS),
        ("川政办字［2022］32号", D.LOOKALIKE_BRACKETS),
        ("川政办字﹝2022﹞32号", D.LOOKALIKE_BRACKETS),
        ("川政办字（2022）32号", D.LOOKALIKE_BRACKETS),
        ("川政办字(2022)32号", D.LOOKALIKE_BRACKETS),
        ("川政办字【2022】32号", D.LOOKALIKE_BRACKETS),
        ("川政办字〔2022〕 32 号", D.SPACES),
        ("川政办字\u200b〔2022〕32号", D.INVISIBLE_CHARACTERS),
        ("川政办字〔２０２２〕３２号", D.FULLWIDTH_DIGITS),
        ("发文字号：川政办字〔2022〕32号", D.LABEL_TEXT),
    ],
)
def test_cosmetic_defects(raw: str, defect: NumberDefect) -> None:
    """Typing only: the number is certain."""
    reading = read_number(raw)

    assert ("川政办字〔2022〕32号", (defect,), True) == (
        reading.canonical,
        reading.defects,
        reading.is_cosmetic_only,
    )


@pytest.mark.parametrize(
    ("raw", "canonical", "defects"),
    [
        ("沪府发〔1999〕043号", "沪府发〔1999〕43号", (D.LEADING_ZERO,)),
        ("川政发〔2022〕第3号", "川政发〔2022〕3号", (D.ORDINAL_WORD,)),
        ("〔2019〕第4号", None, (D.NO_AGENCY, D.ORDINAL_WORD)),
        ("源政办字〔2018130号", None, (D.MISSING_BRACKETS,)),
        ("川政字202423号", None, (D.MISSING_BRACKETS,)),
        ("川政发〔2022〕3", None, (D.MISSING_SUFFIX,)),
        ("川政发〔22〕3号", None, (D.BAD_YEAR,)),
        ("川政发〔1822〕3号", None, (D.BAD_YEAR,)),
        ("HCSD01-2023-0006", None, (D.UNRECOGNISED,)),
        ("第4626号提案", None, (D.UNRECOGNISED,)),
        ("川政发〔2022〕3号、4号", None, (D.UNRECOGNISED,)),
    ],
)
def test_real_defects(raw: str, canonical: str | None, defects: tuple[NumberDefect, ...]) -> None:
    """Defects of numbering; where parts are lost there is no canonical form."""
    reading = read_number(raw)

    assert (canonical, defects, False) == (
        reading.canonical,
        reading.defects,
        reading.is_cosmetic_only,
    )


@pytest.mark.parametrize(
    "raw",
    [
        "国令第707号",
        "区政府令第8号",
        "公告2022年第3号",
        "国家发展改革委2017年第9号",
        "上海市人民政府令2018年第8号",
    ],
)
def test_orders(raw: str) -> None:
    """Orders and announcements are lawful without brackets."""
    reading = read_number(raw)

    assert (NumberForm.ORDER, raw, ()) == (reading.form, reading.canonical, reading.defects)


@pytest.mark.parametrize(
    "raw", ["", "  ", "无", "无文号", "〔〕号", "[ ]号", "〔〕", "-", "——", "/", "null", "None"]
)
def test_none(raw: str) -> None:
    """Blank boxes and empty templates."""
    assert (read_number(raw).form, read_number(raw).canonical) == (NumberForm.NONE, None)


@pytest.mark.parametrize(
    ("line", "canonical"),
    [
        ("示政发〔2021〕1号", "示政发〔2021〕1号"),
        ("（示政发〔2021〕1号）", "示政发〔2021〕1号"),
        ("示政发〔2021〕1号　　　　签发人：张某", "示政发〔2021〕1号"),
        ("根据示政发〔2021〕1号", None),
        ("示政发〔2021〕1号、示政发〔2021〕2号", None),
        ("现将有关事项通知如下。", None),
        ("", None),
    ],
)
def test_find_number(line: str, canonical: str | None) -> None:
    """Only a line that is a number gives one."""
    reading = find_number(line)

    assert canonical == (reading.canonical if reading else None)


def test_number_year() -> None:
    """The year of standard and announcement numbers; orders have none."""
    assert [
        number_year(number)
        for number in ("川政办字〔2022〕32号", "国家发展改革委2017年第9号", "国令第707号")
    ] == [2022, 2017, None]


@given(
    agency=st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9F00), min_size=1, max_size=15
    ),
    year=st.integers(1900, 2099),
    serial=st.integers(1, 99_999),
)
def test_canonical_reads_to_itself(agency: str, year: int, serial: int) -> None:
    """Reading a canonical number changes nothing."""
    number = f"{agency}〔{year}〕{serial}号"
    reading = read_number(number)

    assert (number, ()) == (reading.canonical, reading.defects)
    assert year == number_year(number)


@given(raw=st.text(max_size=200))
def test_any_text(raw: str) -> None:
    """Nothing raises, and what is canonical stays so."""
    canonical = read_number(raw).canonical

    assert canonical is None or read_number(canonical).canonical == canonical


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("甲字〔2022〕5号/ZCDR-2022-0010001", ("甲字〔2022〕5号",)),
        ("甲字〔2022〕5号 登记号：ZCDR-2022-0010001", ("甲字〔2022〕5号",)),
        ("甲字〔2022〕5号（联合）", ("甲字〔2022〕5号",)),
        ("甲字〔2022〕5号 乙字[2022]9号", ("甲字〔2022〕5号", "乙字[2022]9号")),
        ("甲字〔2022〕5号、6号", ()),
        ("根据甲字〔2022〕5号制定", ()),
        ("见正文", ()),
    ],
)
def test_numbers_in_field(raw: str, expected: tuple[str, ...]) -> None:
    """Registration and remarks are set aside; other words are not understood."""
    assert expected == numbers_in_field(raw)
