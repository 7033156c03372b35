"""Which rows of a list call for a fetch."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from audit_rules.model import ListEntry
from crawler.crawl import due_rule
from storage.archive import KnownPage

AT = datetime(2023, 3, 8, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
URL = "http://127.0.0.1/a.html"
ENTRY = ListEntry(url=URL, title="通知", published_on=date(2022, 3, 1))
WEEK = timedelta(days=7)


def known(*, days_ago: float | None = 1, ok: bool = True, row: ListEntry = ENTRY) -> KnownPage:
    """Return what is known of the page."""
    read_at = None if days_ago is None else AT - timedelta(days=days_ago)
    return KnownPage(rows=(row,), last_read_at=read_at, ok=ok)


@pytest.mark.parametrize(
    ("page", "is_due"),
    [
        (None, True),
        (known(), False),
        (known(days_ago=None), True),
        (known(ok=False), True),
        (known(days_ago=6.99), False),
        (known(days_ago=7), True),
        (known(row=ListEntry(url=URL, title="通知（更正）", published_on=date(2022, 3, 1))), True),
        (known(row=ListEntry(url=URL, title="通知", published_on=date(2022, 3, 2))), True),
        (known(row=ListEntry(url=URL, title="通知", published_on=None)), True),
    ],
    ids=["new", "known", "never read", "failed", "6.99 days", "7 days", "title", "date", "no date"],
)
def test_new_changed_failed_and_old_rows_are_due(page: KnownPage | None, *, is_due: bool) -> None:
    """And no other."""
    rule = due_rule({URL: page} if page else {}, as_of=AT, recheck_after=WEEK)

    assert rule(ENTRY) == is_due


def test_a_document_in_two_columns_is_read_once() -> None:
    """Two rows with different titles led to it; either is known."""
    other = ListEntry(url=URL, title="转发通知", published_on=date(2022, 3, 3))
    page = KnownPage(rows=(ENTRY, other), last_read_at=AT - timedelta(days=1), ok=True)
    rule = due_rule({URL: page}, as_of=AT, recheck_after=WEEK)

    assert not rule(ENTRY)
    assert not rule(other)
