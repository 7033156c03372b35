"""The ordinary papers of the units: the bulk, whose number `scale` multiplies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from sample_portal import columns, days, dice
from sample_portal.documents import Draft, NumberStyle
from sample_portal.units import Unit

PER_UNIT: Final = 24
COLUMNS: Final = (*("policy",) * 5, "planning", "enforcement")
SPAN_DAYS: Final = (days.LAST_ON - days.FIRST_ON).days - 2
STYLES: Final = (
    *(NumberStyle.PLAIN,) * 12,
    *(NumberStyle.SAID_NONE,) * 5,
    NumberStyle.EMPTY,
    *(NumberStyle.BLANK,) * 2,
)
SUBJECTS: Final = (
    "关于做好{year}年{month}月份{topic}工作的通知",
    "关于进一步加强{topic}工作的意见",
    "关于{year}年{topic}工作情况的通报",
    "关于开展{topic}集中整治行动的通知",
    "{topic}工作计划（{year}年{month}月）",
    "关于报送{year}年{topic}工作总结的通知",
    "关于公布{year}年{topic}先进集体名单的通知",
    "关于调整{topic}工作联系人和责任分工、健全上下联动协调配合机制的通知",
)


def papers(unit: Unit, seed: int, scale: float) -> Iterator[Draft]:
    """About `PER_UNIT` × `scale` papers; a repeated title is told apart by its batch."""
    owned = {column.key for column in columns.columns_of(unit)}
    seen: Counter[str] = Counter()
    for number in range(round(PER_UNIT * scale)):
        key = f"{unit.key}/ordinary-{number}"
        column = dice.pick([name for name in COLUMNS if name in owned], seed, key)
        paper = _paper(unit, seed, key, column)
        seen[paper.title] += 1
        batch = seen[paper.title]
        yield paper if batch == 1 else _in_batch(paper, batch)


def _paper(unit: Unit, seed: int, key: str, column: str) -> Draft:
    published_on = days.day_from(days.FIRST_ON, SPAN_DAYS, seed, key)
    formed_on = days.formed_before(published_on, seed, key)
    subject = dice.pick(SUBJECTS, seed, key).format(
        topic=dice.pick(unit.topics, seed, key), year=formed_on.year, month=formed_on.month
    )
    return Draft(
        key=key,
        unit=unit.key,
        column=column,
        title=f"{unit.full_name}{subject}",
        published_on=published_on,
        formed_on=formed_on,
        style=dice.pick(STYLES, seed, key, "style"),
        is_signed=dice.is_chosen(75, seed, key, "signed"),
        attachments=1 if dice.is_chosen(15, seed, key, "attachment") else 0,
    )


def _in_batch(paper: Draft, batch: int) -> Draft:
    return replace(paper, title=f"{paper.title}（第{batch}批）")
