"""Working days: the worked dates of the regulation, each day of nine years, and the laws of sums."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.errors import (
    CalendarGapError,
    CalendarUnknownError,
    InvalidFileError,
    MissingFileError,
)
from audit_rules.workdays import BUNDLED_HOLIDAYS, DayKind, load_calendar

CALENDAR = load_calendar()
FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)

known_days = st.dates(FIRST, LAST)
startable_days = st.dates(FIRST, date(2026, 6, 30))
few = st.integers(0, 50)


@pytest.mark.parametrize(
    ("day", "n", "due"),
    [
        ("2022-03-31", 20, "2022-04-28"),
        ("2022-06-08", 20, "2022-07-06"),
        ("2022-06-30", 20, "2022-07-28"),
        ("2022-09-30", 20, "2022-11-02"),
        ("2022-12-31", 20, "2023-02-02"),
        ("2022-01-10", 20, "2022-02-10"),
        ("2022-04-01", 7, "2022-04-13"),
        ("2022-09-20", 20, "2022-10-21"),
        ("2022-09-20", 7, "2022-09-29"),
        ("2026-01-30", 20, "2026-03-05"),
        ("2026-09-10", 7, "2026-09-20"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2026-12-03", 20, "2026-12-31"),
    ],
)
def test_worked_dates(day: str, n: int, due: str) -> None:
    """The worked dates that the rules were agreed on."""
    assert date.fromisoformat(due) == CALENDAR.add_working_days(date.fromisoformat(day), n)


def test_crossing_into_a_year_without_notice_is_not_guessed() -> None:
    """2026-12-04 plus twenty lies in 2027."""
    with pytest.raises(CalendarUnknownError, match=r"2027\.yaml") as caught:
        CALENDAR.add_working_days(date(2026, 12, 4), 20)

    assert caught.value.year == 2027


@pytest.mark.parametrize("day", [date(2017, 12, 31), date(2027, 1, 1)])
def test_a_day_of_an_unknown_year_is_refused_by_every_question(day: date) -> None:
    """No question about an unknown year has an answer."""
    inside = date(2022, 1, 4)
    for ask in (
        lambda: CALENDAR.is_working_day(day),
        lambda: CALENDAR.add_working_days(day, 0),
        lambda: CALENDAR.next_working_day(day),
        lambda: CALENDAR.working_days_between(inside, day),
        lambda: CALENDAR.working_days_between(day, inside),
        lambda: CALENDAR.list_days(inside, day),
    ):
        with pytest.raises(CalendarUnknownError, match=str(day.year)):
            ask()


def test_every_day_agrees_with_an_independent_calendar() -> None:
    """All 3,287 days of 2018 to 2026."""
    days = [FIRST + timedelta(i) for i in range((LAST - FIRST).days + 1)]

    assert len(days) == 3287
    assert [
        day for day in days if CALENDAR.is_working_day(day) != chinese_calendar.is_workday(day)
    ] == []


def test_working_days_per_year() -> None:
    """The sums of the nine notices."""
    sums = [
        sum(each.is_working for each in CALENDAR.list_days(date(y, 1, 1), date(y, 12, 31)))
        for y in CALENDAR.years
    ]

    assert sums == [250, 250, 249, 250, 249, 249, 251, 248, 248]


def test_next_working_day_is_the_day_itself_when_it_works() -> None:
    """A Saturday worked by notice stays; a holiday moves past its end."""
    assert date(2022, 1, 29) == CALENDAR.next_working_day(date(2022, 1, 29))
    assert date(2022, 2, 7) == CALENDAR.next_working_day(date(2022, 1, 31))


def test_list_days_says_why() -> None:
    """Each kind of day, with the holiday's name."""
    days = {each.day: each for each in CALENDAR.list_days(date(2022, 1, 28), date(2022, 2, 12))}

    assert days[date(2022, 1, 28)].kind == DayKind.WORKING
    assert days[date(2022, 1, 29)].kind == DayKind.MAKE_UP
    assert (
        days[date(2022, 2, 5)].kind,
        days[date(2022, 2, 5)].name,
    ) == (DayKind.HOLIDAY, "春节")
    assert days[date(2022, 2, 12)].kind == DayKind.WEEKEND
    assert CALENDAR.list_days(date(2022, 2, 2), date(2022, 2, 1)) == ()


