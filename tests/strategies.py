"""Hypothesis strategies: nights of a small portal with documents of every sort and broken reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from audit_rules.model import (
    ColumnRead,
    Conflict,
    Disclosure,
    Event,
    EventKind,
    Facts,
    Origin,
    SiteRead,
    Validity,
)
from tests.audit_rules import factory

UNITS = ("区教育和体育局", "区住房和城乡建设局", "洪山镇")
SPELLINGS = {
    "区教育和体育局": ("区教体局", "区教育和体育局", "淄川区教育和体育局"),
    "区住房和城乡建设局": ("区住建局", "区住房城乡建设局"),
    "洪山镇": ("洪山镇", "洪山镇人民政府"),
}
COLUMNS = (
    "双随机、一公开",
    "政务公开工作推进",
    "政务公开培训",
    "重点领域/房地产市场监管",
    "行政处罚",
    "教育信息",
    "行政规范性文件",
    "通知公告",
)
TITLES = (
    "2022年度双随机抽查计划",
    "2021-2023年随机抽查计划",
    "随机抽查计划",
    "抽查事项清单",
    "双随机检查工作指引",
    "2022年第二季度抽查结果公示",
    "2022年政务公开工作实施方案",
    "2021年政务公开工作实施方案",
    "二〇二二年政府信息公开工作要点",
    "2022年政务公开培训计划",
    "政务公开培训会议召开",
    "某房地产公司行政处罚决定书",
    "全区中小学名录",
    "2022年义务教育招生划片范围",
    "淄川区学前教育管理办法",
    "关于印发2022年政务公…",
    "国务院关于民办教育的意见",
)
NUMBERS = (
    None,
    "川教体字〔2022〕8号",
    "川教体字[2022]8号",
    "川教体字〔2022〕08号",
    "川教体字〔2019〕8号",
    "ZCDR-2022-1",
)
# About the deadlines of the plan of 2022: the end of June and of the year.
AUDIT_DAYS = (
    date(2022, 6, 7),
    date(2022, 6, 30),
    date(2022, 7, 1),
    date(2022, 8, 1),
    date(2023, 1, 20),
)
days = st.dates(date(2021, 6, 1), date(2023, 1, 15))


@st.composite
def documents(draw: st.DrawFn) -> Disclosure:
    """One published item, of a unit's own column or a collecting one."""
    unit = draw(st.sampled_from(UNITS))
    spelling = draw(st.sampled_from(SPELLINGS[unit]))
    origin = draw(st.sampled_from(Origin))
    is_collected = draw(st.booleans()) and draw(st.booleans())
    item = factory.disclosure(
        draw(st.sampled_from(TITLES)),
        url=f"{factory.HOME}doc_{draw(st.uuids(version=4)).hex}.html",
        unit="" if is_collected else spelling,
        shown_unit=spelling,
        columns=tuple(
            draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=2, unique=True))
        ),
        origin=origin,
        published_on=draw(st.none() | days),
    )
    if origin is Origin.ENTRY:
        fields = frozenset({"title", "published_on"})
        empty: frozenset[str] = frozenset()
        return replace(item, fields_read=fields, labels_read=empty, labels_printed=empty)
    decided_on = draw(st.none() | days)
    validity = draw(st.none() | st.sampled_from(Validity))
    number = draw(st.sampled_from(NUMBERS))
    return replace(
        item,
        formed_on=draw(st.none() | days),
        document_number=number,
        document_number_raw=number,
        validity=validity,
        validity_raw=validity and str(validity),
        valid_until=draw(st.none() | days),
        unreadable=draw(st.sampled_from(({}, {"validity": "null"}))) if validity is None else {},
        conflicts=draw(st.sampled_from(((), (Conflict(field="formed_on", a="甲", b="乙"),)))),
        events=(Event(kind=EventKind.DECIDED, on=decided_on, raw="决定"),) if decided_on else (),
        labels_read=draw(st.sampled_from((factory.ALL_LABELS, frozenset({"title"})))),
    )


@st.composite
def column_reads(draw: st.DrawFn, unit: str | None, column: str, as_of: date) -> ColumnRead:
    """One column's newest read, mostly good."""
    is_whole = draw(st.sampled_from((True, True, True, False)))
    return factory.column_read(
        column,
        unit=unit,
        complete=is_whole,
        reason=None if is_whole else "第2页返回503",
        captured_at=factory.at(as_of - timedelta(days=draw(st.sampled_from((0, 0, 0, 2, 9))))),
    )


@st.composite
def site_reads(draw: st.DrawFn, unit: str, as_of: date) -> SiteRead:
    """One home's newest read, mostly good."""
    is_whole = draw(st.sampled_from((True, True, True, False)))
    return factory.site_read(
        unit,
        complete=is_whole,
        reason=None if is_whole else "首页返回502",
        captured_at=factory.at(as_of - timedelta(days=draw(st.sampled_from((0, 0, 0, 2, 9))))),
    )


@st.composite
def nights(draw: st.DrawFn) -> Facts:
    """All that one night knows of a portal of two or three units."""
    as_of = draw(st.sampled_from(AUDIT_DAYS))
    listed = draw(st.lists(st.sampled_from(UNITS), min_size=2, unique=True))
    units = [draw(st.sampled_from(SPELLINGS[unit])) for unit in listed]
    owners: list[str | None] = [*units, None]
    columns = [
        draw(column_reads(owner, column, as_of))
        for owner in owners
        for column in draw(st.lists(st.sampled_from(COLUMNS), max_size=5, unique=True))
    ]
    sites = [draw(site_reads(unit, as_of)) for unit in units if draw(st.integers(0, 5))]
    return factory.facts(
        draw(st.lists(documents(), max_size=8)),
        columns=columns,
        sites=sites,
        units=units,
        as_of=factory.at(as_of),
    )
