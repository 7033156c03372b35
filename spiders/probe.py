"""A short look at an address nobody knows yet: the page, one page more of its list, one article.

At most six addresses are asked, robots.txt included, whatever the site offers (an interface that
refuses POST is asked once more by GET). It holds no selector: the families read. Every answer, or
why there was none, ends as one `Look`; what it means is the caller's business.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from audit_rules.model import ListEntry, Listing, PageRecord
from spiders.agreement import agrees_with_row
from spiders.decoding import decode
from spiders.disclosure import FILE_ENDINGS
from spiders.families import FALLBACK, load_family
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
from spiders.portal import FORM, ITEM_KINDS, LISTS_FIRST, PICTURES, WANTS_GET
from spiders.reading import read_parsed
from spiders.recognition import UNKNOWN_FAMILY, recognise_family

_TEXT_KINDS: Final = ("text", "html", "xml", "json", "javascript")
"""What a Content-Type names where a page or an interface's answer may be expected."""
_FILE_STARTS: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff")
_STANDING: Final = re.compile(r"指南|指引|机构|职能|职责|领导|分工|制度|依申请|目录$|简介|概况")
"""Columns that as a rule show one text: they would tell nothing of how lists are read."""
_INDEX_PAGES: Final = ("index.html", "index.htm", "index.shtml")


class Role(StrEnum):
    """For what an address was asked."""

    PAGE = "page"
    """The address the user gave."""
    COLUMN = "column"
    """One column a home links to, as a sample."""
    INTERFACE = "interface"
    """What serves the rows of a list that lacks them."""
    NEXT = "next"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came over the network: `url` where the redirects ended, `form` what was posted ("")."""

    url: str
    status: int
    content_type: str
    body: bytes
    redirects: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One address asked. Without an answer `page` and `record` are None and `failure` says why.

    `failure` (Chinese) may stand beside a record: the page came, but is not what was asked for.
    `entry` is the row an article was asked for; `columns` are those the page links to, and
    `columns_obstacle` says why they cannot be all.
    """

    role: Role
    asked: str
    answer: Answer | None = None
    page: Page | None = None
    record: PageRecord | None = None
    failure: str | None = None
    entry: ListEntry | None = None
    columns: tuple[ColumnLink, ...] = ()
    columns_obstacle: str | None = None

    @property
    def listing(self) -> Listing | None:
        """The list it shows, None where it shows none."""
        return self.record.listing if self.record else None

    @property
    def moved_to(self) -> str | None:
        """Where a redirect led, None where the page stands at the address asked for."""
        if self.answer is None or _plain_address(self.answer.url) == _plain_address(self.asked):
            return None
        return self.answer.url

    @property
    def is_home(self) -> bool:
        """Whether it links to columns and is none of them.

        It shows no rows; where it shows a text (many homes open with the guide), most columns lie
        below its address, which they never do for an article beside a menu.
        """
        if not self.columns or self.record is None:
            return False
        own = _plain_address(self.record.url or self.asked)
        places = [_plain_address(column.url) for column in self.columns]
        if own in places:
            return False
        if self.record.page_kind in ITEM_KINDS:
            below = sum(place.startswith(f"{own}/") for place in places)
            return below * 2 > len(places)
        listing = self.listing
        return listing is None or not (listing.entries or listing.served_by or listing.complete)


