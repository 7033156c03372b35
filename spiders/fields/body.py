"""The text of a document: without the page around it, its fingerprint, and how it is signed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from spiders.errors import FieldError
from spiders.fields.dates import is_written_date, parse_date
from spiders.wording import squeeze, tidy

_CHROME: Final = re.compile(
    r"^(?:(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\d*次?|字号[:：]?.{0,12}|字体[:：]?.{0,12}|打印(?:本页)?|关闭(?:窗口|本页)?|"
    r"分享(?:到)?[:：]?.{0,16}|扫一扫.{0,20}|上一[篇条].{0,120}|下一[篇条].{0,120}|返回(?:顶部|首页|列表)?|收藏|大|中|小|"
    r"(?:语音播报|图片解读|H5解读|电子书|动漫解读|音频|动漫|图解|H5)+|今天是.{0,40}|当前时间.{0,40}|现在时间.{0,40}|"
    r"\d{1,2}:\d{2}(?::\d{2})?|星期[一二三四五六日]|标题|正文|手机|附件|解读)$"
)
_FOOTER: Final = re.compile(
    r"^(?:版权所有|主办单位|主办[:：]|承办[:：]|网站标识码|.{0,8}ICP备|.{0,8}公网安备|联系我们|网站地图)"
)
_FOOTER_BEGINS: Final = frozenset("版主承网联")
_LONGEST_CHROME: Final = 150
_COUNTER: Final = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[:：]?\d*次?")
_COUNTED: Final = ("浏览", "阅读", "点击", "访问")
_CHROME_BEGINS: Final = frozenset("浏阅点访字打关分扫上下返收大中小语图H电动音今当现星标正手附解")
"""What `_CHROME` begins with, beside digits: asked first, as hardly any line of a text does."""
_UNIT_END: Final = re.compile(
    r"(?:局|委|委员会|办公室|政府|厅|部|院|中心|处|所|站|队|支队|大队|会|联合会|街道|镇|乡|社|馆|校|公司|集团|分局|领导小组|指挥部|管委会|银行|署|组|办)$"
)
_UNIT_LINE: Final = re.compile(r"[一-龥（）()、·\s]{3,60}")
_SIGNED_TOGETHER: Final = re.compile(r"^(.{3,40}?)\s{1,12}(\d{4}年\d{1,2}月\d{1,2}日)$")
_ATTACHMENT: Final = re.compile(r"[(（【]?附(?:件|表|录)[\d一二三四五六七八九十]{0,3}[)）】]?")
"""Alone in a line (`附件1`, no colon: that is the list of them) it begins an attached text."""
_HEADED: Final = 20
"""Characters, within which the word of such a line stands."""
_DAY_ENDS: Final = frozenset("日 \t\r\n\xa0\u3000")
"""What a line that is a date ends with; no more than filling may follow the 日."""
_SHORTEST_NAME: Final = 3
_WORD_MARKUP: Final = re.compile(r"<!\[if|<o:p|mso-|&lt;/?(?:span|p|o:p)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SignOff:
    """落款: who signed, on what day, and the day's words as printed."""

    unit: str | None
    on: date
    raw: str


def main_text(lines: Iterable[str]) -> str:
    """Join the tidied lines of a text without counters, clocks, print links and the footer."""
    every = list(lines)
    joined = "\n".join(every)
    beginnings = [line[:1] for line in every]
    has_record = "备" in joined
    for index, first in enumerate(beginnings):
        if (
            first in _FOOTER_BEGINS or (has_record and "备" in every[index][:_HEADED])
        ) and _FOOTER.match(every[index]):
            del every[index:]
            break
    for index, first in enumerate(beginnings[: len(every)]):
        if (
            (first in _CHROME_BEGINS or first.isdigit())
            and len(every[index]) <= _LONGEST_CHROME
            and is_chrome(every[index])
        ):
            every[index] = ""
    kept = [line for line in every if line]
    if any(word in joined for word in _COUNTED):
        kept = [_without_counter(line) for line in kept]
    return "\n".join(kept)


def _without_counter(line: str) -> str:
    if len(line) > _LONGEST_CHROME or not _COUNTER.search(line):
        return line
    return tidy(_COUNTER.sub("", line))