def test_a_negative_count_is_a_mistake_of_the_caller() -> None:
    """Deadlines run forward only."""
    with pytest.raises(ValueError, match="negative"):
        CALENDAR.add_working_days(date(2022, 1, 4), -1)


@given(startable_days, few, few)
def test_n_days_and_then_m_days_are_n_plus_m_days(day: date, n: int, m: int) -> None:
    """Adding in two steps is adding once."""
    in_two_steps = CALENDAR.add_working_days(CALENDAR.add_working_days(day, n), m)

    assert in_two_steps == CALENDAR.add_working_days(day, n + m)


@given(startable_days, st.integers(1, 50))
def test_adding_lands_on_a_later_working_day_and_counting_gives_it_back(day: date, n: int) -> None:
    """Working days never run backwards, and `between` undoes `add`."""
    due = CALENDAR.add_working_days(day, n)

    assert due > day
    assert CALENDAR.is_working_day(due)
    assert n == CALENDAR.working_days_between(day, due)


@given(known_days, known_days)
def test_counting_agrees_with_listing(a: date, b: date) -> None:
    """The prefix sums say what the list of days says, with the sign turned round."""
    start, end = sorted((a, b))
    listed = sum(each.is_working for each in CALENDAR.list_days(start, end)[1:])

    assert listed == CALENDAR.working_days_between(start, end)
    assert -listed == CALENDAR.working_days_between(end, start)


# --- the files ------------------------------------------------------------------------------------

YEAR = """\
year: 2022
notices: [{number: null, title: 通知}]
days_off: [{name: 元旦, from: 2022-01-01, until: 2022-01-03}]
working_weekends: [2022-01-29]
"""


def load_text(folder: Path, text: str) -> None:
    """Load a calendar of one year."""
    (folder / "2022.yaml").write_text(text, encoding="utf-8")
    load_calendar(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2022-01-29", "2022-01-28", "2022-01-28 不是周六或周日"),
        ("2022-01-29", "2022-01-02", "2022-01-02 写了两次"),
        ("until: 2022-01-03", "until: 2021-12-31", "早于 from"),
        ("2022-01-29", "2023-01-28", "不属于 2022 年"),
        ("year: 2022", "year: 2021", "不属于 2021 年"),
        ("2022-01-29", "2022-13-29", "不是日期"),
        ("until:", "untill:", "是不是“until”"),
    ],
)
def test_a_wrong_year_file_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Facts that cannot be true are refused with the reason."""
    load_text(tmp_path, YEAR)

    with pytest.raises(InvalidFileError, match=message):
        load_text(tmp_path, YEAR.replace(old, new))


def test_a_year_under_another_name_is_refused(tmp_path: Path) -> None:
    """A copied file whose year was not changed."""
    (tmp_path / "2023.yaml").write_text(YEAR, encoding="utf-8")

    with pytest.raises(InvalidFileError, match=r"第 1 行 year：年份是 2022，与文件名 2023\.yaml"):
        load_calendar(tmp_path)


def test_a_missing_year_between_two_others_is_refused(tmp_path: Path) -> None:
    """Without it the sums across it would be wrong."""
    for year in (2020, 2022):
        bundled = BUNDLED_HOLIDAYS / f"{year}.yaml"
        (tmp_path / bundled.name).write_bytes(bundled.read_bytes())

    with pytest.raises(CalendarGapError, match=r"2021\.yaml"):
        load_calendar(tmp_path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """No file at all is a wrong path."""
    with pytest.raises(MissingFileError):
        load_calendar(tmp_path)


def test_the_version_follows_the_facts_only(tmp_path: Path) -> None:
    """A comment changes nothing; one more day worked does."""
    file = tmp_path / "2022.yaml"
    file.write_text(YEAR, encoding="utf-8")
    plain = load_calendar(tmp_path).version
    file.write_text(f"# 注\n{YEAR}", encoding="utf-8")

    assert plain == load_calendar(tmp_path).version

    file.write_text(YEAR.replace("2022-01-29", "2022-01-29, 2022-01-30"), encoding="utf-8")

    assert plain != load_calendar(tmp_path).version