class ProbeSpider(scrapy.Spider):
    """Asks for one address and what it leads to; `looks` fills in the order of the answers."""

    name = "probe"

    def __init__(
        self, url: str, hosts: tuple[str, ...], family: str | None = None, **kwargs: Any
    ) -> None:
        """Take the address, the hosts that may be asked, and the family where the user names one."""
        super().__init__(**kwargs)
        self.url = url
        self.hosts = hosts
        self.family = family or UNKNOWN_FAMILY
        self.is_named = family is not None
        self.looks: list[Look] = []
        self.front: Listing | None = None
        self.roles_asked: set[Role] = set()

    async def start(self) -> AsyncIterator[Any]:
        """Ask for the address."""
        for request in self._ask(Role.PAGE, self.url):
            yield request

    def _ask(
        self, role: Role, url: str, *, form: str = "", entry: ListEntry | None = None
    ) -> Iterator[Request]:
        """Ask for an address, each role once."""
        if role in self.roles_asked:
            return
        self.roles_asked.add(role)
        yield self._request(role, url, form=form, entry=entry)

    def _request(self, role: Role, url: str, *, form: str, entry: ListEntry | None) -> Request:
        return Request(
            url,
            method="POST" if form else "GET",
            body=form,
            headers={"Content-Type": FORM} if form else None,
            callback=self.take,
            errback=self.fail,
            cb_kwargs={"role": role, "entry": entry},
            priority=0 if role is Role.ARTICLE else LISTS_FIRST,
            dont_filter=True,
        )

    # --- what comes -------------------------------------------------------------------------------

    def take(self, response: Response, role: Role, entry: ListEntry | None) -> Iterator[Request]:
        """Read a page, and ask for what it leads to."""
        look = self._look(response, role, entry)
        self.looks.append(look)
        if role in (Role.PAGE, Role.COLUMN) and look.is_home:
            sample = self._sample(look.columns)
            if sample is not None and role is Role.PAGE:
                yield from self._ask(Role.COLUMN, sample.url)
        elif look.listing is not None and look.failure is None:
            yield from self._go_on(role, look.listing)
        elif role is Role.INTERFACE:
            yield from self._ask_article_of_front()

    def _look(self, response: Response, role: Role, entry: ListEntry | None) -> Look:
        answer = _answer(response)
        asked = response.meta.get("redirect_urls", [response.url])[0]
        if is_file(answer):
            reason = f"地址给出的是文件（{answer.content_type or '类型不明'}），不是网页"
            return Look(role=role, asked=asked, answer=answer, failure=reason, entry=entry)
        address = self._address(response, role)
        page = Page(address, decode(answer.body, answer.content_type))
        if role is Role.PAGE and not self.is_named:
            self.family = recognise_family(page)
        record = read_parsed(page, self.family)
        family = load_family(FALLBACK if self.family == UNKNOWN_FAMILY else self.family)
        has_menu = role in (Role.PAGE, Role.COLUMN) and not page.is_answer
        columns = family.read_columns(page) if has_menu else ()
        return Look(
            role=role,
            asked=asked,
            answer=answer,
            page=page,
            record=record,
            entry=entry,
            columns=columns,
            columns_obstacle=family.columns_obstacle(page) if columns else None,
            failure=_why_not(response, role, record, entry, is_answer=page.is_answer)
            if not (columns and record.listing is None)
            else None,
        )

    def _address(self, response: Response, role: Role) -> str:
        """Return where a page stands: an article where its row says, as in a crawl.

        The user's address keeps its fragment, which is never sent: some applications name the column
        by it.
        """
        moved_from = response.meta.get("redirect_urls")
        if role is Role.ARTICLE and moved_from:
            return str(moved_from[0])
        fragment = urlsplit(self.url).fragment
        if role is Role.PAGE and fragment and not moved_from:
            return f"{response.url}#{fragment}"
        return response.url

    def _go_on(self, role: Role, listing: Listing) -> Iterator[Request]:
        """Ask for the page that follows and for the first item."""
        if listing.served_by and role in (Role.PAGE, Role.COLUMN):
            self.front = listing
            yield from self._ask_list(Role.INTERFACE, listing.served_by, listing)
            if Role.INTERFACE in self.roles_asked:
                return  # the article of the rows it serves
        elif role is not Role.NEXT:
            front = self.front if role is Role.INTERFACE else None
            following = following_page(listing, front)
            leads = listing if front is None or following != following_page(front) else front
            if following:
                yield from self._ask_list(Role.NEXT, following, leads)
        yield from self._ask_article(listing)

    def _ask_list(self, role: Role, url: str, listing: Listing) -> Iterator[Request]:
        if self._is_allowed(url):
            yield from self._ask(role, url, form=listing.forms.get(url, ""))
        else:
            self.looks.append(Look(role=role, asked=url, failure=f"翻页指向其他网站{url}"))

    def _ask_article(self, listing: Listing) -> Iterator[Request]:
        entry = next((each for each in listing.entries if self._is_page(each.url)), None)
        if entry is not None:
            yield from self._ask(Role.ARTICLE, entry.url, entry=entry)

    def _ask_article_of_front(self) -> Iterator[Request]:
        """Where the interface gave nothing, an item of the list's own page is looked at."""
        for look in self.looks:
            if look.role in (Role.PAGE, Role.COLUMN) and look.listing is not None:
                yield from self._ask_article(look.listing)

    def fail(self, failure: Failure) -> Iterator[Request]:
        """Keep why nothing came."""
        request: Request = failure.request  # type: ignore[attr-defined]
        role, entry = request.cb_kwargs["role"], request.cb_kwargs["entry"]
        if request.method == "POST" and _wants_get(failure):
            joint = "&" if "?" in request.url else "?"
            url = request.url + joint + request.body.decode()
            yield self._request(role, url, form="", entry=entry)
            return
        asked = request.meta.get("redirect_urls", [request.url])[0]
        reason = describe_failure(failure)
        answer = _answer(failure.value.response) if isinstance(failure.value, HttpError) else None
        self.looks.append(Look(role=role, asked=asked, answer=answer, failure=reason, entry=entry))
        if role is Role.INTERFACE:
            yield from self._ask_article_of_front()

    # --- small questions --------------------------------------------------------------------------

    def _is_allowed(self, url: str) -> bool:
        return is_own_host(url, self.hosts)

    def _sample(self, columns: tuple[ColumnLink, ...]) -> ColumnLink | None:
        """Return the first column that is likely to be a list, not one standing text."""
        own = [column for column in columns if self._is_allowed(column.url)]
        lists = (column for column in own if not _STANDING.search(column.path))
        return next(lists, own[0] if own else None)

    def _is_page(self, url: str) -> bool:
        path = urlsplit(url).path.lower()
        return self._is_allowed(url) and not path.endswith((*FILE_ENDINGS, *PICTURES))


