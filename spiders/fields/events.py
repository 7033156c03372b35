"""Dates in a page's text that start a deadline: decisions, completions, approvals.

Only where a label states them (`处罚决定日期：2022年3月1日`). A date in a sentence is not one: it may
belong to another decision, another document, another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from audit_rules.model import Event, EventKind
from spiders.errors import FieldError
from spiders.fields.dates import parse_date
from spiders.wording import squeeze

LABELS: Final[Mapping[EventKind, tuple[str, ...]]] = {
    EventKind.DECIDED: (
        "处罚决定日期", "处罚决定时间", "处罚决定书日期", "行政处罚决定日期", "行政处罚决定书日期", "作出处罚决定日期",
        "作出行政处罚决定日期", "决定日期", "决定书日期", "作出决定日期", "作出决定时间", "许可决定日期", "行政许可决定日期",
        "处罚日期", "许可日期", "决定作出日期",
    ),
    EventKind.COMPLETED: ("竣工日期", "竣工时间", "竣工验收日期", "竣工验收时间", "完工日期"),
    EventKind.APPROVED: ("批准日期", "批准时间", "批复日期", "批复时间", "批准文件日期"),
    EventKind.EFFECTIVE: ("施行日期", "施行时间", "实施日期", "实施时间", "生效日期", "生效时间"),
    EventKind.ALLOCATED: ("分配确定日期", "分配方案确定日期", "分配结果确定日期", "资金分配日期", "下达日期"),
}  # fmt: skip
_KIND: Final = {label: kind for kind, labels in LABELS.items() for label in labels}
_LONGEST: Final = max(map(len, _KIND))
_DATE_AHEAD: Final = re.compile(r"\s*([^\s，,；;。|]{1,12}(?:\s?[^\s，,；;。|]{1,8}){0,2})")
_WORTH_A_LOOK: Final = re.compile("(?:日期|时间)\\s*[:：]")
_COLON: Final = re.compile("[:：]")
_PLANNED: Final = re.compile(
    r"[\d一二三四五六七八九十〇○年月日./\-\s]{1,40}\s?[(（\[【]?\s?(?:计划|预计|预期|拟|暂定|约|左右|之?前|以前|底)"
)
"""Behind a date: the event has not come, or not on that day."""


def find_events(lines: Iterable[str]) -> tuple[Event, ...]:
    """Find the labelled trigger dates in the lines of a text, each once, in order.

    A label whose date is not understood, or is planned (计划竣工日期), gives nothing.
    """
    found: dict[tuple[EventKind, object], Event] = {}
    for line in [line for line in lines if "日期" in line or "时间" in line]:
        if not _WORTH_A_LOOK.search(line):
            continue
        for event in _events_in(line):
            found.setdefault((event.kind, event.on), event)
    return tuple(found.values())


def _events_in(line: str) -> Iterable[Event]:
    for colon in _COLON.finditer(line[:2000]):
        label = _label_before(line[: colon.start()])
        ahead = _DATE_AHEAD.match(line, colon.end()) if label else None
        if label is None or ahead is None:
            continue
        if _PLANNED.match(line, ahead.start(1)):
            continue
        words = re.match(r"[\d一二三四五六七八九十〇○年月日./\-\s]+", ahead[1])
        try:
            day = parse_date(words[0].strip()) if words else None
        except FieldError:
            continue
        if day:
            yield Event(
                kind=_KIND[label], on=day, raw=f"{label}：{words[0].strip() if words else ''}"
            )


def _label_before(left: str) -> str | None:
    """Return the label a text ends with, where it is not the end of a longer word."""
    tail = squeeze(re.split(r"[\s，,；;。|:：、（(【]", left.rstrip())[-1])
    tail = re.sub(r"^\d{1,3}[.．]?", "", tail)
    return tail if len(tail) <= _LONGEST and tail in _KIND else None
