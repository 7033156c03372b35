"""The grammar of 发文字号: agency code, year in six-angle brackets, serial number.

Source: GB/T 9704-2012, 7.2.5: 年份应标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位
（即1不编为01），在阿拉伯数字后加“号”字. Reading is tolerant, and every tolerance used is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class NumberForm(StrEnum):
    """What kind of number stands there."""

    STANDARD = "standard"
    """Agency code, bracketed year, serial number."""
    ORDER = "order"
    """A lawful number without brackets: `国令第707号`, `公告2022年第3号`."""
    NONE = "none"
    """The field says there is no number, or is blank."""
    UNKNOWN = "unknown"
    """Something stands there that is not understood."""


class NumberDefect(StrEnum):
    """How a number departs from GB/T 9704 7.2.5."""

    SPACES = "spaces"
    INVISIBLE_CHARACTERS = "invisible_characters"
    FULLWIDTH_DIGITS = "fullwidth_digits"
    LOOKALIKE_BRACKETS = "lookalike_brackets"
    LABEL_TEXT = "label_text"
    LEADING_ZERO = "leading_zero"
    ORDINAL_WORD = "ordinal_word"
    MISSING_BRACKETS = "missing_brackets"
    MISSING_SUFFIX = "missing_suffix"
    NO_AGENCY = "no_agency"
    BAD_YEAR = "bad_year"
    UNRECOGNISED = "unrecognised"


COSMETIC: Final = frozenset(
    {
        NumberDefect.SPACES,
        NumberDefect.INVISIBLE_CHARACTERS,
        NumberDefect.FULLWIDTH_DIGITS,
        NumberDefect.LOOKALIKE_BRACKETS,
        NumberDefect.LABEL_TEXT,
    }
)
"""Defects of typing, not of numbering: the number is certain in spite of them."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number as printed and as understood.

    `canonical` is set for `STANDARD` and `ORDER` only. It is the corrected form: whoever judges the
    form looks at `defects`. Eaten brackets may have eaten digits too, so they give no canonical.
    """

    raw: str
    canonical: str | None
    form: NumberForm
    defects: tuple[NumberDefect, ...] = ()

    @property
    def is_cosmetic_only(self) -> bool:
        """Whether every defect is one of typing (also true where there is none)."""
        return COSMETIC.issuperset(self.defects)


_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_WIDE_DIGITS: Final = {ord("０") + value: str(value) for value in range(10)}
_OPENING: Final = "〔[［﹝（(【〖"
_CLOSING: Final = "〕]］﹞）)】〗"
_LOOKALIKES: Final = {ord(char): "〔" for char in _OPENING} | {ord(char): "〕" for char in _CLOSING}
_LABEL: Final = re.compile(r"^(?:发文字号|文件编号|发文文号|文件字号|公文字号|文号|字号)[:：]")
# Letters and digits inside a code are rare but real; the code itself begins with an ideograph.
_AGENCY: Final = r"[一-龥][一-龥A-Za-z0-9]{0,14}"
_STANDARD: Final = re.compile(rf"({_AGENCY})〔((?:19|20)\d\d)〕([1-9]\d{{0,5}})号")
_TOLERANT: Final = re.compile(rf"({_AGENCY})?〔(\d{{1,6}})〕(第?)(\d{{1,7}})(号?)")
_EATEN: Final = re.compile(rf"(?:{_AGENCY})?〔?(?:19|20)\d\d〕?(?:年?第?)\d{{1,6}}号?〕?")
_ORDER: Final = re.compile(
    r"[一-龥]{0,25}(?:令|公告|通告)(?:\d{4}年)?第(?:[1-9]\d{0,5}|[一二三四五六七八九十百〇零]{1,8})号"
    r"|[一-龥]{2,30}(?:19|20)\d\d年第[1-9]\d{0,5}号"
)
_NO_NUMBER: Final = re.compile(
    r"[-—–_/\\.。·*]{0,10}|无|没有|暂无|无文号|无发文字号|无文件号|无编号|〔〕号?|〔〕第?号|"
    r"(?:null|none|nil|n/a|undefined)",
    re.IGNORECASE,
)
_CITING: Final = re.compile(
    r"^(?:根据|依据|按照|依照|转发|废止|关于|参照|执行|印发|见|即|和|与|及|以)"
)
_NUMBER_IN_FIELD: Final = re.compile(
    rf"{_AGENCY}\s?[{re.escape(_OPENING)}](?:19|20)\d\d[{re.escape(_CLOSING)}]\s?第?\d{{1,6}}\s?号"
)
_REGISTRATION: Final = re.compile(
    r"(?:(?:规范性文件)?(?:统一)?(?:登记|编)号[:：]?\s?)?[A-Z]{2,8}\d{0,4}(?:[-—–]\d{1,8}){1,3}"
)
_FIELD_REMARK: Final = re.compile(r"[(（][^()（）]{1,20}[)）]")
_YEAR: Final = re.compile(r"〔(\d{4})〕|(\d{4})年")
_MAX_LENGTH: Final = 120
"""Longer text is no number; it also bounds the work on hostile input."""


def read_number(raw: str) -> NumberReading:
    """Read one number field; never raises.

    A field longer than any number, or holding more than one, is `UNKNOWN`.
    """
    if len(raw) > _MAX_LENGTH:
        return _unknown(raw, (NumberDefect.UNRECOGNISED,))
    text, defects = _clean(raw)
    if _NO_NUMBER.fullmatch(_unlike(text)):
        return NumberReading(raw, None, NumberForm.NONE)
    if _ORDER.fullmatch(text) and not _STANDARD.fullmatch(text):
        return NumberReading(raw, text, NumberForm.ORDER, defects)
    return _read_bracketed(raw, text, defects)


def find_number(text: str) -> NumberReading | None:
    """Find the number a line consists of; None where the line is anything else.

    For the line directly under a title. The line may put the number in brackets of its own or set a
    second column (签发人) beside it. A sentence citing a number, or a line with two, gives None.
    """
    line = _INVISIBLE.sub("", text).strip()
    if line[:1] in "（(" and line[-1:] in "）)":
        line = line[1:-1]
    head = re.split(r"\s{2,}|[\t\u3000]|\s*签发人", line, maxsplit=1)[0]
    reading = read_number(head)
    if reading.canonical is None or _CITING.match(reading.canonical):
        return None
    return reading


def numbers_in_field(raw: str) -> tuple[str, ...]:
    """Return the numbers of a field that holds more than a number, as printed; empty if it does not.

    Beside the number may stand the registration of a normative document (登记号：ZCDR-2022-0010001), a
    remark in brackets, or the number of a second agency. Any other words: the field is not understood.
    """
    if len(raw) > _MAX_LENGTH:
        return ()
    found = [match[0] for match in _NUMBER_IN_FIELD.finditer(raw)]
    rest = _REGISTRATION.sub("", _NUMBER_IN_FIELD.sub("", raw))
    rest = _FIELD_REMARK.sub("", rest)
    if not found or re.sub(r"[\s/／、,，;；|]+", "", rest):
        return ()
    return tuple(found) if all(read_number(number).canonical for number in found) else ()


def number_year(canonical: str) -> int | None:
    """Return the year a canonical number carries, None for one without (`国令第707号`)."""
    found = _YEAR.search(canonical)
    return int(found[1] or found[2]) if found else None


def _clean(raw: str) -> tuple[str, tuple[NumberDefect, ...]]:
    """Take away what is only typing, and name it. Blanks at the ends are no defect."""
    defects: list[NumberDefect] = []
    text = _INVISIBLE.sub("", raw)
    if text != raw:
        defects.append(NumberDefect.INVISIBLE_CHARACTERS)
    text, trimmed = re.sub(r"\s+", "", text), text.strip()
    if text != trimmed:
        defects.append(NumberDefect.SPACES)
    text, before = text.translate(_WIDE_DIGITS), text
    if text != before:
        defects.append(NumberDefect.FULLWIDTH_DIGITS)
    text, before = _LABEL.sub("", text), text
    if text != before:
        defects.append(NumberDefect.LABEL_TEXT)
    return text, tuple(defects)


def _unlike(text: str) -> str:
    """Turn look-alike brackets into the six-angle ones."""
    return text.translate(_LOOKALIKES)


def _read_bracketed(raw: str, text: str, defects: tuple[NumberDefect, ...]) -> NumberReading:
    if _STANDARD.fullmatch(text):
        return NumberReading(raw, text, NumberForm.STANDARD, defects)
    even = _unlike(text)
    if even != text:
        defects = (*defects, NumberDefect.LOOKALIKE_BRACKETS)
    if _STANDARD.fullmatch(even):
        return NumberReading(raw, even, NumberForm.STANDARD, defects)
    parts = _TOLERANT.fullmatch(even)
    if parts:
        return _read_parts(raw, parts, defects)
    if _EATEN.fullmatch(even):
        return _unknown(raw, (*defects, NumberDefect.MISSING_BRACKETS))
    return _unknown(raw, (*defects, NumberDefect.UNRECOGNISED))


def _read_parts(raw: str, parts: re.Match[str], defects: tuple[NumberDefect, ...]) -> NumberReading:
    """Name what is wrong with a number whose parts can still be told apart."""
    agency, year, ordinal, serial, suffix = parts.groups()
    wrong = {
        NumberDefect.NO_AGENCY: not agency,
        NumberDefect.BAD_YEAR: re.fullmatch(r"(?:19|20)\d\d", year) is None,
        NumberDefect.ORDINAL_WORD: bool(ordinal),
        NumberDefect.LEADING_ZERO: serial.startswith("0"),
        NumberDefect.MISSING_SUFFIX: not suffix,
    }
    defects = (*defects, *(defect for defect, is_wrong in wrong.items() if is_wrong))
    canonical = f"{agency}〔{year}〕{serial.lstrip('0')}号"
    if not _STANDARD.fullmatch(canonical) or not suffix:
        return _unknown(raw, defects)
    return NumberReading(raw, canonical, NumberForm.STANDARD, defects)


def _unknown(raw: str, defects: tuple[NumberDefect, ...]) -> NumberReading:
    return NumberReading(raw, None, NumberForm.UNKNOWN, defects)
