"""Normative documents labelled badly (row 32)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sample_portal.content import normative
from sample_portal.content.normative import Kind
from sample_portal.documents import ALWAYS, Draft, Relabel
from sample_portal.faults.records import Fault, Planting
from sample_portal.units import BY_KEY

SEED: Final = 0
"""The faulty documents are the same under every seed."""
MENDED_ON: Final = date(2023, 3, 7)


@dataclass(frozen=True, slots=True)
class Slip:
    """A label as it is wrongly printed (`text` None: not printed), and the kind of fault."""

    unit: str
    kind: str
    label: str
    text: str | None
    mended: str | None = None


SLIPS: Final = (
    Slip("finance", "incomplete", "有效性", None),
    Slip("water", "incomplete", "有效性", "", mended="有效"),
    Slip("health", "incomplete", "成文日期", None),
    Slip("hongshan", "incomplete", "发文字号", ""),
    Slip("commerce", "incomplete", "成文日期", ""),
    Slip("market", "mislabeled", "有效性", "null"),
    Slip("approval", "mislabeled", "有效性", "请选择"),
    Slip("civil", "mislabeled", "成文日期", "2022-13-45"),
    Slip("science", "mislabeled", "有效性", "null"),
)

OUTDATED: Final = (
    ("education", date(2021, 1, 4), date(2022, 12, 31), date(2023, 2, 3)),
    ("banyang", date(2021, 3, 1), date(2023, 2, 3), date(2023, 3, 4)),
    ("farming", date(2021, 5, 6), date(2022, 5, 31), date(2022, 6, 30)),
)
"""Unit, start, the end the text names, and the day after the 20 working days in which the label must
follow it: still said to be in force."""


def plantings() -> Iterator[Planting]:
    """Yield the badly labelled documents; their interpretations come from `interpretations`."""
    for slip in SLIPS:
        kind = Kind("normative-slip", "{topic}评价办法", date(2022, 1, 10), date(2026, 12, 31))
        draft = _document(slip.unit, kind)
        relabels = [Relabel(on=ALWAYS, label=slip.label, text=slip.text)]
        if slip.mended is not None:
            relabels.append(Relabel(on=MENDED_ON, label=slip.label, text=slip.mended))
        yield Planting(replace(draft, relabels=tuple(relabels)), (_slip_fault(draft.key, slip),))
    for unit, opens_on, until, since in OUTDATED:
        kind = Kind("normative-outdated", "{topic}奖补办法", opens_on, until)
        draft = _document(unit, kind)
        yield Planting(draft, (_outdated_fault(draft, until, since),))


def interpretations() -> Iterator[Draft]:
    """Yield the interpretation of every badly labelled document, itself in order."""
    for planting in plantings():
        yield normative.interpretation(planting.draft)


def _document(unit: str, kind: Kind) -> Draft:
    return normative.document(BY_KEY[unit], SEED, kind, BY_KEY[unit].topics[3])


def _slip_fault(key: str, slip: Slip) -> Fault:
    shown = {None: "缺失", "": "空白"}.get(slip.text, f"为“{slip.text}”")
    return Fault(
        unit=slip.unit,
        row=32,
        rule="T32",
        check="labels",
        kind=slip.kind,
        column="normative",
        document=key,
        until=MENDED_ON if slip.mended is not None else None,
        note=f"“{slip.label}”{shown}",
    )


def _outdated_fault(draft: Draft, until: date, since: date) -> Fault:
    return Fault(
        unit=draft.unit,
        row=32,
        rule="T32",
        check="validity",
        kind="mislabeled",
        column="normative",
        document=draft.key,
        since=since,
        note=f"正文写明有效期至{until}，有效性仍标注“有效”",
    )
