"""One crawl of a workspace's portal, from the lock to the run's record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rich.console import Console
from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy import Engine

from audit_rules.model import Column, ListEntry
from crawler.backstage import Backstage, PortalCrawler
from crawler.clock import read_clock
from crawler.health import Health, measure_health
from crawler.logbook import quiet_libraries
from crawler.settings import build_settings
from crawler.tally import CrawlTally
from crawler.watch import CrawlWatch
from crawler.workspace import Workspace
from spiders.assignment import Assignment
from storage.archive import (
    KnownPage,
    load_columns,
    load_known_pages,
)
from storage.database import reading, writing
from storage.evidence import EvidenceWriter
from storage.runs import Run, RunKind, RunState, finish_run, start_run


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOrder:
    """What to crawl: names as the portal file has them; nothing named means everything.

    `is_full` fetches every item's page again, whatever is known of it.
    """

    as_of: datetime
    units: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    is_full: bool = False
    kind: RunKind = RunKind.CRAWL


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOutcome:
    """How a crawl ended."""

    run: Run
    tally: CrawlTally
    health: Health
    is_interrupted: bool
    columns_known: tuple[str, ...]
    """The paths of the columns there are, of the units asked for."""


def crawl_portal(
    workspace: Workspace, order: CrawlOrder, *, console: Console | None
) -> CrawlOutcome:
    """Crawl and store. Ctrl-C ends it in order: what was read stays, the rest counts as not read.

    Raises StorageError when nothing more can be stored (disk full, database locked).
    """
    engine = workspace.open()
    try:
        return _Crawl(workspace, order, engine).go(console)
    finally:
        engine.dispose()


class _Crawl:
    def __init__(self, workspace: Workspace, order: CrawlOrder, engine: Engine) -> None:
        self.workspace, self.order, self.engine = workspace, order, engine
        self.portal = workspace.portal
        names = order.units or {unit.name for unit in self.portal.units}
        self.tally = CrawlTally(units=len(names))

    def go(self, console: Console | None) -> CrawlOutcome:
        with writing(self.engine) as connection:
            run = start_run(
                connection,
                self.portal.name,
                kind=self.order.kind,
                as_of=self.order.as_of,
                started_at=read_clock(),
            )
        try:
            is_whole = self._run_spider(run, console)
        except BaseException:
            self._finish(run, RunState.FAILED)
            raise
        run = self._finish(run, RunState.FINISHED if is_whole else RunState.INTERRUPTED)
        with reading(self.engine) as connection:
            known = load_columns(connection, self.portal.name, self.order.as_of)
        return CrawlOutcome(
            run=run,
            tally=self.tally,
            health=self._measure_health(known),
            is_interrupted=not is_whole,
            columns_known=tuple(column.path for column in known if self._is_asked_for(column)),
        )

    def _is_asked_for(self, column: Column) -> bool:
        return not self.order.units or column.unit in self.order.units

    def _run_spider(self, run: Run, console: Console | None) -> bool:
        """Run Scrapy to its end; tell whether nobody stopped it."""
        settings = build_settings(self.portal, contact=self.workspace.config.contact)
        process = AsyncCrawlerProcess(dict(settings))
        quiet_libraries()
        backstage = Backstage(
            engine=self.engine,
            run=run,
            evidence=EvidenceWriter(self.workspace.evidence_folder, run),
            tally=self.tally,
            console=console,
        )
        crawler = PortalCrawler(process.settings, backstage)
        watch = CrawlWatch(crawler)
        process.crawl(crawler, assignment=self._assignment())
        process.start()
        if backstage.lost:
            raise backstage.lost[0]
        return watch.conclude()

    def _assignment(self) -> Assignment:
        return Assignment(
            portal=self.portal,
            as_of=self.order.as_of,
            units=self.order.units,
            columns=self.order.columns,
            is_due=self._due_rule(),
        )

    def _due_rule(self) -> Callable[[ListEntry], bool]:
        if self.order.is_full:
            return lambda _entry: True
        with reading(self.engine) as connection:
            known = load_known_pages(connection, self.portal.name, self.order.as_of)
        age = timedelta(days=self.workspace.config.limits.recheck_after_days)
        return due_rule(known, as_of=self.order.as_of, recheck_after=age)

    def _finish(self, run: Run, state: RunState) -> Run:
        with writing(self.engine) as connection:
            return finish_run(
                connection,
                run,
                finished_at=read_clock(),
                state=state,
                stats=self.tally.as_stats(),
            )

    def _measure_health(self, known: Iterable[Column]) -> Health:
        return measure_health(
            self.portal,
            sites=self.tally.sites,
            reads=self.tally.columns,
            known=known,
            limit=self.workspace.config.limits.unread_share,
            units=self.order.units,
        )


def due_rule(
    known: Mapping[str, KnownPage], *, as_of: datetime, recheck_after: timedelta
) -> Callable[[ListEntry], bool]:
    """Return which list rows call for a fetch: new, changed, failed before, or not read for long."""

    def is_due(entry: ListEntry) -> bool:
        page = known.get(entry.url)
        if page is None or page.last_read_at is None or not page.ok or entry not in page.rows:
            return True
        return as_of - page.last_read_at >= recheck_after

    return is_due
