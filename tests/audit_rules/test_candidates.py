"""Whose paper it is: copies in collecting columns, superiors' papers, other districts' units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from audit_rules.model import Audit, Finding, Outcome
from audit_rules.superiors import is_of_superior
from tests.audit_rules.factory import UNIT, at, column_read, disclosure, facts, judge, plan_2022

HOUSING = "区住房和城乡建设局"
PLAN_COLUMN = "法定主动公开内容/政务公开工作推进"
PLAN_TITLE = f"{UNIT}2022年政务公开工作实施方案"


def said(audit: Audit, rule: str) -> list[tuple[str, str]]:
    """Return (kind, outcome) of what was said under one rule, undecided ones left out."""
    found = (item for item in audit.findings if item.rule == rule)
    return [(item.kind, item.outcome) for item in found if _is_said(item)]


def _is_said(finding: Finding) -> bool:
    return finding.outcome in {Outcome.FINDING, Outcome.SUSPECTED}


def late_in_collecting_column(shown_unit: str) -> Audit:
    """Judge a paper that only a collecting column shows, late by any count."""
    item = disclosure(
        "关于中小学校舍安全的通知",
        unit="",
        columns=("教育信息",),
        shown_unit=shown_unit,
        formed_on=date(2022, 1, 10),
        published_on=date(2022, 7, 1),
    )
    return judge(facts([item]))


def test_a_collected_paper_belongs_to_the_unit_its_page_names() -> None:
    """The district's own name in front changes nothing."""
    audit = late_in_collecting_column("淄博市淄川区教育和体育局")

    assert [item.unit for item in audit.findings if item.rule == "T18" and _is_said(item)] == [UNIT]


def test_another_districts_unit_is_not_ours() -> None:
    """周村区's education office must never be taken for our own."""
    audit = late_in_collecting_column("周村区教育和体育局")

    assert said(audit, "T18") == [("missing", "suspected")] * len(said(audit, "T18"))
    assert UNIT not in {item.unit for item in audit.findings if item.kind == "late"}


def test_a_copy_in_the_collecting_column_puts_the_paper_in_its_place() -> None:
    """The unit's own copy stands in another column; the collecting column has the paper too."""
    own = disclosure(
        PLAN_TITLE, columns=("法定主动公开内容/政策文件",), published_on=date(2022, 6, 1)
    )
    copy = disclosure(
        PLAN_TITLE,
        unit="",
        columns=("政务公开工作推进",),
        shown_unit=UNIT,
        published_on=date(2022, 6, 2),
    )
    columns = [column_read(PLAN_COLUMN), column_read("政务公开工作推进", unit=None)]

    alone = judge(facts([own], columns=columns))
    both = judge(facts([own, copy], columns=columns))

    assert said(alone, "T57") == [("misplaced", "suspected")]
    assert said(both, "T57") == []


def test_a_superiors_paper_is_no_answer_and_no_proof_of_absence() -> None:
    """The city's 要点 in the unit's column: neither met nor missing."""
    city = disclosure(
        "淄博市人民政府办公室关于印发2022年淄博市政务公开工作要点的通知",
        columns=(PLAN_COLUMN,),
        published_on=date(2022, 5, 1),
    )
    audit = judge(facts([city], columns=[column_read(PLAN_COLUMN)]))

    assert said(audit, "T57") == []
    assert [duty.outcome for duty in audit.duties if duty.rule == "T57"] == [Outcome.INCONCLUSIVE]


def test_a_superiors_paper_does_not_excuse_the_units_own_late_one() -> None:
    """Beside the unit's own plan, late, the city's counts for nothing."""
    city = disclosure(
        "淄博市人民政府办公室关于印发2022年淄博市政务公开工作要点的通知",
        columns=(PLAN_COLUMN,),
        published_on=date(2022, 5, 1),
    )
    own = disclosure(PLAN_TITLE, columns=(PLAN_COLUMN,), published_on=date(2022, 7, 12))
    audit = judge(facts([city, own], columns=[column_read(PLAN_COLUMN)]))

    assert said(audit, "T57") == [("late", "finding")]


def test_one_penalty_in_two_columns_is_one_finding() -> None:
    """Listed under 房地产市场监管 and 行政处罚, late once."""
    penalty = disclosure(
        "房地产中介机构行政处罚决定书",
        unit=HOUSING,
        columns=("行政处罚", "房地产市场监管"),
        formed_on=date(2022, 4, 1),
        published_on=date(2022, 4, 20),
    )
    audit = judge(facts([penalty], units=(HOUSING,)))

    late = [item for item in audit.findings if item.rule == "T02" and item.kind == "late"]
    assert [item.check_id for item in late] == ["penalties"]


