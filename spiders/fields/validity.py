"""有效性 → `Validity`, and until when a document is valid. 公开期限 says nothing about either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from audit_rules.model import Validity
from spiders.errors import FieldError
from spiders.fields.dates import find_dates, parse_period
from spiders.wording import squeeze

VOCABULARY: Final[Mapping[Validity, tuple[str, ...]]] = {
    Validity.IN_FORCE: ("有效", "现行有效", "继续有效", "是", "长期有效", "生效", "已生效", "现行", "全文有效"),
    Validity.EXPIRED: ("失效", "已失效", "宣布失效", "无效", "否", "全文失效", "自动失效", "已过期", "过期"),
    Validity.REPEALED: ("废止", "已废止", "全文废止", "已被废止", "废止失效", "失效废止"),
    Validity.AMENDED: ("已修改", "修改", "修订", "已修订", "已被修改", "修正", "已修正"),
    Validity.PARTLY_IN_FORCE: ("部分失效", "部分废止", "部分有效", "部分条款失效", "部分条款废止", "条款失效", "条款废止"),
    Validity.NOT_YET_IN_FORCE: ("尚未生效", "即将生效", "未生效", "尚未施行", "待生效"),
}  # fmt: skip
_MEANING: Final = {word: validity for validity, words in VOCABULARY.items() for word in words}
_BLANK: Final = frozenset(("", "-", "—", "--", "无", "/", "暂无"))
"""`null` is not among them: a program's leak is words nobody can read, for the unit to see."""
_YEARS: Final = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_OPPOSITE: Final[Mapping[str, Validity]] = {
    "是否废止": Validity.REPEALED,
    "是否失效": Validity.EXPIRED,
}
"""Labels that ask whether a document is no longer in force."""
_TICKED: Final = "☑☒■▣✓✔√●◉⊙◎"
_OPTION: Final = re.compile(rf"([{_TICKED}☐□▢○◯])\s*([^{_TICKED}☐□▢○◯]+)")
_TOOL: Final = re.compile(r"^(?:下载|打印|查看|分享|收藏|详情)+$")
_TERM_STATED: Final = re.compile(
    r"有效期(?:限)?(?:为)?(?:\d{1,2}|[一二两三四五六七八九十])年|有效期内|在有效期(?:内)?|"
    r"(?:有效期(?:限)?)?(?:[\d年月日号./-]{6,12})?(?:起)?(?:有效)?(?:至|到)[\d年月日号./-]{8,12}止?(?:有效)?"
)
"""Who states a term says that the document is in force until its end."""
_OTHER_DAY: Final = re.compile("发布|公布|印发|施行|实施|清理|生效|废止|公开")
_EXTENDED: Final = re.compile(r"有效期(?:限)?(?:延长|延续|延期|顺延)(?:至|到)([^。；，,]{6,24})")
_OF_ANOTHER: Final = re.compile(r"《|原(?:办法|规定|通知|意见|文件|方案|细则|政策|公告|决定)")
_GENRE: Final = r"(?:通知|办法|意见|规定|细则|规则|方案|决定|公告|通告|政策|标准|制度|条例|预案|措施|规划|计划|指南|要点|文件|章程)"
_OWN: Final = rf"(?:本[一-龥]{{0,8}}?{_GENRE}|(?:^|[，,：:（(、\s]))"
"""The document speaks of itself, or of nothing else: a licence has a term too, and so has 该办法."""
_TERM: Final = re.compile(
    rf"{_OWN}自([^。；，,自]{{6,24}}?)(?:起|之日起)(?:施行|实施|执行|生效)[^。；]{{0,12}}?"
    r"有效期(?:限)?(?:为|至|到|截至)?([^。；，,]{1,24})"
)
_UNTIL: Final = re.compile(
    rf"(?:本[一-龥]{{0,8}}?{_GENRE}|{_OWN}自[^。；，,自]{{4,24}}(?:施行|实施|执行)|印发之日)[^。；]{{0,30}}?有效期(?:限)?(?:截)?(?:至|到)([^。；，,]{{6,24}})"
)
_NUMBER_OF_YEARS: Final = re.compile(r"(?:为)?(\d{1,2}|[一二两三四五六七八九十])年")


