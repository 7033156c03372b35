"""Papers that look wrong and are in order: an auditor who accuses one of them is mistaken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sample_portal.content import sectors
from sample_portal.documents import Draft, NumberStyle, Template
from sample_portal.units import BY_KEY

AMENDMENTS: Final[Mapping[str, Mapping[str, Any]]] = {
    # the right paper in a neighbouring column
    "science/progress-plan-2022": {"column": "policy"},
    "finance/training-plan-2022": {"column": "progress"},
    "market/random-list": {"column": "enforcement"},
    # the right paper under another title
    "farming/progress-plan-2022": {"title": "关于印发农业农村局2022年度政务公开工作要点的通知"},
    "justice/training-plan-2022": {"title": "2022年度政务公开知识培训工作安排（计划）"},
    "culture/random-plan-2022": {"title": "关于印发2022年文旅市场随机抽查任务计划表的通知"},
    "water/random-list": {"title": "水利领域部门联合抽查事项清单（第二版）"},
    "development/random-guide": {"title": "粮食和价格领域双随机检查工作指引"},
    # on the last permitted day
    "office/training-plan-2022": {
        "formed_on": date(2022, 6, 28),
        "published_on": date(2022, 6, 30),
    },
    "housing/progress-plan-2022": {
        "formed_on": date(2022, 6, 27),
        "published_on": date(2022, 6, 30),
    },
    "health/random-result-2022-04-01": {
        "formed_on": date(2022, 3, 31),
        "published_on": date(2022, 4, 28),
    },
    "justice/random-result-2022-07-01": {
        "formed_on": date(2022, 6, 30),
        "published_on": date(2022, 7, 28),
    },
    "transport/random-result-2022-10-01": {
        "formed_on": date(2022, 9, 30),
        "published_on": date(2022, 11, 2),
    },
}

LAST_DAY: Final = (
    ("office", "policy", "关于公布区级热线承办单位名单的通知", date(2022, 6, 8), date(2022, 7, 6)),
    ("farming", "policy", "关于秋季动物防疫工作的通告", date(2022, 9, 20), date(2022, 10, 21)),
    ("water", "policy", "关于公布河道管护责任人的通知", date(2022, 12, 31), date(2023, 2, 2)),
    ("statistics", "policy", "关于住户调查样本轮换的通知", date(2022, 9, 30), date(2022, 11, 2)),
    ("education", "education", "示例区特殊教育学校情况一览", date(2022, 6, 8), date(2022, 7, 6)),
    ("housing", "estate", "商品房交付使用备案名单", date(2022, 9, 20), date(2022, 10, 21)),
)
"""Published on the twentieth working day, over holidays and make-up weekends."""

PENALTIES: Final = (
    (date(2022, 4, 1), date(2022, 4, 13)),
    (date(2022, 9, 20), date(2022, 9, 29)),
)
"""Decided and published: the seventh working day."""

IMPORTED: Final = (
    ("office", "关于加强档案移交工作的通知", "示政办字〔2018〕31号", date(2018, 11, 20)),
    ("land", "关于国有林场防火道路管护的通知", "示自然资字〔2018〕12号", date(2018, 6, 25)),
    ("education", "关于中小学作息时间的通知", "示教体字〔2019〕9号", date(2019, 3, 15)),
)
"""Formed before 15 May 2019, brought onto the platform in March 2021."""

REPOSTED: Final = (
    ("office", "山东省人民政府办公厅", "鲁政办发〔2021〕91号", "关于健全政务热线运行机制的通知", 9),
    ("civil", "国务院办公厅", "国办发〔2021〕92号", "关于发展社区服务的意见", 8),
    ("health", "山东省人民政府办公厅", "鲁政办发〔2021〕93号", "关于提升基层医疗服务的意见", 10),
)
"""Papers of superiors, formed in the given month of 2021 and reposted in March 2022."""


def amended(draft: Draft) -> Draft:
    """Return the draft as the tables above want it."""
    return replace(draft, **AMENDMENTS.get(draft.key, {}))


def papers() -> Iterator[Draft]:
    """Yield the papers that exist only to be innocent."""
    yield from _last_days()
    yield from _foreign()
    yield Draft(
        key="civil/two-columns",
        unit="civil",
        column="policy",
        also_in=("deployment",),
        title="示例区民政局关于居家和社区养老服务进展情况的通报",
        published_on=date(2022, 8, 15),
        formed_on=date(2022, 8, 11),
        style=NumberStyle.PLAIN,
    )


def _last_days() -> Iterator[Draft]:
    for unit, column, title, formed_on, published_on in LAST_DAY:
        yield Draft(
            key=f"{unit}/last-day",
            unit=unit,
            column=column,
            title=title,
            published_on=published_on,
            formed_on=formed_on,
            style=NumberStyle.PLAIN if column == "policy" else NumberStyle.SAID_NONE,
        )
    for decided_on, published_on in PENALTIES:
        key = f"housing/last-day-{decided_on}"
        yield sectors.penalty(BY_KEY["housing"], key, "estate", decided_on, published_on)


def _foreign() -> Iterator[Draft]:
    for unit, title, number, formed_on in IMPORTED:
        yield Draft(
            key=f"{unit}/imported",
            unit=unit,
            column="policy",
            title=title,
            number=number,
            published_on=date(2021, 3, 10),
            formed_on=formed_on,
        )
    for unit, issuer, number, title, month in REPOSTED:
        yield Draft(
            key=f"{unit}/reposted",
            unit=unit,
            column="policy",
            template=Template.POLICY,
            issuer=issuer,
            title=f"{issuer}{title}",
            number=number,
            published_on=date(2022, 3, 21),
            formed_on=date(2021, month, 10),
        )
