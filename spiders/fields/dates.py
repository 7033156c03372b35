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
_DIGITS: Final = dict(
    zip("〇○◯ＯOОoΟ零一二三四五六七八九0", "00000000" + "0123456789" + "0", strict=True)
)
_NUMERAL: Final = "〇○◯ＯOОoΟ零一二三四五六七八九0"
_CHINESE: Final = re.compile(
    rf"([{_NUMERAL}]{{4}})\s?年\s?([{_NUMERAL}十]{{1,3}}|\d{{1,2}})\s?月\s?([{_NUMERAL}十廿卅]{{1,4}}|\d{{1,2}})\s?[日号]"
)
_YMD: Final = r"(\d{4})\s?([-/.年])\s?(\d{1,2})\s?([-/.月])\s?(\d{1,2})(?!\d)\s?[日号]?"
_DATE: Final = re.compile(_YMD)
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_TIME: Final = re.compile(
    r"[T ]?(上午|早上|凌晨|中午|下午|晚上|晚)?\s?(\d{1,2})[:时点](\d{1,2})"
    r"(?:[:分](\d{1,2})?(?:\.\d{1,9})?秒?)?\s?(Z|[+-]\d\d:?\d\d)?"
)
_AFTERNOON: Final = frozenset(("下午", "晚上", "晚"))
_REMARK: Final = re.compile(r"\s?[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】]?")
_NO_REMARK: Final = re.compile(r"计划|预计|预期|拟|暂定|农历|阴历|前$|止$|截止")
"""In brackets behind a date these make it another day, or none that has come."""
_NOON: Final = 12
_TEMPLATE_DAY: Final = date(1970, 1, 1)
"""What programs print for a date that was never entered."""
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
    moment = _time_of(raw, text[match.end() :], day)
    return (moment.date() if moment else day), moment


def _normalise(raw: str) -> str:
    text = " ".join(raw.translate(_WIDE).split())
    return _CHINESE.sub(_arabic, text)


def _arabic(match: re.Match[str]) -> str:
    year = "".join(_DIGITS[char] for char in match[1])
    return f"{year}年{_small_number(match[2])}月{_small_number(match[3])}日"


def _small_number(numeral: str) -> int:
    """Read 一 … 三十一, also 廿八, 一二 (digit by digit) and 一十."""
    if numeral.isascii():
        return int(numeral) if numeral.isdecimal() else 99
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
    if not FIRST_YEAR <= value.year <= LAST_YEAR or value == _TEMPLATE_DAY:
        raise FieldError(raw)
    return value


def _time_of(raw: str, rest: str, day: date) -> datetime | None:
    """Read the time after a date; what is neither time, weekday nor remark is not understood.

    A remark in brackets (更新：…, 印发) is passed over: the date before it is the one the box is for.
    A time with its zone (`…T01:00:00.000+0000`) is turned into that of Shanghai.
    """
    rest = _FILLING.sub(" ", rest).strip()
    remark = _REMARK.fullmatch(rest)
    if not rest or (remark and not _NO_REMARK.search(remark[1])):
        return None
    match = _TIME.fullmatch(rest)
    if match is None:
        raise FieldError(raw)
    hour, minute, second = (int(part or 0) for part in match.groups()[1:4])
    hour += 12 if match[1] in _AFTERNOON and hour < _NOON else 0
    clock = f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}{match[5] or ''}"
    try:
        moment = datetime.fromisoformat(clock)
        return moment.astimezone(SHANGHAI) if match[5] else moment.replace(tzinfo=SHANGHAI)
    except (OverflowError, ValueError):
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
