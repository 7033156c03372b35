"""Every way a date was seen printed, and those that must be refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.errors import FieldError
from spiders.fields.dates import (
    SHANGHAI,
    find_dates,
    is_written_date,
    parse_date,
    parse_instant,
    parse_period,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024-05-15", date(2024, 5, 15)),
        ("2023-02-17 09:13:17", date(2023, 2, 17)),
        ("2023-10-23  08:59", date(2023, 10, 23)),
        ("2024年04月06日 16:40", date(2024, 4, 6)),
        ("2018年12月7日", date(2018, 12, 7)),
        ("２０２２年６月８日", date(2022, 6, 8)),
        ("2022.6.8", date(2022, 6, 8)),
        ("2022/6/8 星期三", date(2022, 6, 8)),
        ("[2022-06-08]", date(2022, 6, 8)),
        ("2026- 01- 23", date(2026, 1, 23)),
        ("20220608", date(2022, 6, 8)),
        ("二○○六年三月二日", date(2006, 3, 2)),
        ("二〇〇四年一月十六日", date(2004, 1, 16)),
        ("二OO六年十二月三十一日", date(2006, 12, 31)),
        ("一九九七年二月四日", date(1997, 2, 4)),
        ("二零二二年十月廿八日", date(2022, 10, 28)),
        ("二0二二年六月一日", date(2022, 6, 1)),
        ("二〇二二年6月1日", date(2022, 6, 1)),
        ("2022年6月8日 星期三 上午9:00", date(2022, 6, 8)),
        ("2022-06-08（更新：2022-09-01）", date(2022, 6, 8)),
        ("2022-06-01（印发）", date(2022, 6, 1)),
        ("2022-06-07T16:00:00.000+0000", date(2022, 6, 8)),
        ("2022-06-08T01:00:00Z", date(2022, 6, 8)),
        ("", None),
        ("-", None),
        ("无", None),
    ],
)
def test_parse_date(raw: str, expected: date | None) -> None:
    """Read to the day."""
    assert expected == parse_date(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "长期坚持", "2022年6月", "6月8日", "2023626", "年八月二十八日", "2022-13-08", "2022年6月31日",
        "1022-02-02", "2222-02-02", "2022-06-08 2022-07-08", "2023年5月6日至6月6日", "昨天", "8/6/2022",
        "0000-00-00", "1970年", "2022-06-08 99:99", "22-06-08", "1970-01-01", "0001-01-01", "1970-01-01 08:00:00",
        "2022-06-08（计划）", "2022年6月1日（农历）",
    ],
)  # fmt: skip
def test_refused_dates(raw: str) -> None:
    """Something stands there and is not a certain day."""
    with pytest.raises(FieldError) as error:
        parse_date(raw)

    assert raw == error.value.raw


def test_parse_instant() -> None:
    """The time of day, in Shanghai; none where none is printed."""
    assert datetime(2023, 2, 17, 9, 13, 17, tzinfo=SHANGHAI) == parse_instant("2023-02-17 09:13:17")
    assert datetime(2022, 6, 8, 15, 5, tzinfo=SHANGHAI) == parse_instant("2022-06-08 下午3:05")
    assert parse_instant("2023-02-17") is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2023年5月6日至6月6日", (date(2023, 5, 6), date(2023, 6, 6))),
        ("2023年12月20日—2024年1月3日", (date(2023, 12, 20), date(2024, 1, 3))),
        ("2023-05-06 至 2023-06-06", (date(2023, 5, 6), date(2023, 6, 6))),
        ("30个工作日", None),
        ("2023年5月6日", None),
    ],
)
def test_parse_period(raw: str, expected: tuple[date, date] | None) -> None:
    """A year written once serves both days."""
    assert expected == parse_period(raw)


def test_backward_period_is_refused() -> None:
    """A period that ends before it begins is not guessed right."""
    with pytest.raises(FieldError):
        parse_period("2023年12月20日至1月3日")


def test_written_dates() -> None:
    """Sign-offs are written with 年月日."""
    assert [
        is_written_date(line)
        for line in ("2022年6月8日", "二〇二二年六月八日", "2022-06-08", "于2022年6月8日施行")
    ] == [True, True, False, False]
    assert (date(2022, 6, 8),) == find_dates("自2022年6月8日起，至2022年6月31日")


@given(
    day=st.dates(date(1949, 1, 1), date(2100, 12, 31)).filter(lambda day: day != date(1970, 1, 1))
)
def test_round_trip(day: date) -> None:
    """What is printed plainly is read back."""
    forms = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d}")

    assert {day} == {parse_date(form) for form in forms}


@given(raw=st.text(max_size=90))
def test_any_text(raw: str) -> None:
    """Anything gives a date, None or FieldError."""
    try:
        value = parse_date(raw)
    except FieldError:
        return

    assert value is None or str(value.year) in "".join(raw.split()) or not raw.isascii()
