"""An audit of a workspace: the stored facts up to an instant, judged by its plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final

from audit_rules.audit import Scope, audit
from audit_rules.model import Audit, Facts, Outcome, Severity
from audit_rules.plan import Plan
from audit_rules.workdays import load_calendar
from crawler.errors import ExitCode, NothingCrawledError
from crawler.health import Health, load_all_reads, load_health
from crawler.workspace import Workspace
from storage.archive import Records, load_records
from storage.database import reading

GRAVE: Final = frozenset({Severity.A, Severity.B, Severity.C})


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """An audit and how far it may be trusted; `health` is None where nothing was ever crawled."""

    audit: Audit
    health: Health | None

    @property
    def is_trustworthy(self) -> bool:
        """Whether enough of the portal was read for the findings to be used."""
        return self.health is None or self.health.is_trustworthy

    @property
    def exit_code(self) -> ExitCode:
        """Untrustworthy, findings of severity A–C, or nothing found."""
        if not self.is_trustworthy:
            return ExitCode.UNTRUSTWORTHY
        grave = (item for item in self.audit.findings if item.severity in GRAVE)
        has_findings = any(item.outcome is Outcome.FINDING for item in grave)
        return ExitCode.FINDINGS if has_findings else ExitCode.DONE


def audit_workspace(
    workspace: Workspace,
    plan: Plan,
    *,
    as_of: datetime,
    scope: Scope | None = None,
    units: frozenset[str] = frozenset(),
    columns: tuple[str, ...] = (),
) -> AuditOutcome:
    """Audit what was stored up to `as_of`.

    Its health is that of `units` (the portal's names) and `columns` only, where any are given.

    Raises NothingCrawledError where nothing was stored by then.
    """
    engine = workspace.open()
    try:
        with reading(engine) as connection:
            records = load_records(connection, workspace.portal.name, as_of)
            reads = load_all_reads(connection, workspace.portal.name, as_of)
            facts = _facts(workspace, replace(records, column_reads=reads), as_of)
            found = audit(plan, facts, calendar=load_calendar(), scope=scope)
        health = None
        if records.site_reads or records.column_reads:
            health = load_health(workspace, engine, as_of, units=units, columns=columns)
    finally:
        engine.dispose()
    return AuditOutcome(found, health)


def _facts(workspace: Workspace, records: Records, as_of: datetime) -> Facts:
    first = next(records.disclosures, None)
    if first is None and not records.column_reads and not records.site_reads:
        raise NothingCrawledError(f"{as_of:%Y-%m-%d %H:%M}")
    return Facts(
        portal=workspace.portal,
        disclosures=chain(() if first is None else (first,), records.disclosures),
        column_reads=records.column_reads,
        site_reads=records.site_reads,
        as_of=as_of,
    )
