"""Small audits to make reports of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from audit_rules.model import (
    AbsenceEvidence,
    Audit,
    ColumnRead,
    Duty,
    Finding,
    FindingKind,
    Outcome,
    PageEvidence,
    Portal,
    PortalUnit,
    Severity,
    SiteRead,
    Subject,
)

AS_OF = datetime(2022, 8, 1, 2, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
WRITTEN_AT = AS_OF + timedelta(hours=3)
URL = "http://127.0.0.1:8080/gongkai/site_zj/art/2022/7/15/art_1_100.html"
SHA256 = "0123456789abcdef" * 4

PAGE = PageEvidence(
    url=URL, captured_at=AS_OF, sha256=SHA256, quote="成文日期：2022-06-08", where="标签“成文日期”"
)
ABSENCE = AbsenceEvidence(
    column="法定主动公开内容/双随机一公开",
    pages_read=2,
    entries_read=31,
    complete=True,
    captured_at=AS_OF,
)

LATE = Finding(
    key="1a2b3c4d5e6f7a8b",
    portal="sample",
    plan="zichuan_2022",
    row=12,
    rule="T12",
    check_id="results_in_time",
    check="within_working_days",
    task="双随机一公开",
    unit="区住房和城乡建设局",
    column="法定主动公开内容/双随机一公开",
    kind=FindingKind.LATE,
    outcome=Outcome.FINDING,
    severity=Severity.B,
    subject=Subject(url=URL, title="2022年第二季度抽查结果", document_number="川住建字〔2022〕8号"),
    period="2022Q2",
    due_on=date(2022, 7, 6),
    formed_on=date(2022, 6, 8),
    published_on=date(2022, 7, 15),
    first_seen_at=AS_OF - timedelta(days=10),
    days_late=7,
    deadline_from_row=11,
    basis="《2022年淄川区政务公开工作方案》附件1第12行",
    message="成文日期2022年6月8日，应于2022年7月6日前公开，页面显示发布日期2022年7月15日，超期7个工作日。",
    evidence=(PAGE,),
    rule_version="r1",
    calendar_version="2022.1",
)


def late(**changes: Any) -> Finding:
    """Return a proved late publication, changed as told."""
    return replace(LATE, **changes)


def missing(**changes: Any) -> Finding:
    """Return a proved absence: no subject, no dates but the day it was due."""
    base = replace(
        LATE,
        key="2b3c4d5e6f7a8b9c",
        unit="区教育和体育局",
        check_id="plan_each_year",
        check="every_period",
        kind=FindingKind.MISSING,
        severity=Severity.A,
        subject=None,
        period="2022",
        due_on=date(2022, 3, 31),
        formed_on=None,
        published_on=None,
        first_seen_at=None,
        days_late=84,
        deadline_from_row=None,
        message="截至2022年8月1日，在“双随机一公开”栏目未检索到本单位2022年度抽查计划。",
        evidence=(ABSENCE,),
    )
    return replace(base, **changes)


def inconclusive(**changes: Any) -> Finding:
    """Return a check that an unread column left undecided."""
    base = missing(
        key="3c4d5e6f7a8b9cad",
        unit="洪山镇",
        outcome=Outcome.INCONCLUSIVE,
        severity=Severity.D,
        days_late=None,
        message="“双随机一公开”栏目未读全，洪山镇2022年度抽查计划是否公开无法判断。",
        evidence=(replace(ABSENCE, complete=False, pages_read=1, entries_read=15),),
    )
    return replace(base, **changes)


def duty(unit: str, outcome: Outcome, **changes: Any) -> Duty:
    """Return a duty of row 12 as it was judged."""
    base = Duty(
        unit=unit,
        rule="T12",
        row=12,
        task="双随机一公开",
        check_id="plan_each_year",
        requirement="每年公开抽查计划",
        period="2022",
        due_on=date(2022, 3, 31),
        outcome=outcome,
        answered_by=None,
        note="",
    )
    return replace(base, **changes)


def column_read(**changes: Any) -> ColumnRead:
    """Return a column read to its end."""
    base = ColumnRead(
        unit="区住房和城乡建设局",
        column="法定主动公开内容/双随机一公开",
        url="http://127.0.0.1:8080/gongkai/site_zj/channel_1/",
        pages_read=2,
        entries_read=31,
        declared_total=31,
        complete=True,
        reason=None,
        captured_at=AS_OF - timedelta(minutes=40),
        sha256=(SHA256,),
    )
    return replace(base, **changes)


def unread_column(**changes: Any) -> ColumnRead:
    """Return a column whose second page failed."""
    base = column_read(
        unit="洪山镇",
        pages_read=1,
        entries_read=15,
        complete=False,
        reason="第2页返回503，重试3次仍失败",
    )
    return replace(base, **changes)


def audit(*findings: Finding, **changes: Any) -> Audit:
    """Return an audit of four units with these findings, or with one of each sort."""
    units = ("区教育和体育局", "区住房和城乡建设局", "区财政局", "洪山镇")
    base = Audit(
        portal=Portal(
            name="sample",
            title="示例区人民政府",
            base_url="http://127.0.0.1:8080",
            family="gongkai",
            units=tuple(PortalUnit(name=name, site=f"/{n}/") for n, name in enumerate(units)),
        ),
        plan="zichuan_2022",
        plan_title="2022年淄川区政务公开工作方案",
        as_of=AS_OF,
        findings=tuple(sorted(findings or one_of_each(), key=lambda f: f.key)),
        duties=(
            duty("区教育和体育局", Outcome.FINDING),
            duty("区住房和城乡建设局", Outcome.PASS, answered_by=URL),
            duty("区财政局", Outcome.NOT_DUE),
            duty("区财政局", Outcome.NOT_APPLICABLE, rule="T13", row=13, task="行政执法公示"),
            duty("洪山镇", Outcome.INCONCLUSIVE),
        ),
        tallies=(),
        column_reads=(column_read(), unread_column()),
        site_reads=(
            SiteRead(
                unit="洪山镇",
                url="http://127.0.0.1:8080/hs/",
                columns_found=1,
                complete=True,
                reason=None,
                captured_at=AS_OF - timedelta(minutes=50),
            ),
        ),
        calendar_version="2022.1",
    )
    return replace(base, **changes)


def one_of_each() -> tuple[Finding, ...]:
    """Return one finding of each outcome that reports treat differently."""
    suspected = late(
        key="4d5e6f7a8b9cadbe",
        row=None,
        rule="G-23",
        task="发布时间真实性",
        kind=FindingKind.SUSPECT_DATE,
        outcome=Outcome.SUSPECTED,
        severity=Severity.D,
        days_late=None,
        message="页面显示发布日期2022年6月9日，首次采集日期2022年7月22日，请核实发布时间。",
    )
    manual = inconclusive(
        key="5e6f7a8b9cadbecf",
        row=14,
        rule="T14",
        task="组织培训",
        outcome=Outcome.MANUAL,
        column=None,
        evidence=(),
        message="组织培训的情况无法从网页判断，由人工核查。",
    )
    return (late(), missing(), inconclusive(), suspected, manual)
