"""Calendar days and instants of the portal.

No working-day arithmetic: clean items keep far away from every limit, and the few that touch one
carry dates written by hand.

Zone: Asia/Shanghai, which has had no summer time since 1991, so a fixed offset of eight hours.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from sample_portal import dice

ZONE: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
FIRST_ON: Final = date(2021, 1, 4)
LAST_ON: Final = date(2023, 12, 29)
NUMERALS: Final = "〇一二三四五六七八九"


def forward_to_weekday(day: date) -> date:
    """Return the day itself, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def back_to_weekday(day: date) -> date:
    """Return the day itself, or the Friday before it when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def formed_before(published_on: date, *key: object) -> date:
    """Return a formation day 0 to 6 calendar days (8 over a weekend) before publication: always in time."""
    return back_to_weekday(published_on - timedelta(days=dice.draw(7, "formed", *key)))


def day_from(start: date, span_days: int, *key: object) -> date:
    """Return a weekday within `span_days` calendar days after `start` (two more over a weekend)."""
    return forward_to_weekday(start + timedelta(days=dice.draw(span_days, "day", *key)))


def in_working_hours(day: date, *key: object) -> datetime:
    """Return an instant of the day between 09:00 and 17:59 local time."""
    seconds = dice.draw(9 * 3600, "clock", *key)
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZONE) + timedelta(seconds=seconds)


def chinese(day: date) -> str:
    """`2022年6月8日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_numerals(day: date) -> str:
    """`二〇二二年六月八日`."""
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{_spoken(day.month)}月{_spoken(day.day)}日"


def _spoken(number: int) -> str:
    """`二十一` for 21; numbers from 1 to 31."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, NUMERALS[tens % 10] + "十")
    return head + (NUMERALS[ones] if ones else "")
