"""Dates as Chinese pages print them → `date`, `datetime` (Asia/Shanghai) or a period.

Own reading first. dateparser is asked only about text in which no year-month-day stands, and its
answer counts only when year, month and day all occur in the text: it fills gaps from the clock.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from spiders.errors import FieldError

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
FIRST_YEAR: Final = 1949
"""No state organ disclosed here is older; an earlier year is a typing or template error."""
LAST_YEAR: Final = 2100
_MAX_LENGTH: Final = 80

_WIDE: Final = {ord("０") + value: str(value) for value in range(10)} | {
    ord("："): ":", ord("－"): "-", ord("—"): "-", ord("–"): "-", ord("／"): "/", ord("．"): ".",
    ord("　"): " ", ord("\xa0"): " ", ord("〜"): "~", ord("～"): "~",
}  # fmt: skip
# Zero is written with whatever circle the typist found: Latin, Greek and Cyrillic O among them.
_DIGITS: Final = dict(zip("〇○◯ＯOОoΟ零一二三四五六七八九", "00000000" + "0123456789", strict=True))
_NUMERAL: Final = "〇○◯ＯOОoΟ零一二三四五六七八九"
_CHINESE: Final = re.compile(
    rf"([{_NUMERAL}]{{4}})\s?年\s?([{_NUMERAL}十]{{1,3}})\s?月\s?([{_NUMERAL}十廿卅]{{1,4}})\s?[日号]"
)
_YMD: Final = r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?([-/.月])\s?(\d{1,2})(?!\d)\s?[日号]?"
_DATE: Final = re.compile(_YMD)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_TIME: Final = re.compile(r"[T ]?(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})?(?:\.\d{1,6})?秒?)?")
_FILLING: Final = re.compile(r"[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?")
_ABSENT: Final = re.compile(r"(?:[-/_.。*]{0,10}|无|暂无|null|none|undefined)", re.IGNORECASE)
_JOINT: Final = re.compile(r"\s?(?:至|到|~|-{1,2}|起至)\s?")
_LATER_END: Final = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")


def parse_date(raw: str) -> date | None:
    """Read one calendar day, Asia/Shanghai; None where the text says there is none.

    Raises FieldError for anything else: two dates, a month without a day, 长期, an impossible day.
    """
    moment = _read_moment(raw)
    return moment[0] if moment else None


def parse_instant(raw: str) -> datetime | None:
    """Read day and time of day with the zone Asia/Shanghai; None where no time is printed."""
    moment = _read_moment(raw)
    return moment[1] if moment else None


def parse_period(raw: str) -> tuple[date, date] | None:
    """Read `2023年5月6日至6月6日`: both days included; a missing year is that of the first day.

    None where no range stands there; FieldError where one does and cannot be.
    """
    text = _normalise(raw)
    first = _DATE.search(text)
    if first is None:
        return None
    begin = _day(raw, first[1], first[3], first[5])
    joint = _JOINT.match(text, first.end())
    later = joint and _LATER_END.match(text, joint.end())
    if not later:
        return None
    end = _day(raw, later[1] or first[1], later[2], later[3])
    if end < begin:
        raise FieldError(raw)
    return begin, end


def find_dates(text: str) -> tuple[date, ...]:
    """Every plausible full date in running text, in order; impossible ones are passed over."""
    found = []
    for match in _DATE.finditer(_normalise(text)):
        try:
            found.append(_day(text, match[1], match[3], match[5]))
        except FieldError:
            continue
    return tuple(found)


def is_written_date(line: str) -> bool:
    """Whether a line is nothing but a date with 年, 月 and 日, as documents are signed."""
    if len(line) > _MAX_LENGTH or not line.rstrip().endswith("日"):
        return False
    text = _normalise(line).replace(" ", "")
    return re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text) is not None


@lru_cache(maxsize=4096)
def _read_moment(raw: str) -> tuple[date, datetime | None] | None:
    if len(raw) > _MAX_LENGTH:
        raise FieldError(raw)
    text = _normalise(raw).strip("[]() ")
    if _ABSENT.fullmatch(text):
        return None
    match = _DATE.match(text)
    groups = (match[1], match[3], match[5]) if match else None
    if match is None:
        match = _COMPACT.match(text)
        groups = (match[1], match[2], match[3]) if match else None
    if match is None or groups is None:
        return _ask_dateparser(raw, text), None
    day = _day(raw, *groups)
    return day, _time_of(raw, text[match.end() :], day)


def _normalise(raw: str) -> str:
    text = " ".join(raw.translate(_WIDE).split())
    return _CHINESE.sub(_arabic, text)


def _arabic(match: re.Match[str]) -> str:
    year = "".join(_DIGITS[char] for char in match[1])
    return f"{year}年{_small_number(match[2])}月{_small_number(match[3])}日"


def _small_number(numeral: str) -> int:
    """Read 一 … 三十一, also 廿八, 一二 (digit by digit) and 一十."""
    text = numeral.replace("廿", "二十").replace("卅", "三十")
    if "十" not in text:
        return int("".join(_DIGITS[char] for char in text))
    tens, _, ones = text.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 99  # no such day: refused by the caller
    return 10 * (int(_DIGITS[tens]) if tens else 1) + (int(_DIGITS[ones]) if ones else 0)


def _day(raw: str, year: str, month: str, day: str) -> date:
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        raise FieldError(raw) from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise FieldError(raw)
    return value


def _time_of(raw: str, rest: str, day: date) -> datetime | None:
    """Read the time after a date; what is neither time nor weekday is not understood."""
    rest = _FILLING.sub(" ", rest).strip()
    if not rest:
        return None
    match = _TIME.fullmatch(rest)
    if match is None:
        raise FieldError(raw)
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)
    except ValueError:
        raise FieldError(raw) from None


def _ask_dateparser(raw: str, text: str) -> date:
    """Last resort for separators we do not know (`2022、6、8`): year first, and all three kept."""
    numbers = [int(number) for number in re.findall(r"\d{1,8}", text)]
    if len(numbers) != 3 or numbers[0] < FIRST_YEAR:
        raise FieldError(raw)
    import dateparser  # noqa: PLC0415 - costs 0.1 s, and hardly any page needs it

    moment = dateparser.parse(
        text,
        languages=["zh"],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "YMD"},
    )
    if moment is None or numbers != [moment.year, moment.month, moment.day]:
        raise FieldError(raw)
    return _day(raw, str(moment.year), str(moment.month), str(moment.day))