def parse_validity(raw: str) -> Validity | None:
    """Read the words of a 有效性 box; None for an empty one, FieldError for words not known.

    A date after the word (`有效/2027-12-31`, the box 有效性/截止日期) is left to `parse_valid_until`.
    """
    if re.search(f"[{_TICKED}☐□▢○◯]", raw):
        return _ticked(raw)
    said = " ".join(part for part in raw.split() if not _TOOL.match(part))
    if _TERM_STATED.fullmatch(squeeze(said)):
        return Validity.IN_FORCE
    words = re.split(r"[/（(、,，;；\d]", squeeze(said), maxsplit=1)[0] or squeeze(said)
    if words in _BLANK:
        return None
    if words in _MEANING:
        return _MEANING[words]
    raise FieldError(raw)


def parse_validity_of(raw: str, label: str) -> Validity | None:
    """Read the words beside a label: 是 and 否 answer what 是否废止 asks, else as `parse_validity`."""
    words = squeeze(raw)
    if label in _OPPOSITE and words in ("是", "否"):
        return _OPPOSITE[label] if words == "是" else Validity.IN_FORCE
    if label == "是否有效" and words in ("是", "否"):
        return Validity.IN_FORCE if words == "是" else Validity.EXPIRED
    return parse_validity(raw)


def _ticked(raw: str) -> Validity | None:
    """Read the one ticked option of `☑有效 □失效`; FieldError where none or more are ticked."""
    if raw.strip()[0] not in _TICKED + "☐□▢○◯":
        raise FieldError(raw)
    ticked = [words for mark, words in _OPTION.findall(raw) if mark in _TICKED]
    if len(ticked) != 1:
        raise FieldError(raw)
    return parse_validity(ticked[0])


def parse_valid_until(raw: str) -> date | None:
    """Read the last day of validity out of a box; None where it holds no date or two.

    Of a term (`2022-06-01至2027-05-31有效`) it is the end; a day it was issued or reviewed is none.
    """
    try:
        period = parse_period(raw)
    except FieldError:
        return None
    if period:
        return period[1]
    if _OTHER_DAY.search(raw):
        return None
    days = set(find_dates(raw))
    return days.pop() if len(days) == 1 else None


def find_valid_until(text: str) -> tuple[date, str] | None:
    """Find the last day of validity stated in a document, and the words that state it.

    `有效期至2027年12月31日`, `自2023年1月1日起施行，有效期5年` (5 years: to 2027-12-31). None where no
    such words stand, where two such days differ, or where the term begins on an unnamed day (自公布之日起).
    A term of another document (原办法, 《…》 before it in its sentence) is passed over; an extension
    (有效期延长至) stands over the term first stated.
    """
    if "有效期" not in text:
        return None
    own = [
        match
        for sentence in re.split("[。；\n]", text)
        if "有效期" in sentence
        for match in _stated_terms(sentence)
    ]
    extended = [(day, words) for day, words in own if _EXTENDED.search(words)]
    found = dict(extended or own)
    return next(iter(found.items())) if len(found) == 1 else None


def _stated_terms(text: str) -> list[tuple[date, str]]:
    other = _OF_ANOTHER.search(text)
    end = other.end() if other else len(text) + 1
    terms = [
        (days[0], match[0])
        for match in (*_UNTIL.finditer(text), *_EXTENDED.finditer(text))
        if match.end() < end and not _is_quoted(text, match) and (days := find_dates(match[1]))
    ]
    for match in _TERM.finditer(text):
        if match.end() >= end or _is_quoted(text, match):
            continue
        begins, years = find_dates(match[1]), _NUMBER_OF_YEARS.match(match[2])
        if len(begins) == 1 and years:
            count = int(years[1]) if years[1].isdigit() else _YEARS[years[1]]
            terms.append((_last_day(begins[0], count), match[0]))
    return terms


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    """Whether a term stands in a clause quoted (修改为：“本办法自…”)."""
    before = text[: match.start(1)]
    return before.count("“") > before.count("”")


def _last_day(begin: date, years: int) -> date:
    """Return the day before the same day `years` later."""
    try:
        after = begin.replace(year=begin.year + years)
    except ValueError:  # 29 February
        after = date(begin.year + years, 3, 1)
    return after - timedelta(days=1)
