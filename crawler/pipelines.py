"""Records from the spider into the database and the evidence archive, in few large transactions."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Final, Self

from sqlalchemy import Connection

from crawler.backstage import Backstage, PortalCrawler
from spiders.items import FailedItem, ReadColumn, ReadItem, ReadSite, Received
from storage.archive import (
    PageReading,
    save_column_read,
    save_page_failure,
    save_pages,
    save_site_read,
)
from storage.database import writing

BATCH: Final = 100
"""Items that wait in memory; a killed run loses at most these, and fetches them again."""
Item = ReadItem | FailedItem | ReadSite | ReadColumn


class StoragePipeline:
    """Collects records and writes them in batches; a column and its rows go in together."""

    def __init__(self, backstage: Backstage) -> None:
        """Write for the run of `backstage`."""
        self.engine, self.run = backstage.engine, backstage.run
        self.evidence, self.tally = backstage.evidence, backstage.tally
        self.lost = backstage.lost
        self.waiting: list[Item] = []
        self.open_files = ExitStack()

    @classmethod
    def from_crawler(cls, crawler: PortalCrawler) -> Self:
        """Take what it works with from the crawler."""
        return cls(crawler.backstage)

    def open_spider(self, spider: Any) -> None:
        """Open the evidence file."""
        self.spider = spider
        self.open_files.enter_context(self.evidence)

    def process_item(self, item: Item) -> Item:
        """Take one record; write when enough wait."""
        self.tally.count(item)
        self.waiting.append(item)
        if len(self.waiting) >= BATCH:
            self.flush()
        return item

    def close_spider(self) -> None:
        """Write what waits, and what an interrupted run left open as not read whole."""
        try:
            for item in self.spider.conclude_interrupted():
                self.tally.count(item)
                self.waiting.append(item)
            self.flush()
            self.open_files.close()
        except Exception as error:
            self.lost.append(error)
            raise
        finally:
            self.open_files.close()

    def flush(self) -> None:
        """Write everything that waits in one transaction."""
        if not self.waiting:
            return
        with writing(self.engine) as connection:
            self._save(connection)
        self.waiting.clear()

    def _save(self, connection: Connection) -> None:
        readings = []
        for item in self.waiting:
            match item:
                case ReadItem():
                    for received in (item.received, *item.files):
                        self._keep(connection, received)
                    readings.append(_reading(item))
                case FailedItem():
                    save_page_failure(
                        connection,
                        self.run,
                        url=item.url,
                        failed_at=self.run.as_of,
                        reason=item.reason,
                    )
                case ReadSite():
                    self._save_site(connection, item)
                case ReadColumn():
                    self._save_column(connection, item)
        self.tally.pages_changed += save_pages(connection, self.run, readings=readings)

    def _save_site(self, connection: Connection, item: ReadSite) -> None:
        if item.received:
            self._keep(connection, item.received)
        save_site_read(
            connection,
            self.run,
            site_read=item.site_read,
            columns=item.columns,
            is_whole=item.is_whole,
        )

    def _save_column(self, connection: Connection, item: ReadColumn) -> None:
        for page in item.pages:
            self._keep(connection, page)
        save_column_read(connection, self.run, column_read=item.column_read, entries=item.entries)

    def _keep(self, connection: Connection, received: Received) -> None:
        self.evidence.add(
            connection, received.snapshot, headers=received.headers, status=received.status
        )


def _reading(item: ReadItem) -> PageReading:
    snapshot = item.received.snapshot
    return PageReading(record=item.record, captured_at=snapshot.captured_at, sha256=snapshot.sha256)
