"""Normative documents with their interpretations, labelled in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sample_portal import days, dice
from sample_portal.days import chinese
from sample_portal.documents import Draft, NumberStyle, Relabel, Template
from sample_portal.units import Unit

NONE_AT: Final = frozenset({"kunlun", "statistics"})
"""Units whose column of normative documents is empty."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one normative document stands: its subject, the end its text names, a later label."""

    duty: str
    title: str
    opens_on: date
    valid_until: date
    relabels: tuple[Relabel, ...] = ()


EXPIRED: Final = (Relabel(on=date(2023, 1, 1), label="有效性", text="失效"),)
REPEALED: Final = (Relabel(on=date(2022, 9, 5), label="有效性", text="废止"),)
KINDS: Final = (
    Kind("normative-0", "{topic}工作管理办法", date(2021, 6, 1), date(2026, 6, 30)),
    Kind("normative-1", "{topic}服务规范", date(2022, 4, 1), date(2027, 5, 31)),
    Kind("normative-2", "{topic}资金管理细则", date(2021, 3, 1), date(2022, 12, 31), EXPIRED),
    Kind("normative-3", "{topic}考核办法", date(2021, 2, 1), date(2026, 3, 31), REPEALED),
)


def papers(unit: Unit, seed: int) -> Iterator[Draft]:
    """Two to four documents of the unit, each with its interpretation; none at two units."""
    if unit.key in NONE_AT:
        return
    for index in range(2 + dice.draw(3, seed, unit.key, "normative")):
        paper = document(unit, seed, KINDS[index], unit.topics[index % len(unit.topics)])
        yield paper
        yield interpretation(paper)


def document(unit: Unit, seed: int, kind: Kind, topic: str) -> Draft:
    """Return a normative document; its key is `<unit>/<duty>`."""
    key = f"{unit.key}/{kind.duty}"
    published_on = days.day_from(kind.opens_on, 60, seed, key)
    formed_on = days.formed_before(published_on, seed, key)
    subject = kind.title.format(topic=topic)
    effective_on = published_on + timedelta(days=10)
    return Draft(
        key=key,
        unit=unit.key,
        column="normative",
        title=f"{unit.full_name}关于印发《示例区{subject}》的通知",
        published_on=published_on,
        formed_on=formed_on,
        also_in=("all_normative",),
        template=Template.POLICY,
        style=NumberStyle.PLAIN,
        relabels=kind.relabels,
        related=(f"{key}-interpretation",),
        paragraphs=(
            "各有关单位：",
            f"现将《示例区{subject}》印发给你们，请认真贯彻执行。",
            f"第一条　为规范{topic}工作，根据有关法律法规，结合本区实际，制定本文件。",
            f"第二条　本区行政区域内的{topic}活动适用本文件。",
            "第三条　有关单位按照职责分工，各负其责，密切配合。办理流程和所需材料应当向社会公布。",
            "第四条　申请人应当如实提供材料。受理单位应当在十五日内提出处理意见，并书面告知申请人。",
            "第五条　对弄虚作假的，由有关单位责令改正；构成违法的，依法追究责任。",
            f"第六条　本文件自{chinese(effective_on)}起施行，有效期至{chinese(kind.valid_until)}。",
        ),
    )


def interpretation(paper: Draft) -> Draft:
    """Return the interpretation published on the same day as its document, and linked with it."""
    subject = paper.title.partition("《")[2].partition("》")[0]
    return Draft(
        key=f"{paper.key}-interpretation",
        unit=paper.unit,
        column="interpretation",
        title=f"《{subject}》政策解读",
        published_on=paper.published_on,
        formed_on=paper.formed_on,
        withdrawn_on=paper.withdrawn_on,
        is_signed=False,
        related=(paper.key,),
        paragraphs=(
            f"一、起草背景。为使{subject}的各项规定为公众知晓，现作如下解读。",
            "二、主要内容。文件明确了适用范围、职责分工、办理程序和监督措施。",
            "三、咨询方式。有关问题可在工作时间向制定机关咨询，电话0500-5180000。",
        ),
    )
