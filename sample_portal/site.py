"""Which page an address shows on a day: the portal as a pure function, with a cache."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from sample_portal import attachments, columns, composition, listings
from sample_portal.days import ZONE
from sample_portal.documents import changed_on, is_visible
from sample_portal.listings import pages_in
from sample_portal.portal import Portal, build
from sample_portal.skins import SKINS
from sample_portal.units import UNITS, Unit

HTML: Final = "text/html; charset=utf-8"
ROBOTS: Final = "User-agent: *\nAllow: /gongkai/\nDisallow: /admin/\n"
HOMES: Final = {columns.home_of(unit): unit for unit in UNITS}


@dataclass(frozen=True)
class Answer:
    """What an address answers, before the request's conditions are looked at."""

    status: int
    kind: str
    body: bytes
    changed_at: datetime

    @cached_property
    def etag(self) -> str:
        """A strong tag over the body."""
        return f'"{blake2b(self.body, digest_size=10).hexdigest()}"'

    @cached_property
    def zipped(self) -> bytes:
        """The body in gzip, the same bytes every time."""
        return gzip.compress(self.body, compresslevel=5, mtime=0)


@dataclass(frozen=True, slots=True)
class View:
    """One look at the portal: its seed and scale, the day, and the skin's name."""

    seed: int
    scale: float
    today: date
    skin: str


@lru_cache(maxsize=8_000)
def answer(view: View, target: str) -> Answer:
    """Return the answer to a request target (path and query)."""
    parts = urlsplit(target)
    query = dict(parse_qsl(parts.query))
    portal = build(view.seed, view.scale)
    if parts.path == "/robots.txt":
        return _answer(view, ROBOTS, date(2021, 1, 1), kind="text/plain; charset=utf-8")
    found = (
        _entrance(view, portal, parts.path)
        or _document(view, portal, parts.path)
        or _consultation(view, portal, parts.path)
        or _attachment(view, portal, parts.path)
        or _list(view, portal, parts.path, query)
    )
    return found or _not_found(view)


def _answer(view: View, text: str, changed: date, *, status: int = 200, kind: str = HTML) -> Answer:
    """Return a page as an answer; a page in the frame also changes with the frame."""
    if kind == HTML:
        changed = max(changed, composition.frame_changed_on(view.today))
    changed_at = datetime.combine(changed, time(8, 30), ZONE)
    return Answer(status, kind, text.encode(), changed_at)


def _entrance(view: View, portal: Portal, path: str) -> Answer | None:
    skin = SKINS[view.skin]
    if path in {"/", "/gongkai/"}:
        return _answer(view, skin.index(composition.index_page(view.today)), view.today)
    column = portal.columns.get(path)
    unit = HOMES.get(path) or (column.unit if column and column.key == "guide" else None)
    return _guide(view, unit) if unit else None


def _guide(view: View, unit: Unit) -> Answer:
    page = composition.guide_page(unit, view.today)
    return _answer(view, SKINS[view.skin].guide(page), composition.guide_day(unit))


def _document(view: View, portal: Portal, path: str) -> Answer | None:
    document = portal.by_path.get(path)
    if document is None or not is_visible(document, view.today):
        return None
    column = portal.columns[path[: path.rindex("/") + 1]]
    page = composition.article_page(portal, document, column, view.today)
    return _answer(view, SKINS[view.skin].article(page), changed_on(document, view.today))


def _consultation(view: View, portal: Portal, path: str) -> Answer | None:
    for item in portal.consultations:
        if item.path == path and item.opens_on <= view.today:
            page = composition.consultation_page(item, view.today)
            return _answer(view, SKINS[view.skin].consultation(page), view.today)
    return None


def _attachment(view: View, portal: Portal, path: str) -> Answer | None:
    document = portal.by_path.get(attachments.owner_of(path)) if path.endswith(".pdf") else None
    if document is None or not is_visible(document, view.today):
        return None
    if path not in {link.href for link in attachments.files_of(document)}:
        return None
    changed_at = document.created_at.replace(microsecond=0)
    return Answer(200, "application/pdf", attachments.pdf(f"Serial {document.serial}"), changed_at)


def _list(view: View, portal: Portal, path: str, query: dict[str, str]) -> Answer | None:
    found = SKINS[view.skin].page_number(path, query)
    if found is None or found[0] not in portal.columns:
        return None
    address, number = found
    listing = listings.listing_of(portal, address, view.today)
    if not 1 <= number <= pages_in(len(listing.rows)):
        return None
    page = composition.list_page(portal.columns[address], listing, number, view.today)
    return _answer(view, SKINS[view.skin].listing(page), listing.changed_on)


def _not_found(view: View) -> Answer:
    frame = composition.error_frame("页面不存在", view.today)
    return _answer(view, SKINS[view.skin].not_found(frame), view.today, status=404)
