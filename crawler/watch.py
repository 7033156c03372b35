"""Watches a crawl for what must end it: a record that cannot be stored, a bug in our own code."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

LOG: Final = logging.getLogger(__name__)


class CrawlWatch:
    """Keeps the first error of one crawl and stops it; `conclude` raises that error again.

    Scrapy itself would write such errors to a log and go on: a night would look read and be lost.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Watch `crawler`, which has not started yet."""
        self.crawler = crawler
        self.error: BaseException | None = None
        self.stopping: asyncio.Future[Any] | None = None
        crawler.signals.connect(self.take_item_error, signal=signals.item_error)
        crawler.signals.connect(self.take_spider_error, signal=signals.spider_error)

    def take_item_error(self, failure: Failure) -> None:
        """Stop: what was read could not be stored."""
        self._stop(failure)

    def take_spider_error(self, failure: Failure) -> None:
        """Stop: our own code failed on a page."""
        self._stop(failure)

    def _stop(self, failure: Failure) -> None:
        LOG.error("采集出错：%s", failure.getTraceback())
        if self.error is None:
            self.error = failure.value
            self.stopping = asyncio.ensure_future(self.crawler.stop_async())

    def conclude(self) -> bool:
        """Raise what ended the crawl, if anything; else tell whether it came to its own end."""
        if self.error is not None:
            raise self.error
        stats = self.crawler.stats
        return stats is not None and bool(stats.get_value("finish_reason") == "finished")
