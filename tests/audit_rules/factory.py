"""Small worlds to audit: a portal, its documents and how far it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from audit_rules.audit import Scope, audit
from audit_rules.checks import load_checks
from audit_rules.model import (
    ALL_FIELDS,
    Audit,
    ColumnRead,
    Disclosure,
    Facts,
    Finding,
    Origin,
    Portal,
    PortalUnit,
    Severity,
    SiteRead,
)
from audit_rules.plan import BoundCheck, Plan, Rule, load_plan
from audit_rules.workdays import Calendar, load_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
UNIT = "区教育和体育局"
HOME = "http://127.0.0.1:8080/gongkai/"
ALL_LABELS = frozenset({"title", "document_number", "formed_on", "published_on", "validity"})
_serials = count(1)


@cache
def plan_2022() -> Plan:
    """Return the real rule book."""
    return load_plan("zichuan_2022")


@cache
def calendar() -> Calendar:
    """Return the bundled calendar, 2018 to 2026."""
    return load_calendar()


def at(day: date | str) -> datetime:
    """Return half past two in the night of a day, Shanghai time."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, 2, 30, tzinfo=SHANGHAI)


NIGHT = at("2022-08-01")


def disclosure(title: str, **changes: Any) -> Disclosure:
    """Return a page of the education office, read whole, changed as told; each has its own address."""
    base = Disclosure(
        url=f"{HOME}doc_{next(_serials)}.html",
        title=title,
        unit=UNIT,
        columns=("法定主动公开内容/教育信息",),
        origin=Origin.PAGE,
        fields_read=ALL_FIELDS,
        first_seen_at=NIGHT - timedelta(days=20),
        captured_at=NIGHT - timedelta(hours=1),
        sha256="ab" * 32,
        labels_read=ALL_LABELS,
        labels_printed=ALL_LABELS,
    )
    item = replace(base, **changes)
    if item.published_on and "first_seen_at" not in changes:
        # The crawl of the night after found it.
        return replace(item, first_seen_at=at(item.published_on) + timedelta(days=1))
    return item


def column_read(column: str, *, unit: str | None = UNIT, **changes: Any) -> ColumnRead:
    """Return a column read to its end an hour before the audit."""
    base = ColumnRead(
        unit=unit,
        column=column,
        url=f"{HOME}{unit or '全区'}/{column}/",
        pages_read=2,
        entries_read=31,
        declared_total=31,
        complete=True,
        reason=None,
        captured_at=NIGHT - timedelta(hours=1),
    )
    return replace(base, **changes)


def site_read(unit: str = UNIT, **changes: Any) -> SiteRead:
    """Return a unit's home whose list of columns was read whole."""
    base = SiteRead(
        unit=unit,
        url=f"{HOME}{unit}/",
        columns_found=12,
        complete=True,
        reason=None,
        captured_at=NIGHT - timedelta(hours=1),
    )
    return replace(base, **changes)


def portal(units: Iterable[str] = (UNIT,)) -> Portal:
    """Return a portal that lists these units."""
    return Portal(
        name="sample",
        title="示例区人民政府",
        base_url=HOME,
        family="gongkai",
        units=tuple(PortalUnit(name=name, site=f"{HOME}{name}/") for name in units),
    )


def facts(
    disclosures: Iterable[Disclosure] = (),
    *,
    columns: Iterable[ColumnRead] = (),
    sites: Iterable[SiteRead] | None = None,
    units: Iterable[str] = (UNIT,),
    as_of: datetime = NIGHT,
) -> Facts:
    """Return what one night knows; without `sites`, every listed unit's home was read whole."""
    units = tuple(units)
    if sites is None:
        sites = [site_read(unit, captured_at=as_of) for unit in units]
    return Facts(
        portal=portal(units),
        disclosures=tuple(disclosures),
        column_reads=tuple(columns),
        site_reads=tuple(sites),
        as_of=as_of,
    )


def judge(known: Facts, *, plan: Plan | None = None, scope: Scope | None = None) -> Audit:
    """Audit with the bundled calendar and, without a `plan`, the real rule book."""
    return audit(plan or plan_2022(), known, calendar=calendar(), scope=scope)


def one_check_plan(spec: Mapping[str, Any], *, units: tuple[str, ...] | None = (UNIT,)) -> Plan:
    """Return the plan of 2022 with one row that has one check (for everybody: a general rule)."""
    check = load_checks()[spec["kind"]]
    bound = BoundCheck(
        check=check,
        spec=check.parameters.model_validate({"id": "only", "wants": "所需内容", **spec}),
        units=units,
        is_membership_confirmed=True,
    )
    rule = Rule(
        id="T01" if units else "G-99",
        row=1 if units else None,
        task="试验",
        requirement="试验",
        units=units,
        deadline=None,
        deadline_from_row=None,
        basis="试验方案附件1第1项",
        severity=Severity.B,
        checks=(bound,),
        not_checkable=None,
        yields_to_rows=False,
        citation_checked=True,
        version="test",
    )
    return replace(plan_2022(), rules=(rule,))


def findings_of(result: Audit, rule: str, check_id: str | None = None) -> list[Finding]:
    """Return the findings of one rule, or of one of its checks."""
    return [
        finding
        for finding in result.findings
        if finding.rule == rule and check_id in {None, finding.check_id}
    ]
