"""Progress of a crawl: a live line on a terminal, a plain line every few seconds otherwise."""

from __future__ import annotations

import time
from typing import Any, Final, Self

from rich.console import Console
from rich.status import Status
from scrapy import signals
from scrapy.exceptions import NotConfigured

from crawler.backstage import PortalCrawler
from crawler.tally import CrawlTally

LIVE_EVERY_S: Final = 0.2
PLAIN_EVERY_S: Final = 15.0


class ProgressExtension:
    """Shows how far a crawl is, on standard error."""

    def __init__(self, tally: CrawlTally, console: Console) -> None:
        """Show `tally`."""
        self.tally, self.console = tally, console
        self.status: Status | None = None
        self.shown_at = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: PortalCrawler) -> Self:
        """Listen to the crawl; switched off where nobody is to be told."""
        console = crawler.backstage.console
        if console is None:
            raise NotConfigured
        extension = cls(crawler.backstage.tally, console)
        crawler.signals.connect(extension.open, signal=signals.spider_opened)
        crawler.signals.connect(extension.show, signal=signals.response_received)
        crawler.signals.connect(extension.close, signal=signals.spider_closed)
        return extension

    def open(self) -> None:
        """Start the live line where there is a terminal."""
        if self.console.is_terminal:
            self.status = self.console.status("正在采集……")
            self.status.start()

    def show(self, **_arguments: Any) -> None:
        """Show the present counts, not too often."""
        every = LIVE_EVERY_S if self.status else PLAIN_EVERY_S
        if time.monotonic() - self.shown_at < every:
            return
        self.shown_at = time.monotonic()
        if self.status:
            self.status.update(self._describe())
        else:
            self.console.print(self._describe(), highlight=False)

    def close(self) -> None:
        """End the live line."""
        if self.status:
            self.status.stop()

    def _describe(self) -> str:
        tally = self.tally
        failed = f"，失败{tally.items_failed}" if tally.items_failed else ""
        return (
            f"正在采集：单位{len(tally.sites)}/{tally.units}，栏目{len(tally.columns)}，"
            f"内容页{tally.items_read}{failed}"
        )
