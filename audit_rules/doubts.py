"""What makes a late publication less than proved: a person must look before anybody is accused."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from audit_rules.model import Conflict, Disclosure
from audit_rules.units import Units

REPEATED: Final = re.compile(r"更正|补发|补充公布|重新发布|重新公布|重发|修订版")
"""Words of titles that are published a second time; the first publication may have been in time."""
LARGER_PLACE: Final = re.compile(r"^(?:中华人民共和国|全国|国家|山东省|淄博市)")


def was_seen_in_time(disclosure: Disclosure, due_on: date) -> bool:
    """Tell whether our own archive held the item by the last day, whatever date it shows now."""
    return disclosure.first_seen_at.date() <= due_on


def date_conflicts(disclosure: Disclosure) -> list[Conflict]:
    """Return where the item's places disagree about its dates."""
    return [item for item in disclosure.conflicts if item.field in {"published_on", "formed_on"}]


def doubt_of_lateness(disclosure: Disclosure, units: Units) -> str | None:
    """Return in Chinese why a late date may not be the unit's fault, None where nothing speaks for it."""
    if dated := date_conflicts(disclosure):
        return f"页面两处日期不一致：{dated[0].a}、{dated[0].b}"
    maker = units.find_unit(disclosure.shown_unit or "")
    if maker and disclosure.unit and maker != disclosure.unit:
        return f"页面标注的发布机构为“{disclosure.shown_unit}”"
    if REPEATED.search(disclosure.title):
        return "或为再次发布"
    if LARGER_PLACE.match(disclosure.title) and not units.names_district(disclosure.title):
        return "疑为转载上级文件"
    return None