def following_page(listing: Listing, front: Listing | None = None) -> str | None:
    """Return the address of the page after a list page, None where there is none.

    `front` is the list's own page where `listing` came from its interface: some name there all
    addresses the interface is asked at.
    """
    for each in (listing, front):
        found = (each.next_page or next(iter(each.further_pages), None)) if each else None
        if found:
            return found
    return None


def is_file(answer: Answer) -> bool:
    """Tell whether an answer is a file to be saved, not a page: by its first bytes, else its type."""
    if answer.body.startswith(_FILE_STARTS):
        return True
    kind = answer.content_type.lower()
    return bool(kind) and not any(word in kind for word in _TEXT_KINDS) and b"<" not in answer.body[:500]  # fmt: skip


def _answer(response: Response) -> Answer:
    header = response.headers.get("Content-Type", b"") or b""
    request = response.request
    return Answer(
        url=response.url,
        status=response.status,
        content_type=header.decode("latin-1"),
        body=response.body,
        redirects=tuple(response.meta.get("redirect_urls", ())) if request else (),
        form=request.body.decode() if request and request.method == "POST" else "",
    )


def _why_not(
    response: Response,
    role: Role,
    record: PageRecord,
    entry: ListEntry | None,
    *,
    is_answer: bool,
) -> str | None:
    """Return why a page is not what it was asked for, as a crawl would say it; None where it is.

    The user's own address may be moved: the page it ends at is then the one looked at.
    """
    if role is not Role.PAGE and is_moved(response):
        return f"被转到{response.url}"
    if is_cut(response) and not is_answer:
        return NOT_WHOLE
    is_item = record.page_kind in ITEM_KINDS
    if role is Role.ARTICLE:
        if not is_item:
            return WORDS_OF_KINDS.get(record.page_kind, "不是内容页")
        agrees = entry is None or agrees_with_row(record, entry)
        return None if agrees else "页面内容与列表中的标题、日期都不符"
    if record.listing is not None or (is_item and role in (Role.PAGE, Role.COLUMN)):
        return None
    return WORDS_OF_KINDS.get(record.page_kind, "不是栏目列表")


def _wants_get(failure: Failure) -> bool:
    """Whether an interface refused only the method: older ones are asked by GET."""
    error = failure.value
    return isinstance(error, HttpError) and error.response.status in WANTS_GET


def _plain_address(url: str) -> str:
    """Return an address without what does not change the place: query, index page, last slash."""
    path = urlsplit(url).path
    for name in _INDEX_PAGES:
        path = path.removesuffix(name)
    return f"{urlsplit(url).hostname}{path.rstrip('/')}"
