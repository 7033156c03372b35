"""What happens on the portal between the nights that is no fault of the plan's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sample_portal.content import normative
from sample_portal.content.normative import Kind
from sample_portal.documents import Draft, NumberStyle, Relabel
from sample_portal.faults.absences import BELATED
from sample_portal.faults.labels import MENDED_ON, SLIPS
from sample_portal.units import BY_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event: its day, its kind in one English word, and the paper concerned."""

    on: date
    kind: str
    document: str
    note: str


REPEALED_ON: Final = date(2023, 3, 4)
WITHDRAWN: Final = (
    ("culture", "关于临时闭馆的通告", date(2022, 11, 14), date(2023, 3, 4)),
    ("banyang", "关于社区活动室开放时间的通知", date(2023, 1, 9), date(2023, 3, 6)),
)
RELABELLED: Final = (
    ("justice", "关于人民调解员等级评定的通知", "发布机构", "区司法局", date(2023, 3, 3)),
    ("office", "关于会议室使用管理的通知", "发布机构", "区政府办", date(2023, 3, 7)),
)


def drafts() -> Iterator[Draft]:
    """Yield the papers to which something happens, and the interpretation of the repealed one."""
    repealed = _repealed()
    yield repealed
    yield normative.interpretation(repealed)
    for unit, title, published_on, withdrawn_on in WITHDRAWN:
        draft = _paper(unit, "withdrawn", title, published_on)
        yield replace(draft, withdrawn_on=withdrawn_on)
    for unit, title, label, text, on in RELABELLED:
        draft = _paper(unit, "relabelled", title, date(2022, 9, 14))
        yield replace(draft, relabels=(Relabel(on=on, label=label, text=text),))
    backdated = _paper("science", "backdated", "关于科技特派员选派工作的通知", date(2022, 12, 20))
    yield replace(backdated, appears_on=date(2023, 3, 5))


def happenings() -> Iterator[Happening]:
    """Every event, by day."""
    yield from sorted(_events(), key=lambda event: (event.on, event.document))


def _events() -> Iterator[Happening]:
    yield Happening(
        on=REPEALED_ON,
        kind="repealed",
        document="development/normative-repealed",
        note="有效性由“有效”改为“废止”",
    )
    yield Happening(
        on=date(2023, 3, 5),
        kind="backdated",
        document="science/backdated",
        note="页面标注2022-12-20发布，实际2023-03-05才出现",
    )
    for unit, _, _, on in WITHDRAWN:
        yield Happening(on=on, kind="withdrawn", document=f"{unit}/withdrawn", note="页面已撤下")
    for unit, _, label, text, on in RELABELLED:
        note = f"“{label}”改为“{text}”"
        yield Happening(on=on, kind="relabelled", document=f"{unit}/relabelled", note=note)
    yield from _mended()


def _mended() -> Iterator[Happening]:
    for slip in SLIPS:
        if slip.mended is not None:
            key = f"{slip.unit}/normative-slip"
            note = f"“{slip.label}”补为“{slip.mended}”"
            yield Happening(on=MENDED_ON, kind="mended", document=key, note=note)
    for key, (_, published_on) in BELATED.items():
        if published_on >= date(2023, 1, 1):
            yield Happening(on=published_on, kind="mended", document=key, note="所缺文件补充公开")


def _repealed() -> Draft:
    kind = Kind(
        "normative-repealed",
        "{topic}专项资金使用办法",
        date(2021, 8, 2),
        date(2026, 8, 31),
        (Relabel(on=REPEALED_ON, label="有效性", text="废止"),),
    )
    return normative.document(BY_KEY["development"], 0, kind, BY_KEY["development"].topics[3])


def _paper(unit: str, name: str, title: str, published_on: date) -> Draft:
    return Draft(
        key=f"{unit}/{name}",
        unit=unit,
        column="policy",
        title=title,
        published_on=published_on,
        formed_on=date.fromordinal(published_on.toordinal() - 1),
        style=NumberStyle.PLAIN,
    )