def is_chrome(line: str) -> bool:
    """Whether a line is a counter, a clock, a button or a tab of the page around the text."""
    return _CHROME.match(squeeze(line)) is not None


def text_sha256(text: str) -> str | None:
    """Fingerprint a text without regard to white space; None for an empty one."""
    words = squeeze(text.replace("\n", ""))  # what is left is mostly printable, and cheap
    return hashlib.sha256(words.encode("utf-8", errors="replace")).hexdigest() if words else None


def find_sign_off(lines: Sequence[str]) -> SignOff | None:
    """Find the first complete sign-off; None where there is none."""
    found = find_sign_offs(lines)[0]
    return found[0] if found else None


def find_sign_offs(lines: Sequence[str]) -> tuple[tuple[SignOff, ...], bool]:
    """Find the complete sign-offs of a text before its attachments, and tell whether it has such.

    A sign-off is a unit line, then a line that is only a 年月日 date. A date in figures with strokes is
    never one (documents are signed with 年月日), nor one in brackets under a title. An impossible date
    is passed over: nothing is read rather than something wrong.
    """
    found: list[SignOff] = []
    begin = next((index for index, line in enumerate(lines) if "。" in line), len(lines))
    stop = _attachment_after(lines, begin)
    for index, last in enumerate([line[-1:] for line in lines[:stop]]):
        if last in _DAY_ENDS:
            signed = _signed_at(lines, index)
            if signed:
                found.append(signed)
    return tuple(found), stop < len(lines)


def _attachment_after(lines: Sequence[str], begin: int) -> int:
    """Return the line that heads the first attached text under line `begin`; their number where none does."""
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if "附" in line and "附" in line[:_HEADED] and _ATTACHMENT.fullmatch(squeeze(line)):
            return index
    return len(lines)


def choose_sign_off(lines: Sequence[str], owners: Sequence[str]) -> tuple[SignOff, ...]:
    """Return the page's own sign-off first, then those of another day that may be it instead.

    Own is what one of `owners` (the names the page gives its unit) signed. Else it is the last
    before the attachments; else, where several stand in one text, nobody can tell: the first.
    """
    found, has_attachment = find_sign_offs(lines)
    own = tuple(item for item in found if any(_is_same_unit(item.unit, name) for name in owners))
    chosen = own or (tuple(reversed(found)) if has_attachment else found)
    days = {item.on: item for item in reversed(chosen)}
    return chosen[:1] + tuple(item for day, item in days.items() if day != chosen[0].on)


def _is_same_unit(signer: str | None, name: str) -> bool:
    """Whether one name is a shorter writing of the other: 区应急局 of 淄川区应急管理局."""
    one, other = sorted((squeeze(signer or ""), squeeze(name)), key=len)
    letters = iter(other)
    return len(one) >= _SHORTEST_NAME and all(letter in letters for letter in one)


def _signed_at(lines: Sequence[str], index: int) -> SignOff | None:
    together = _SIGNED_TOGETHER.match(lines[index])
    if together and is_unit(together[1]):
        return _sign_off(together[1], together[2])
    unit = _unit_above(lines, index) if is_written_date(lines[index]) else None
    return _sign_off(unit, lines[index]) if unit else None


def is_unit(line: str) -> bool:
    """Whether a line is the name of an organ and nothing else."""
    words = squeeze(line)
    return _UNIT_LINE.fullmatch(words) is not None and _UNIT_END.search(words) is not None


def unwrap_word(fragment: str) -> str:
    """Read text that was pasted from Word with its markup, tolerantly.

    Only for such text: BeautifulSoup costs twenty times a plain parse.
    """
    if not _WORD_MARKUP.search(fragment):
        return tidy(fragment)
    from bs4 import BeautifulSoup  # noqa: PLC0415 - rarely needed, slow to import

    return tidy(BeautifulSoup(fragment, "html.parser").get_text(" "))


def _unit_above(lines: Sequence[str], index: int) -> str | None:
    for line in reversed(lines[max(0, index - 2) : index]):
        if line:
            return line if is_unit(line) else None
    return None


def _sign_off(unit: str, raw: str) -> SignOff | None:
    try:
        day = parse_date(raw)
    except FieldError:
        return None
    return SignOff(squeeze(unit), day, tidy(raw)) if day else None
