"""`gongkai crawl`: read the portal into the database and the evidence archive."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from crawler.clock import parse_as_of, read_clock
from crawler.console import OUT, REMARKS
from crawler.crawl import CrawlOrder, CrawlOutcome, crawl_portal
from crawler.errors import ExitCode
from crawler.lock import hold_workspace
from crawler.logbook import open_logbook
from crawler.options import AsOfOption, ColumnsOption, UnitsOption, WorkspaceOption
from crawler.selection import portal_units, refuse_unknown_columns
from crawler.workspace import load_workspace

HELP: Final = "采集门户：把各栏目和内容页读入数据库，并存档为证据"


def run(
    unit: UnitsOption = None,
    column: ColumnsOption = None,
    full: Annotated[
        bool, typer.Option("--full", help="所有内容页重新读取，不论以前是否读过")
    ] = False,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> ExitCode:
    """Crawl the workspace's portal."""
    opened = load_workspace(workspace)
    plan = opened.load_plan()
    order = CrawlOrder(
        as_of=parse_as_of(as_of),
        units=portal_units(unit or (), portal=opened.portal, plan=plan),
        columns=tuple(column or ()),
        is_full=full,
    )
    open_logbook(opened.log_folder)
    with hold_workspace(opened.folder, purpose="采集", started_at=read_clock()):
        outcome = crawl_portal(opened, order, console=REMARKS)
    refuse_unknown_columns(
        order.columns, known=outcome.columns_known, place="所采集的单位", plan=plan
    )
    report_crawl(outcome)
    return crawl_exit_code(outcome)


def report_crawl(outcome: CrawlOutcome) -> None:
    """Print what a crawl did and what it could not read."""
    tally = outcome.tally
    OUT.print(
        f"采集完成：{outcome.health.describe()}；读取内容页{tally.items_read}页"
        f"（新增或有变化{tally.pages_changed}页），失败{tally.items_failed}页"
        if not outcome.is_interrupted
        else "采集中断：已读内容已保存，未读完的栏目不作判断；重新运行即可继续"
    )
    for site in tally.unread_sites[:5]:
        OUT.print(f"  未读到 {site.unit}：{site.reason}")
    for column in tally.unread_columns[:5]:
        OUT.print(f"  未读全 {column.unit or '政府级'} {column.column}：{column.reason}")
    if tally.items_failed:
        OUT.print(f"  内容页失败，例如 {tally.last_failure}")


def crawl_exit_code(outcome: CrawlOutcome) -> ExitCode:
    """Return the exit code of a crawl: done, or not to be trusted."""
    is_good = outcome.health.is_trustworthy and not outcome.is_interrupted
    return ExitCode.DONE if is_good else ExitCode.UNTRUSTWORTHY
