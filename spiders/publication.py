"""When a document was published and when it was formed: labels, `<meta>`, the line under the title.

生成日期 is printed for either: it is the day of formation where the page shows another of publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from spiders.errors import FieldError
from spiders.evidence import UNLABELLED_BOX, Candidate, Reading, candidate, parsed, settle
from spiders.fields.body import SignOff
from spiders.fields.dates import parse_date, parse_instant
from spiders.fields.vocabulary import LABELS
from spiders.labels import Pair
from spiders.sheet import Sheet

_ENTRY_LABELS: Final = ("发文日期", "发文时间", "生成日期")
"""Dates of publication where no other label names one; next to one they mean something else."""
_MADE_ON: Final = "生成日期"
_STAMP: Final = re.compile(
    r"[\[(（【]?(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s?(\d{1,2}:\d{2})(?::\d{2})?)?)[\])）】]?(?![\d至到~-])"
)
_TOOLS: Final = re.compile(r"来源|浏览|字号|字体|点击|阅读|访问|打印|分享")
"""Words of the line a system prints under a title, beside the date of publication."""
_UNDER_TITLE: Final = "标题下日期行"


def read_published(sheet: Sheet, formed: Sequence[Pair], by: str) -> Reading[date]:
    """Read the day of publication; `formed` are the labels that turned out to say the day of formation."""
    pairs = sorted(sheet.values("published_on"), key=_trust)
    pairs = [pair for pair in pairs if pair not in formed]
    named = [pair for pair in pairs if pair.label not in _ENTRY_LABELS]
    has_own = any(pair.value for pair in named)
    candidates = [candidate(pair, parse_date) for pair in (named if has_own else pairs)]
    if has_own:
        candidates += _entry_dates(sheet, pairs)
    printed = sheet.page.meta.get("pubdate")
    if printed:
        candidates.append(parsed(printed, "meta PubDate", parse_date))
    if not any(item.value for item in candidates):
        stamp = _stamp_below(sheet)
        candidates += [parsed(stamp, _UNDER_TITLE, parse_date)] if stamp else []
        words = sheet.unlabelled.get("published_on")
        candidates += [parsed(words, UNLABELLED_BOX, parse_date)] if words else []
    return settle("published_on", candidates, by, date.isoformat)


def formation_pairs(sheet: Sheet, sign_offs: Sequence[SignOff] = ()) -> tuple[Pair, ...]:
    """Take 生成日期 for the day of formation, where no 成文日期 is printed and another day of publication.

    The other day stands beside a 发布日期, in `<meta>` or under the title, and is later; or 生成日期 is the
    very day the document is signed with, while any other place tells when it was published.
    """
    published = sheet.values("published_on")
    made = tuple(pair for pair in published if pair.label == _MADE_ON and pair.value)
    if not made or any(pair.value for pair in sheet.values("formed_on")):
        return ()
    if any(pair.value and pair.label not in _ENTRY_LABELS for pair in published):
        return made
    days = [_day(sheet.page.meta.get("pubdate")), _day(_stamp_below(sheet))]
    told = [day for day in days if day is not None]
    signed = {item.on for item in sign_offs}
    return tuple(
        pair
        for pair in made
        if (own := _day(pair.value)) is not None
        and told
        and (own in signed or any(day > own for day in told))
    )


def instant_of(published: Reading[date]) -> datetime | None:
    """Return the instant of publication, where the words believed print a time of day."""
    if published.source is None:
        return None
    try:
        return parse_instant(published.source.raw)
    except FieldError:
        return None


def read_formed(
    sheet: Sheet, formed: Sequence[Pair], sign_offs: Sequence[SignOff], by: str
) -> Reading[date]:
    """Box first, then the sign-off; one that agrees with the box is the document's own."""
    pairs = (*sheet.values("formed_on"), *formed)
    candidates = [candidate(pair, parse_date) for pair in pairs]
    labelled = {item.value for item in candidates if item.value}
    own = [item for item in sign_offs if item.on in labelled] or sign_offs
    candidates += [Candidate(item.raw, "落款", item.on) for item in own]
    return settle("formed_on", candidates, by, date.isoformat)


def _stamp_below(sheet: Sheet) -> str | None:
    """Return the date the line directly under the title begins with.

    It must carry a clock or the words of a page's tools: a document's own line has neither.
    """
    lines = sheet.page.lines[sheet.heading + 1 :] if sheet.heading >= 0 else ()
    below = next((line for line in lines if line.text), None)
    stamp = _STAMP.match(below.text) if below is not None and not below.is_link else None
    if below is None or stamp is None:
        return None
    is_systems = stamp[2] or _TOOLS.search(below.text, stamp.end(), stamp.end() + 80)
    return stamp[1] if is_systems and not below.phrase.is_prose else None


def _day(words: str | None) -> date | None:
    try:
        return parse_date(words) if words else None
    except FieldError:
        return None


def _entry_dates(sheet: Sheet, pairs: Sequence[Pair]) -> list[Candidate[date]]:
    """Read 发文日期 next to a 发布日期: a second witness, unless it repeats the written date."""
    formed = {pair.value for pair in sheet.values("formed_on")}
    entered = [pair for pair in pairs if pair.label in _ENTRY_LABELS and pair.value not in formed]
    read = [candidate(pair, parse_date) for pair in entered]
    return [item for item in read if item.value is not None]


def _trust(pair: Pair) -> int:
    """Rank the labels of one field as the vocabulary lists them."""
    return LABELS[pair.field].index(pair.label)
