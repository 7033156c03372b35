"""`gongkai nightly`: crawl, audit, reports, under one lock; running it again changes nothing."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from crawler.auditing import audit_workspace
from crawler.clock import parse_as_of, read_clock
from crawler.commands.crawl import report_crawl
from crawler.console import OUT, REMARKS
from crawler.crawl import CrawlOrder, crawl_portal
from crawler.errors import ExitCode
from crawler.lock import hold_workspace
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, WorkspaceOption
from crawler.report_files import write_reports
from crawler.workspace import load_workspace
from reports.summary import summary_lines

HELP: Final = "每晚的全部工作：采集、核查、写出报表；可重复运行"


def run(
    as_of: AsOfOption = None,
    full: Annotated[bool, typer.Option("--full", help="所有内容页重新读取")] = False,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Do one night's work."""
    opened = load_workspace(workspace)
    plan = opened.load_plan()
    instant = parse_as_of(as_of)
    open_logbook(opened.log_folder)
    with hold_workspace(opened.folder, purpose="每晚核查", started_at=read_clock()):
        crawled = crawl_portal(opened, CrawlOrder(as_of=instant, is_full=full), console=REMARKS)
        report_crawl(crawled)
        if crawled.is_interrupted:
            return ExitCode.UNTRUSTWORTHY
        outcome = audit_workspace(opened, plan, as_of=instant)
        paths = write_reports(outcome, opened.reports_folder, written_at=read_clock())
    for line in summary_lines(outcome.audit):
        OUT.print(line)
    for path in paths:
        OUT.print(f"已写出 {path}")
    return outcome.exit_code
