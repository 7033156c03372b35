"""One page of a list as an interface serves it: rows of JSON, and whether they are all there should be.

The crawl proves a column whole by the interface's own total; so a page is whole only where it says
how much there is, and holds exactly the rows that are due on it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from audit_rules.model import ListEntry, Listing
from spiders.errors import FieldError
from spiders.fields.dates import SHANGHAI, parse_date
from spiders.wording import tidy

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_MILLISECONDS: Final = 10**11
"""Larger numbers count milliseconds, not seconds, since 1970."""
_FIRST_FAILURE: Final = 300
SEARCH_LIMIT: Final = 10_000
"""Elasticsearch counts no further unless told to; a total of exactly this may stand for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What an answer says of itself. `number` counts from 1; `total` is rows, `pages` pages of all.

    `shown` is the number the answer gives its own page, None where it gives none; `unusable` are
    rows without title or address.
    """

    url: str
    entries: tuple[ListEntry, ...]
    number: int
    per_page: int
    total: int | None
    pages: int | None = None
    shown: int | None = None
    unusable: int = 0


def served_listing(served: Served, page_field: str, doubt: str | None = None) -> Listing:
    """Return the list page; `page_field` is the address's parameter for the page's number.

    `doubt` is what the family itself holds against the answer, in Chinese.
    """
    reason = doubt or why_not_whole(served)
    next_page = None
    if served.entries and _has_next(served):
        next_page = with_query(served.url, {page_field: str(served.number + 1)})
    return Listing(
        entries=served.entries,
        next_page=next_page,
        further_pages=(next_page,) if next_page else (),
        total=served.total,
        complete=reason is None,
        reason=reason,
    )


def why_not_whole(served: Served) -> str | None:
    """Return why an answer cannot be taken as all rows of its page, in Chinese; None where it can."""
    return next(_contradictions(served), None)


def _contradictions(served: Served) -> Iterator[str]:
    """Yield what speaks against the rows being all of this page, the gravest first."""
    rows = len(served.entries) + served.unusable
    due = _rows_due(served)
    if served.shown is not None and served.shown != served.number:
        yield f"接口返回的是第{served.shown}页，不是所要的第{served.number}页"
    if served.unusable:
        yield f"接口返回的条目中有{served.unusable}条没有标题或地址"
    if served.total is None and served.pages is None:
        yield "接口没有给出总数，无法确认是否读全"
    if served.total == SEARCH_LIMIT:
        yield f"接口给出的总数恰为{SEARCH_LIMIT}条，是检索系统的计数上限"
    if rows == 0:
        yield "接口没有返回条目，无法确认栏目确实为空"
    if due is not None and rows != due:
        yield f"接口这一页应有{due}条，实际返回{rows}条"
    if rows > served.per_page:
        yield f"接口每页{served.per_page}条，实际返回{rows}条"


def failed_listing(reason: str) -> Listing:
    """Return the list page of an answer that is none."""
    return Listing(entries=(), complete=False, reason=reason)


def _rows_due(served: Served) -> int | None:
    """Return how many rows the page must have; None on a last page whose total nobody names."""
    before = (served.number - 1) * served.per_page
    if served.total is not None:
        return max(min(served.per_page, served.total - before), 0)
    is_last = served.pages is not None and served.number >= served.pages
    return None if is_last else served.per_page


def _has_next(served: Served) -> bool:
    if served.total is not None:
        return served.number * served.per_page < served.total
    return served.pages is not None and served.number < served.pages


def why_failed(answer: Mapping[str, Any]) -> str | None:
    """Return that an answer reports an error, in Chinese; codes from 300 on are errors, as in HTTP."""
    code = whole_number(answer.get("code"))
    if answer.get("success") is False or (code is not None and not 0 <= code < _FIRST_FAILURE):
        said = next(
            (answer[key] for key in ("message", "msg") if isinstance(answer.get(key), str)), ""
        )
        return f"接口报错：{tidy(said)[:60] or code or '未说明原因'}"
    return None


def whole_number(value: object) -> int | None:
    """Read a count given as a number or as its digits; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    is_digits = isinstance(value, str) and len(value) <= 9 and value.strip().isdecimal()
    return int(value) if is_digits and isinstance(value, str) else None


def plain_words(value: object) -> str:
    """Return a title without the tags that mark what was searched for, its entities resolved."""
    return tidy(html.unescape(_TAG.sub("", value))) if isinstance(value, str) else ""


def row_day(value: object) -> date | None:
    """Read a row's day from words, or from a count of (milli)seconds since 1970; None if neither."""
    if isinstance(value, str) and not value.strip().isdecimal():
        try:
            return parse_date(value)
        except FieldError:
            return None
    number = int(value) if isinstance(value, str) and len(value) <= 15 else value
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    seconds = number / 1000 if number > _MILLISECONDS else number
    try:
        return (
            datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).date()
            if seconds > 0
            else None
        )
    except (OverflowError, OSError, ValueError):
        return None


def own_address(url: object, base: str) -> str | None:
    """Return a row's address, absolute; on the own host with the scheme it was asked by."""
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        parts, here = urlsplit(urljoin(base, url.strip())), urlsplit(base)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    scheme = here.scheme if here.scheme and parts.netloc == here.netloc else parts.scheme
    return urlunsplit((scheme, parts.netloc, parts.path, parts.query, ""))


def query_of(url: str) -> dict[str, str]:
    """Return the parameters of an address, blank ones too; of one named twice the last."""
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    except ValueError:
        return {}


def with_query(url: str, changes: Mapping[str, str]) -> str:
    """Return an address with some parameters changed or added, the others in their order."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=urlencode(query_of(url) | dict(changes)), fragment=""))


def dicts(rows: object) -> Iterable[Mapping[str, Any]]:
    """Return the rows of an answer that are objects; nothing where they are no list."""
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
