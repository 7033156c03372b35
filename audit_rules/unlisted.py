"""Units of the plan that the portal file does not list: could not decide, once per unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from audit_rules.findings import finding_key
from audit_rules.model import Facts, Finding, FindingKind, Outcome, Severity
from audit_rules.plan import Plan

RULE_ID: Final = "UNITS"
CHECK_ID: Final = "listed"


def unlisted_units(
    plan: Plan, facts: Facts, units: Iterable[str], *, calendar_version: str
) -> Iterator[Finding]:
    """Yield one inconclusive finding for each of `units` that the portal file does not list."""
    listed = {plan.units.canonical(unit.name) for unit in facts.portal.units}
    for unit in units:
        if unit not in listed:
            yield _unlisted(plan, facts, unit, calendar_version)


def _unlisted(plan: Plan, facts: Facts, unit: str, calendar_version: str) -> Finding:
    return Finding(
        key=finding_key(facts.portal.name, plan.id, RULE_ID, CHECK_ID, unit),
        portal=facts.portal.name,
        plan=plan.id,
        row=None,
        rule=RULE_ID,
        check_id=CHECK_ID,
        check="unit_listed",
        task="责任单位核对",
        unit=unit,
        column=None,
        kind=FindingKind.UNREACHABLE,
        outcome=Outcome.INCONCLUSIVE,
        severity=Severity.D,
        subject=None,
        period=None,
        due_on=None,
        formed_on=None,
        published_on=None,
        first_seen_at=None,
        days_late=None,
        deadline_from_row=None,
        basis=plan.title,
        message=(
            f"门户配置“{facts.portal.name}”未列出{unit}的信息公开专栏地址，"
            "其各项任务均无法判断；请在门户文件的 units 中补充"
        ),
        evidence=(),
        rule_version=plan.version,
        calendar_version=calendar_version,
    )
