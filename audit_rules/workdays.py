"""Working days, counted over the State Council's yearly holiday notices, never guessed.

A calendar knows whole years, 1 January to 31 December. A question, or an answer, outside them
raises `CalendarUnknownError`.

Source: 国务院办公厅关于YYYY年部分节假日安排的通知 (days off, working weekends); 条例 art. 26 with
民法典 art. 201: the day itself is not counted, day 1 is the next working day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audit_rules.errors import (
    CalendarGapError,
    CalendarUnknownError,
    InvalidFileError,
    MissingFileError,
    Problem,
)
from audit_rules.strict_yaml import load_yaml, validate

BUNDLED_HOLIDAYS: Final = Path(__file__).parent / "holidays"
"""The folder of `<year>.yaml` files that comes with the program."""

_SATURDAY: Final = 5


class DayKind(StrEnum):
    """What a calendar says of one day."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    """A day off by notice; weekend days inside a holiday count as it."""
    MAKE_UP = "make_up"
    """A Saturday or Sunday that is worked by notice (调休上班)."""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day and why it counts or not; `name` is the holiday's (春节), None on other days."""

    day: date
    kind: DayKind
    name: str | None = None

    @property
    def is_working(self) -> bool:
        """Whether the day counts."""
        return self.kind in {DayKind.WORKING, DayKind.MAKE_UP}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the known years.

    `counts[i]` is how many working days lie before day `i` (0 is the first known day),
    `working_days` are their numbers, in order.
    """

    years: tuple[int, ...]
    version: str
    """Hash of the holiday facts (not of comments or spelling)."""
    counts: tuple[int, ...] = field(repr=False)
    working_days: tuple[int, ...] = field(repr=False)
    holiday_names: Mapping[date, str] = field(repr=False)

    def is_working_day(self, day: date) -> bool:
        """Tell whether `day` counts."""
        i = self._number(day)
        return self.counts[i + 1] > self.counts[i]

    def add_working_days(self, day: date, n: int) -> date:
        """Give the n-th working day after `day`, which itself is not counted; n = 0 is `day`."""
        if n < 0:
            msg = f"n must not be negative: {n}"
            raise ValueError(msg)
        i = self._number(day)
        return day if n == 0 else self._nth(self.counts[i + 1] + n - 1)

    def next_working_day(self, day: date) -> date:
        """Give the first working day from `day` on: `day` itself if it is one."""
        return self._nth(self.counts[self._number(day)])

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start`, up to and including `end`.

        Negative when `end` is earlier: the working days after `end` up to and including `start`.
        """
        return self.counts[self._number(end) + 1] - self.counts[self._number(start) + 1]

    def list_days(self, start: date, end: date) -> tuple[CalendarDay, ...]:
        """List every day from `start` to `end`, both included, with what it is."""
        first, last = self._number(start), self._number(end)
        return tuple(self._describe(start + timedelta(i)) for i in range(last - first + 1))

    def _describe(self, day: date) -> CalendarDay:
        name = self.holiday_names.get(day)
        is_weekend = day.weekday() >= _SATURDAY
        if name is not None:
            return CalendarDay(day, DayKind.HOLIDAY, name)
        if self.is_working_day(day):
            return CalendarDay(day, DayKind.MAKE_UP if is_weekend else DayKind.WORKING)
        return CalendarDay(day, DayKind.WEEKEND)

    def _number(self, day: date) -> int:
        if not self.years[0] <= day.year <= self.years[-1]:
            raise CalendarUnknownError(day.year)
        return day.toordinal() - date(self.years[0], 1, 1).toordinal()

    def _nth(self, position: int) -> date:
        if position >= len(self.working_days):
            raise CalendarUnknownError(self.years[-1] + 1)
        return date(self.years[0], 1, 1) + timedelta(self.working_days[position])


# --- the files ------------------------------------------------------------------------------------


class Notice(BaseModel):
    """The official notice that a year's facts come from; null where it was not confirmed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str | None
    title: str
    issued_on: date | None = None


class DaysOff(BaseModel):
    """One holiday: `from` and `until`, both days off."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    start: date = Field(alias="from")
    end: date = Field(alias="until")

    @model_validator(mode="after")
    def _is_in_order(self) -> DaysOff:
        if self.end < self.start:
            msg = f"until（{self.end}）早于 from（{self.start}）"
            raise ValueError(msg)
        return self

    def days(self) -> list[date]:
        """List the days."""
        return [self.start + timedelta(i) for i in range((self.end - self.start).days + 1)]


class HolidayYear(BaseModel):
    """One year's file, changes of the notice already worked in.

    As in the notices, New Year's Day may begin in the last days of December of the year before.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int
    notices: tuple[Notice, ...] = Field(min_length=1)
    days_off: tuple[DaysOff, ...] = Field(min_length=1)
    working_weekends: tuple[date, ...]

    @model_validator(mode="after")
    def _fits_together(self) -> HolidayYear:
        off = [day for holiday in self.days_off for day in holiday.days()]
        for day in self.working_weekends:
            if day.weekday() < _SATURDAY:
                msg = f"working_weekends 中的 {day} 不是周六或周日"
                raise ValueError(msg)
        named = sorted([*off, *self.working_weekends])
        for day, following in pairwise(named):
            if day == following:
                msg = f"{day} 写了两次（days_off 和 working_weekends 合计）"
                raise ValueError(msg)
        for day in named:
            if day.year != self.year and (day.year, day.month) != (self.year - 1, 12):
                msg = f"{day} 不属于 {self.year} 年（元旦假期可从上年 12 月起）"
                raise ValueError(msg)
        return self


def load_calendar(folder: Path = BUNDLED_HOLIDAYS) -> Calendar:
    """Read every `<year>.yaml` of a folder; the years must follow each other without a gap.

    Raises `MissingFileError`, `CalendarGapError`, `InvalidFileError` and the errors of `load_yaml`.
    """
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise MissingFileError(folder / "YYYY.yaml")
    loaded = [_load_year(file) for file in files]
    years = [each.year for each in loaded]
    missing = sorted(set(range(years[0], years[-1] + 1)) - set(years))
    if missing:
        raise CalendarGapError(folder, missing)
    return build_calendar(loaded)


def _load_year(file: Path) -> HolidayYear:
    document = load_yaml(file)
    loaded = validate(document, HolidayYear)
    if file.stem != str(loaded.year):
        text = f"年份是 {loaded.year}，与文件名 {file.name} 不一致"
        raise InvalidFileError(file, [Problem(document.line_of(("year",)), "year", text)])
    return loaded


def build_calendar(loaded: Iterable[HolidayYear]) -> Calendar:
    """Count the working days of years that follow each other, given in order."""
    loaded = tuple(loaded)
    years = tuple(each.year for each in loaded)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    names = {day: off.name for each in loaded for off in each.days_off for day in off.days()}
    worked = {day for each in loaded for day in each.working_weekends}
    every_day = [first + timedelta(i) for i in range((last - first).days + 1)]
    counted = [
        day in worked or (day.weekday() < _SATURDAY and day not in names) for day in every_day
    ]
    return Calendar(
        years=years,
        version=_version(loaded),
        counts=tuple(accumulate(counted, initial=0)),
        working_days=tuple(i for i, counts in enumerate(counted) if counts),
        holiday_names=names,
    )


def _version(loaded: Iterable[HolidayYear]) -> str:
    facts = [
        [
            each.year,
            sorted((off.name, str(off.start), str(off.end)) for off in each.days_off),
            sorted(map(str, each.working_weekends)),
        ]
        for each in loaded
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:12]
