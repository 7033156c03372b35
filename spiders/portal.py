"""The one spider: unit homes → columns → list pages → items. It holds no selector.

Every column ends as a `ReadColumn`, whole or not; whatever fails is said, never skipped.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from audit_rules.matching import is_named_column
from audit_rules.model import (
    COLUMN_SEPARATOR,
    Column,
    ListEntry,
    PageKind,
    PageRecord,
    PortalUnit,
    Snapshot,
)
from spiders.agreement import agrees_with_row
from spiders.assignment import Assignment
from spiders.attached import ItemWithFiles, wanted_files
from spiders.attachments.limits import DEFAULT as LIMITS
from spiders.attachments.reader import read_attachment
from spiders.column_progress import ColumnProgress
from spiders.decoding import decode
from spiders.disclosure import FILE_ENDINGS
from spiders.families import load_family
from spiders.items import FailedItem, ReadColumn, ReadItem, ReadSite, Received
from spiders.menu import ColumnLink
from spiders.obstacles import (
    NOT_WHOLE,
    WORDS_OF_KINDS,
    describe_failure,
    is_cut,
    is_moved,
    is_own_host,
)
from spiders.page import Page
from spiders.reading import read_parsed
from spiders.unit_progress import UnitProgress

LISTS_FIRST: Final = 10
"""Lists go before items, so that an interrupted night still knows what there is."""
PICTURES: Final = (".jpg", ".jpeg", ".png")
"""Rows that lead straight to a file are listed, with title and date, but there is no page to read."""
FORM: Final = "application/x-www-form-urlencoded; charset=UTF-8"
WANTS_GET: Final = frozenset((405, 501))
ITEM_KINDS: Final = frozenset({PageKind.DISCLOSURE, PageKind.GUIDE, PageKind.CONSULTATION})
Yielded = Request | ReadItem | FailedItem | ReadSite | ReadColumn


class PortalSpider(scrapy.Spider):
    """Reads one portal."""

    name = "portal"

    def __init__(self, assignment: Assignment, **kwargs: Any) -> None:
        """Take the assignment; Scrapy's own arguments go on."""
        super().__init__(**kwargs)
        self.assignment = assignment
        self.portal = assignment.portal
        self.family = load_family(self.portal.family)
        self.columns_open: dict[Column, ColumnProgress] = {}
        self.units_open: dict[str, UnitProgress] = {}
        self.items_asked: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """Ask for every wanted unit's home and every government-level column."""
        for item in self._begin():
            yield item

    def _begin(self) -> Iterator[Yielded]:
        # All are open from the start: an interruption leaves none of them as it was last night.
        wanted = [unit for unit in self.portal.units if self._is_wanted(unit.name)]
        self.units_open = {unit.name: UnitProgress(unit) for unit in wanted}
        if not self.assignment.units:
            yield from self._begin_columns(self.portal.columns)
        for unit in wanted:
            yield from self._begin_unit(unit)

    def _is_wanted(self, unit: str) -> bool:
        return not self.assignment.units or unit in self.assignment.units

    def _begin_unit(self, unit: PortalUnit) -> Iterator[Yielded]:
        if unit.columns:
            links = [ColumnLink(column.path, column.url) for column in unit.columns]
            yield from self._begin_columns_of(self.units_open[unit.name], links)
            return
        yield Request(
            unit.site,
            callback=self.parse_site,
            errback=self.fail_site,
            cb_kwargs={"unit": unit.name},
            priority=LISTS_FIRST * 2,
            dont_filter=True,
        )

    # --- unit homes -------------------------------------------------------------------------------

    def parse_site(self, response: Response, unit: str) -> Iterator[Yielded]:
        """Read a unit's home: the columns it links to."""
        progress = self.units_open[unit]
        progress.received = self._receive(response)
        page = self._page(response)
        if obstacle := self._home_obstacle(response, page):
            progress.problems.append(obstacle)
            yield self._close_unit(progress)
            return
        links = self.family.read_columns(page)
        if obstacle := self.family.columns_obstacle(page):
            progress.problems.append(obstacle)
        if not links:
            progress.problems.append("页面上没有找到任何栏目链接")
        yield from self._begin_columns_of(progress, links)

    def _home_obstacle(self, response: Response, page: Page) -> str | None:
        if is_moved(response):
            return f"被转到{response.url}"
        if is_cut(response):
            return NOT_WHOLE
        kind = self._read(page).page_kind
        # A home of a make we do not know may still hold its tree of columns.
        return WORDS_OF_KINDS.get(kind) if kind is not PageKind.UNKNOWN else None

    def fail_site(self, failure: Failure) -> Iterator[Yielded]:
        """Say that a unit's home could not be read."""
        progress = self.units_open[failure.request.cb_kwargs["unit"]]  # type: ignore[attr-defined]
        progress.problems.append(describe_failure(failure))
        yield self._close_unit(progress)

    def _begin_columns_of(
        self,
        progress: UnitProgress,
        links: Iterable[ColumnLink],
        *,
        parent: Column | None = None,
    ) -> Iterator[Yielded]:
        """Begin the columns not known before; a unit without any to read is done."""
        new = progress.add_columns(links, parent=parent)
        progress.open |= {column.url for column in new if self._is_asked_for(column)}
        yield from self._begin_columns(new)
        if progress.is_over and progress.unit.name in self.units_open:
            yield self._close_unit(progress)

    def _close_unit(self, progress: UnitProgress) -> ReadSite:
        self.units_open.pop(progress.unit.name, None)
        return progress.conclude(self.assignment.as_of, is_narrowed=bool(self.assignment.columns))

    # --- columns ----------------------------------------------------------------------------------

    def _begin_columns(self, columns: Iterable[Column]) -> Iterator[Yielded]:
        begun = {
            column: ColumnProgress(column, expected=self._expected(column))
            for column in columns
            if self._is_asked_for(column)
        }
        self.columns_open |= begun
        for column, progress in begun.items():
            yield from self._ask_list_page(progress, column.url)

    def _is_asked_for(self, column: Column) -> bool:
        return is_named_column(column.path, self.assignment.columns)

    def _expected(self, column: Column) -> int:
        """Return the least number of entries promised to a column, by its path or its last name."""
        name = column.path.rpartition(COLUMN_SEPARATOR)[2]
        return max(self.portal.expected.get(key, 0) for key in (column.path, name))

    def _ask_list_page(
        self, progress: ColumnProgress, url: str, form: str | None = None
    ) -> Iterator[Request]:
        """Ask for a list page: by POST where an interface wants a form, as its own page does."""
        asked = f"{url} {form}" if form else url
        if progress.ask(asked):
            yield Request(
                url,
                method="POST" if form else "GET",
                body=form or "",
                headers={"Content-Type": FORM} if form else None,
                callback=self.parse_list,
                errback=self.fail_list,
                cb_kwargs={"progress": progress, "asked": asked},
                priority=LISTS_FIRST,
                dont_filter=True,
            )

    def parse_list(
        self, response: Response, progress: ColumnProgress, asked: str
    ) -> Iterator[Yielded]:
        """Read one list page, ask for the next ones and for the items that are due."""
        page = self._page(response, url=_named_address(response))
        record = self._read(page)
        received = self._receive(response)
        if is_moved(response):
            progress.fail(asked, f"列表页被转到{response.url}")
        elif is_cut(response) and not page.is_answer:
            progress.fail(asked, f"第{len(progress.pages) + 1}页：{NOT_WHOLE}")
        elif record.listing is not None:
            has_new_rows = progress.take(asked, record.listing, received)
            if len(progress.pages) == 1:
                yield from self._look_below(progress, page)
            if has_new_rows or len(progress.pages) == 1:
                yield from self._go_on(progress, record)
        elif record.page_kind in ITEM_KINDS and len(progress.asked) == 1:
            yield from self._take_article(progress, record, received)
        else:
            reason = WORDS_OF_KINDS.get(record.page_kind, "不是栏目列表")
            progress.fail(asked, f"第{len(progress.pages) + 1}页：{reason}")
        yield from self._close_if_over(progress)

    def _look_below(self, progress: ColumnProgress, page: Page) -> Iterator[Yielded]:
        """Begin the columns that only this column's page links to: they stand below it."""
        unit = self.units_open.get(progress.column.unit or "")
        if unit is not None and not unit.unit.columns:
            links = self.family.read_columns(page)
            yield from self._begin_columns_of(unit, links, parent=progress.column)

    def _go_on(self, progress: ColumnProgress, record: PageRecord) -> Iterator[Yielded]:
        listing = record.listing
        if listing is None:
            return
        for url in filter(None, (listing.served_by, listing.next_page, *listing.further_pages)):
            if self._is_allowed(url):
                yield from self._ask_list_page(progress, url, listing.forms.get(url))
            else:
                progress.problems.append(f"翻页指向其他网站{url}")
        for entry in listing.entries:
            yield from self._ask_item(entry)

    def _take_article(
        self, progress: ColumnProgress, record: PageRecord, received: Received
    ) -> Iterator[Yielded]:
        url = progress.column.url
        entry = ListEntry(
            url=url,
            title=record.title or progress.column.path,
            published_on=record.published_on,
        )
        progress.take_article(entry, received)
        yield ReadItem(record, received)

    def fail_list(self, failure: Failure) -> Iterator[Yielded]:
        """Say that a list page could not be read: its column is not whole."""
        request = failure.request  # type: ignore[attr-defined]
        arguments = request.cb_kwargs
        progress = arguments["progress"]
        if request.method == "POST" and _wants_get(failure):
            joint = "&" if "?" in request.url else "?"
            yield from self._ask_list_page(progress, request.url + joint + request.body.decode())
            progress.pending.discard(arguments["asked"])
            return
        progress.fail(arguments["asked"], f"列表页未能读取：{describe_failure(failure)}")
        yield from self._close_if_over(progress)

    def _close_if_over(self, progress: ColumnProgress) -> Iterator[ReadColumn | ReadSite]:
        if not progress.is_over or progress.column not in self.columns_open:
            return
        del self.columns_open[progress.column]
        yield progress.conclude(self.assignment.as_of)
        unit = self.units_open.get(progress.column.unit or "")
        if unit is not None:
            unit.open.discard(progress.column.url)
            if unit.is_over:
                yield self._close_unit(unit)

    def conclude_interrupted(self) -> Iterator[ReadSite | ReadColumn]:
        """Close what a stopped run left open, as not read whole."""
        for unit in tuple(self.units_open.values()):
            unit.problems.append("采集中断")
            yield self._close_unit(unit)
        for progress in tuple(self.columns_open.values()):
            yield progress.conclude(self.assignment.as_of, is_interrupted=True)
        self.columns_open.clear()

    # --- items ------------------------------------------------------------------------------------

    def _ask_item(self, entry: ListEntry) -> Iterator[Request]:
        is_new = entry.url not in self.items_asked
        is_page = not urlsplit(entry.url).path.lower().endswith((*FILE_ENDINGS, *PICTURES))
        if is_new and is_page and self._is_allowed(entry.url) and self.assignment.is_due(entry):
            self.items_asked.add(entry.url)
            yield Request(
                entry.url,
                callback=self.parse_item,
                errback=self.fail_item,
                cb_kwargs={"entry": entry},
                dont_filter=True,
            )

    def parse_item(self, response: Response, entry: ListEntry) -> Iterator[Yielded]:
        """Read one item's page."""
        asked = entry.url
        page = self._page(response, url=asked)
        record = self._read(page)
        if is_moved(response):
            yield FailedItem(asked, f"被转到{response.url}")
        elif is_cut(response):
            yield FailedItem(asked, NOT_WHOLE)
        elif record.page_kind in ITEM_KINDS and agrees_with_row(record, entry):
            files = list(wanted_files(record, page, self._is_allowed))
            yield self._next_file(ItemWithFiles(record, self._receive(response), files))
        elif record.page_kind in ITEM_KINDS:
            yield FailedItem(asked, "页面内容与列表中的标题、日期都不符")
        else:
            yield FailedItem(asked, WORDS_OF_KINDS.get(record.page_kind, "不是内容页"))

    def fail_item(self, failure: Failure) -> Iterator[Yielded]:
        """Say that an item's page could not be read."""
        asked = failure.request.cb_kwargs["entry"].url  # type: ignore[attr-defined]
        yield FailedItem(asked, describe_failure(failure))

    def _next_file(self, item: ItemWithFiles) -> Yielded:
        """Ask for the item's next file; an item that has all of them is done."""
        if item.next_file is None:
            return item.conclude()
        return Request(
            item.next_file.url,
            callback=self.parse_file,
            errback=self.fail_file,
            cb_kwargs={"item": item},
            meta={"download_maxsize": LIMITS.input_bytes},
            dont_filter=True,
        )

    async def parse_file(self, response: Response, item: ItemWithFiles) -> AsyncIterator[Yielded]:
        """Read one file of an item, beside the reactor: it may take seconds."""
        name = item.next_file.name if item.next_file else ""
        if is_moved(response):
            item.fail(f"被转到{response.url}")
        else:
            text = await asyncio.to_thread(read_attachment, response.body, name)
            item.take(text, self._receive(response))
        yield self._next_file(item)

    def fail_file(self, failure: Failure) -> Iterator[Yielded]:
        """Go on without a file that could not be fetched; the item says so."""
        item = failure.request.cb_kwargs["item"]  # type: ignore[attr-defined]
        item.fail(f"没有取到，{describe_failure(failure)}")
        yield self._next_file(item)

    # --- pages ------------------------------------------------------------------------------------

    def _is_allowed(self, url: str) -> bool:
        return is_own_host(url, self.portal.allowed_hosts)

    @staticmethod
    def _page(response: Response, *, url: str | None = None) -> Page:
        header = response.headers.get("Content-Type", b"") or b""
        return Page(url or response.url, decode(response.body, header.decode("latin-1")))

    def _read(self, page: Page) -> PageRecord:
        return read_parsed(page, self.portal.family)

    def _receive(self, response: Response) -> Received:
        snapshot = Snapshot(
            url=response.url,
            sha256=hashlib.sha256(response.body).hexdigest(),
            captured_at=self.assignment.as_of,
            body=response.body,
        )
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        return Received(snapshot, response.status, headers)


def _wants_get(failure: Failure) -> bool:
    """Whether an interface refused only the method: older ones are asked by GET."""
    error = failure.value
    return isinstance(error, HttpError) and error.response.status in WANTS_GET


def _named_address(response: Response) -> str:
    """Return a list page's address with the fragment asked for: some applications name a column by it."""
    fragment = urlsplit(response.request.url).fragment if response.request else ""
    return f"{response.url}#{fragment}" if fragment and "#" not in response.url else response.url
