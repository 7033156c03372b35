"""`gongkai report`: the problem list and the page of one audit."""

from __future__ import annotations

from typing import Final

from crawler.auditing import audit_workspace
from crawler.clock import parse_as_of, read_clock
from crawler.console import OUT
from crawler.errors import ExitCode
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, OutOption, WorkspaceOption
from crawler.report_files import write_reports
from crawler.workspace import load_workspace

HELP: Final = "报表：写出核查清单（XLSX）、网页和机器可读的结果"


def run(
    out: OutOption = None, as_of: AsOfOption = None, workspace: WorkspaceOption = None
) -> ExitCode:
    """Audit the workspace and write all reports."""
    opened = load_workspace(workspace)
    instant = parse_as_of(as_of)
    open_logbook(opened.log_folder)
    outcome = audit_workspace(opened, opened.load_plan(), as_of=instant)
    folder = out.resolve() if out else opened.reports_folder
    for path in write_reports(outcome, folder, written_at=read_clock()):
        OUT.print(f"已写出 {path}")
    return outcome.exit_code
