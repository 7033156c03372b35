"""Papers on the openness work itself: yearly plan, training, progress, leading group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sample_portal import days
from sample_portal.content.standing import YEARS
from sample_portal.documents import Draft
from sample_portal.units import Unit

PAPERS: Final = (
    ("progress-plan", "progress", "{name}{year}年政务公开工作实施方案", 3, 100),
    ("training-plan", "training", "{name}{year}年政务公开培训计划", 3, 100),
    ("training-spring", "training", "{name}组织开展{year}年政务公开业务培训", 5, 60),
    ("training-autumn", "training", "{name}举办{year}年第二次政务公开知识培训", 10, 50),
    ("progress-half", "progress", "{name}{year}年上半年政务公开工作推进情况", 7, 20),
    ("progress-whole", "progress", "{name}{year}年政务公开工作开展情况", 12, 20),
    ("organisation", "organisation", "关于调整{name}{year}年政务公开工作领导小组成员的通知", 2, 40),
)
"""Duty, column, title, first month of publication and the days within which it comes.

The plans are always there before the middle of June, well before the end of the month.
"""


def papers(unit: Unit, seed: int) -> Iterator[Draft]:
    """Yield the unit's papers of three years; their keys are `<unit>/<duty>-<year>`."""
    for year in YEARS:
        for duty, column, title, month, span in PAPERS:
            key = f"{unit.key}/{duty}-{year}"
            published_on = days.day_from(date(year, month, 1), span, seed, key)
            yield Draft(
                key=key,
                unit=unit.key,
                column=column,
                title=title.format(name=unit.full_name, year=year),
                published_on=published_on,
                formed_on=days.formed_before(published_on, seed, key),
                paragraphs=_paragraphs(duty, year),
            )


def _paragraphs(duty: str, year: int) -> tuple[str, ...]:
    if duty.startswith("training"):
        return (
            f"为提高{year}年政务公开工作人员的业务水平，围绕信息发布审核、依申请公开办理、栏目维护等内容安排学习。",
            "参加人员为各科室负责人和信息公开工作人员，采取集中授课与交流讨论相结合的方式。",
        )
    return (
        f"按照区里统一部署，结合工作实际，对{year}年政务公开各项任务逐项明确责任科室和完成时限。",
        "坚持以公开为常态、不公开为例外，做到业务工作推进到哪里，公开就跟进到哪里。",
    )
