"""A spot check on the terminal: one unit or column, its duties, findings and evidence."""

from __future__ import annotations

from dataclasses import replace

from audit_rules.matching import is_named_column
from audit_rules.model import AbsenceEvidence, Audit, Evidence, Finding, Outcome
from audit_rules.plan import Plan
from crawler.console import OUT
from crawler.tables import print_duties, print_findings
from reports.finding_json import shown_quote


def narrow_to_column(audit: Audit, plan: Plan, column: str) -> Audit:
    """Keep what concerns one column: its findings, and the duties that rest on it."""
    names = (column,)
    resting = {
        (rule.id, check.spec.id)
        for rule in plan.rules
        for check in rule.checks
        if any(is_named_column(name, names) for name in check.spec.columns)
    }
    return replace(
        audit,
        findings=tuple(
            item for item in audit.findings if is_named_column(item.column or "", names)
        ),
        duties=tuple(item for item in audit.duties if (item.rule, item.check_id) in resting),
        column_reads=tuple(
            read for read in audit.column_reads if is_named_column(read.column, names)
        ),
    )


def print_spot_check(audit: Audit, *, unit: str, column: str | None) -> None:
    """Print the duty table, the findings and what they rest on."""
    place = f"“{column}”栏目" if column else ""
    OUT.print(f"抽查：{unit}{place}，截至{audit.as_of:%Y-%m-%d %H:%M}")
    print_duties(audit.duties)
    print_findings(audit)
    shown = [item for item in audit.findings if item.outcome is not Outcome.INCONCLUSIVE]
    if shown:
        OUT.print("证据：")
    for finding in shown:
        OUT.print(f"  {finding.message}")
        for evidence in finding.evidence:
            OUT.print(f"    {_describe(finding, evidence)}")


def _describe(finding: Finding, evidence: Evidence) -> str:
    if isinstance(evidence, AbsenceEvidence):
        state = "读全" if evidence.complete else "未读全"
        return (
            f"栏目“{evidence.column}”{state}：{evidence.pages_read}页{evidence.entries_read}条，"
            f"{evidence.captured_at:%Y-%m-%d %H:%M}"
        )
    digest = f"，存档 {evidence.sha256[:12]}" if evidence.sha256 else ""
    quote = shown_quote(finding, evidence)
    return f"{evidence.where}：“{quote}” {evidence.url}（{evidence.captured_at:%Y-%m-%d %H:%M}{digest}）"
