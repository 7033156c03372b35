"""One page → one record: recognise the family, recognise the kind, read."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from audit_rules.model import PageKind, PageRecord
from spiders.completeness import TOO_LONG
from spiders.consultation import with_period, with_signing_unit
from spiders.families import FALLBACK, load_family
from spiders.families.base import Family
from spiders.fields.record_ids import parse_record_instant
from spiders.page import Page
from spiders.recognition import UNKNOWN_FAMILY, recognise_family, recognise_kind
from spiders.sheet import lay_out

_FAILED: Final = frozenset(
    (PageKind.BLOCKED, PageKind.SOFT_404, PageKind.EMPTY_SHELL, PageKind.UNKNOWN)
)


def read_page(html: str, *, url: str | None, family: str | None = None) -> PageRecord:
    """Read a page. Without `url` its own canonical address is used, where it names one.

    Never raises on what a page holds: it ends with a record, of kind `unknown` with the reason in
    `unreadable["page"]` where reading failed. UnknownFamilyError only for a `family` there is not.
    """
    return read_parsed(Page(url or "", html), family)


def read_parsed(page: Page, family: str | None = None) -> PageRecord:
    """Read a page somebody else looks at too, so that it is parsed once; else as `read_page`."""
    if family is not None:
        load_family(family if family != UNKNOWN_FAMILY else FALLBACK)
    try:
        return _read(page, family or recognise_family(page))
    except (
        ArithmeticError,
        AssertionError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        return PageRecord(
            url=page.url,
            family=family or UNKNOWN_FAMILY,
            page_kind=PageKind.UNKNOWN,
            unreadable={"page": f"页面无法读取：{type(error).__name__}"},
        )


def _read(page: Page, family: str) -> PageRecord:
    module: Family = load_family(FALLBACK if family == UNKNOWN_FAMILY else family)
    kind = recognise_kind(page, family)
    if page.is_too_long and not page.is_answer:
        return _as_cut(_read_kind(page, family, module, kind))
    return _read_kind(page, family, module, kind)


def _as_cut(record: PageRecord) -> PageRecord:
    """Say that a page was longer than is read: a list is not whole, and no field is certainly absent."""
    unreadable = {**record.unreadable, "page": TOO_LONG}
    listing = record.listing
    if listing is not None and listing.complete:
        listing = replace(listing, complete=False, reason=TOO_LONG)
    return replace(record, unreadable=unreadable, listing=listing)


def _read_kind(page: Page, family: str, module: Family, kind: PageKind) -> PageRecord:
    if kind in _FAILED:
        return _failed(page, family, kind)
    if kind is PageKind.LIST:
        title = page.meta.get("columnname") or page.title_tag or None
        return PageRecord(
            url=page.address,
            family=family,
            page_kind=kind,
            title=title,
            listing=module.read_list(page),
        )
    record = module.read_disclosure(page)
    if kind is PageKind.CONSULTATION:
        sheet = lay_out(page)
        record = with_signing_unit(with_period(record, sheet), sheet)
    return replace(record, family=family, page_kind=kind)


def _failed(page: Page, family: str, kind: PageKind) -> PageRecord:
    """Keep the words that tell why nothing was read."""
    words = page.title_tag or next((line.text for line in page.lines if line.text), "")
    return PageRecord(
        url=page.address,
        family=family,
        page_kind=kind,
        record_created_at=parse_record_instant(page.address),
        unreadable={"page": words[:200]},
    )
