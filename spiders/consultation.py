"""征求意见: pages that ask the public for its opinion, in every family, and until when.

The period stands in a line of its own (公示期：2023年5月6日至6月6日), often below the first paragraph.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from audit_rules.model import FieldSource, PageRecord
from spiders.errors import FieldError
from spiders.fields.body import find_sign_off
from spiders.fields.dates import parse_period
from spiders.labels import Pair, find_pairs
from spiders.sheet import Sheet
from spiders.wording import squeeze

_ASKS: Final = re.compile(
    r"(?:征求|征集|听取).{0,120}?(?:意见|建议)(?:和?建议)?的?(?:公告|通告|通知|公示|启事|函|说明)?$"
)
_ANSWERS: Final = re.compile("采纳|反馈|结果|汇总|解读|报告")
_LONGEST_TITLE: Final = 300


def asks_for_opinions(title: str) -> bool:
    """Whether a title is that of a consultation; what reports on one (采纳情况的反馈) is none."""
    words = squeeze(title[:_LONGEST_TITLE])
    found = _ASKS.search(words)
    return found is not None and not _ANSWERS.search(words[found.start() :])


def with_period(record: PageRecord, sheet: Sheet) -> PageRecord:
    """Add the first and last day the page asks on, both included; words not understood are kept."""
    pair = _period_pair(sheet)
    if pair is None:
        return record
    try:
        period = parse_period(pair.value)
    except FieldError:
        period = None
    if period is None:
        return replace(record, unreadable={**record.unreadable, "open_from": pair.value})
    source = FieldSource(raw=pair.value, where=f"标签“{pair.label}”", by=record.family)
    fields = {**record.fields, "open_from": source, "open_until": source}
    return replace(record, open_from=period[0], open_until=period[1], fields=fields)


def with_signing_unit(record: PageRecord, sheet: Sheet) -> PageRecord:
    """Take the signing unit where no box names one: who asks is who signed."""
    if record.unit or "unit" in record.unreadable:
        return record
    signed = find_sign_off([line.text for line in sheet.text if not line.is_link])
    if signed is None or signed.unit is None:
        return record
    source = FieldSource(raw=signed.unit, where="落款", by=record.family)
    return replace(record, unit=signed.unit, fields={**record.fields, "unit": source})


def _period_pair(sheet: Sheet) -> Pair | None:
    """Return the one period of the box, else the one a line of the text begins with."""
    pairs = sheet.values("period") or find_pairs(sheet.page.lines)
    said = {pair.value: pair for pair in pairs if pair.field == "period" and pair.value}
    return next(iter(said.values())) if len(said) == 1 else None
