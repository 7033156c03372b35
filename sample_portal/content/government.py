"""Papers above the units: the government's own documents, and open consultations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sample_portal import days, dice
from sample_portal.documents import Draft, NumberStyle

SUBJECTS: Final = (
    "国民经济和社会发展年度计划主要任务分工",
    "优化营商环境重点任务",
    "农村供水保障能力提升工程",
    "城镇老旧小区改造年度计划",
    "森林防灭火工作",
    "安全生产责任落实",
    "促进工业经济平稳运行若干措施",
    "冬季清洁取暖工作",
)
DRAFTS: Final = (
    ("示例区城市供热管理办法（草案）", date(2021, 9, 6)),
    ("示例区农村公路养护管理办法（草案）", date(2022, 5, 6)),
    ("示例区养老服务设施专项规划（草案）", date(2022, 7, 11)),
    ("示例区户外广告设置管理办法（草案）", date(2022, 12, 1)),
    ("示例区河道保护管理办法（草案）", date(2023, 2, 20)),
    ("示例区公共停车场管理办法（草案）", date(2023, 6, 5)),
)


@dataclass(frozen=True, slots=True)
class Consultation:
    """A draft open for opinions from `opens_on` to `closes_on`, ends included."""

    title: str
    path: str
    opens_on: date
    closes_on: date
    created_at: datetime

    @property
    def period(self) -> str:
        """`2022年5月6日至6月6日`; the year is said again only where it changes."""
        is_same = self.opens_on.year == self.closes_on.year
        end = days.chinese(self.closes_on)
        return f"{days.chinese(self.opens_on)}至{end[5:] if is_same else end}"


def papers(seed: int) -> Iterator[Draft]:
    """Yield the documents of the government column, spread over three years."""
    for number in range(36):
        key = f"office/government-{number}"
        published_on = days.day_from(days.FIRST_ON + timedelta(days=29 * number), 25, seed, key)
        formed_on = days.formed_before(published_on, seed, key)
        subject = SUBJECTS[number % len(SUBJECTS)]
        yield Draft(
            key=key,
            unit="office",
            column="government",
            title=f"示例区人民政府办公室关于做好{formed_on.year}年{formed_on.month}月{subject}的通知",
            published_on=published_on,
            formed_on=formed_on,
            style=NumberStyle.PLAIN,
            attachments=number % 5 == 0,
        )


def consultations(seed: int) -> tuple[Consultation, ...]:
    """Return the consultations, oldest first, each open for at least thirty-one days."""
    return tuple(_consultation(seed, title, opens_on) for title, opens_on in DRAFTS)


def _consultation(seed: int, title: str, opens_on: date) -> Consultation:
    created_at = days.in_working_hours(opens_on, seed, title)
    record = f"{int(created_at.timestamp()):08x}{dice.hex_digits(16, seed, title)}"
    path = f"/gongkai/channel_c1543/content_{record}.html"
    return Consultation(title, path, opens_on, opens_on + timedelta(days=31), created_at)
