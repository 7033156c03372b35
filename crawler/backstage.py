"""What pipelines and extensions of one crawl work with. Scrapy copies settings, so it is not there."""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.console import Console
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from sqlalchemy import Engine

from crawler.tally import CrawlTally
from spiders.portal import PortalSpider
from storage.evidence import EvidenceWriter
from storage.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Backstage:
    """The database, the run, its evidence file and its counts; a console where somebody looks on."""

    engine: Engine
    run: Run
    evidence: EvidenceWriter
    tally: CrawlTally
    console: Console | None
    lost: list[Exception] = field(default_factory=list)
    """Why the last records could not be stored: Scrapy only logs an error at the end of a crawl."""


class PortalCrawler(Crawler):
    """Scrapy's crawler with the backstage its components need."""

    def __init__(self, settings: Settings, backstage: Backstage) -> None:
        """Crawl with the portal spider."""
        super().__init__(PortalSpider, settings)
        self.backstage = backstage