@pytest.mark.parametrize(
    ("title", "shown_unit", "number", "is_superior"),
    [
        ("国务院办公厅关于发展社区服务的意见", UNIT, None, True),
        ("山东省教育厅关于印发办法的通知", UNIT, None, True),
        ("淄博市教育局关于转发通知的函", UNIT, None, True),
        ("关于课后服务的通知", "山东省教育厅", None, True),
        ("关于课后服务的通知", UNIT, "鲁教基发〔2022〕3号", True),
        ("关于课后服务的通知", UNIT, "川教体字〔2022〕3号", False),
        ("关于治安管理的通告", "淄博市公安局淄川分局", "淄公川通字〔2022〕3号", False),
        ("国家卫生城市复审领导小组办公室关于巡查的通知", UNIT, None, False),
        ("国家基本公共卫生服务项目关于资金分配的公示", UNIT, None, False),
        ("淄博市淄川区教育和体育局关于招生的意见", UNIT, None, False),
    ],
)
def test_superior(title: str, shown_unit: str, number: str | None, *, is_superior: bool) -> None:
    """By issuer, title or number; a body's branch in the district and the district are none."""
    item = replace(disclosure(title), shown_unit=shown_unit, document_number=number)

    assert is_of_superior(item, plan_2022().units) is is_superior


@pytest.mark.parametrize(
    "title",
    [
        "2022年度政务公开重点工作任务分解表",
        "关于做好2022年政务公开工作的通知",
        "2022年政务公开实施方案及工作情况",
        "2022年政务公开考核整改方案和任务清单",
    ],
)
def test_a_near_title_makes_absence_a_suspicion(title: str) -> None:
    """Whoever signs the notice must have read this title first."""
    item = disclosure(title, columns=(PLAN_COLUMN,), published_on=date(2022, 5, 1))
    audit = judge(facts([item], columns=[column_read(PLAN_COLUMN)]))

    missing = [item for item in audit.findings if item.rule == "T57"]
    assert [(found.kind, found.outcome) for found in missing] == [("missing", "suspected")]
    assert title in missing[0].message


@pytest.mark.parametrize("title", ["2022年政务公开工作总结", "政务公开推进会召开情况"])
def test_what_is_surely_something_else_does_not_soften_absence(title: str) -> None:
    """A summary is no plan, whatever words it shares with one."""
    item = disclosure(title, columns=(PLAN_COLUMN,), published_on=date(2022, 5, 1))
    audit = judge(facts([item], columns=[column_read(PLAN_COLUMN)]))

    assert said(audit, "T57") == [("missing", "finding")]


def test_the_columns_name_says_what_the_title_leaves_out() -> None:
    """In the column of the subject a plan need not name the subject."""
    item = disclosure("2022年工作方案", columns=(PLAN_COLUMN,), published_on=date(2022, 5, 1))

    assert said(judge(facts([item], columns=[column_read(PLAN_COLUMN)])), "T57") == []


def test_the_lists_title_counts_where_the_page_names_the_site() -> None:
    """Some templates print the column's name as the page's title."""
    item = disclosure(
        "示例区人民政府",
        listed_as=PLAN_TITLE,
        columns=(PLAN_COLUMN,),
        published_on=date(2022, 5, 1),
    )

    assert said(judge(facts([item], columns=[column_read(PLAN_COLUMN)])), "T57") == []


def late_item(**changes: object) -> list[tuple[str, str]]:
    """Judge a paper formed in January and dated July, changed as told, under G-01."""
    item = disclosure(
        "关于规范票据管理的通知",
        columns=("政策文件",),
        formed_on=date(2022, 1, 10),
        published_on=date(2022, 7, 1),
    )
    return said(judge(facts([replace(item, **changes)])), "G-01")  # type: ignore[arg-type]


def test_what_makes_lateness_doubtful() -> None:
    """Each of these leaves another explanation than the unit's fault."""
    assert late_item() == [("late", "finding")]
    assert late_item(shown_unit="区财政局") == [("late", "suspected")]
    assert late_item(title="关于规范票据管理的通知（更正）") == [("late", "suspected")]
    assert late_item(title="淄博市养老服务条例") == [("late", "suspected")]


def test_our_own_archive_speaks_before_the_printed_date() -> None:
    """What the crawl saw in February was there in February, whatever date it shows now."""
    assert late_item(first_seen_at=at("2022-02-01")) == []


def test_the_same_paper_at_another_address_in_time_is_not_late() -> None:
    """A second copy put up later is no late publication of the first."""
    paper = {"formed_on": date(2022, 1, 10), "columns": ("政策文件",)}
    first = disclosure("关于规范票据管理的通知", published_on=date(2022, 1, 12), **paper)
    second = disclosure("关于规范票据管理的通知", published_on=date(2022, 7, 1), **paper)

    assert said(judge(facts([second, first])), "G-01") == []


def test_an_unread_column_is_said_of_the_checks_of_its_documents() -> None:
    """Silence over a column nobody could read would look like order in it."""
    broken = column_read("法定主动公开内容/教育信息", complete=False, reason="第2页返回503")
    audit = judge(facts(columns=[broken]))

    undecided = [
        item for item in audit.findings if item.rule == "T18" and item.check_id == "timely"
    ]
    assert [(item.outcome, item.kind) for item in undecided] == [("inconclusive", "late")]
    assert "第2页返回503" in undecided[0].message
