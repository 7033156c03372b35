"""Pages: versions, the log of readings, and what a crawl knows beforehand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from audit_rules.model import Attachment
from storage.archive import PageReading, load_known_pages, save_page, save_pages
from storage.database import reading, writing
from storage.errors import NaiveInstantError
from storage.runs import RunKind

Nights = Any


def _known(nights: Nights, night: int) -> dict[str, Any]:
    with reading(nights.engine) as connection:
        return dict(load_known_pages(connection, nights.portal, nights.at(night)))


def test_save_page_tells_whether_something_changed(nights: Nights) -> None:
    """New, the same, changed in a field no audit reads."""
    run = nights.start(1)
    pages = [nights.page("a"), nights.page("a")]
    pages.append(nights.page("a", attachments=(Attachment(url="http://x/1.pdf", name="附件"),)))
    with writing(nights.engine) as connection:
        told = [
            save_page(connection, run, record=page, captured_at=run.as_of, sha256=None)
            for page in pages
        ]

    assert told == [True, False, True]
    assert nights.count("page_read") == 3


def test_many_pages_at_once(nights: Nights) -> None:
    """The same page twice in one batch writes one version."""
    run = nights.start(1)
    readings = [
        PageReading(record=nights.page(name), captured_at=run.as_of, sha256=None)
        for name in ("a", "b", "a")
    ]
    with writing(nights.engine) as connection:
        assert save_pages(connection, run, readings=readings) == 2
        assert save_pages(connection, run, readings=[]) == 0


def test_known_pages_for_the_next_crawl(nights: Nights) -> None:
    """Read, failed, and never tried."""
    entries = [nights.entry("a", 3), nights.entry("b"), nights.entry("c")]
    nights.crawl(1, entries, pages=[nights.page("a"), nights.page("b")])
    nights.crawl(2, entries, failures=["b"])

    known = _known(nights, 3)

    told = {url[-6]: (page.last_read_at, page.ok) for url, page in known.items()}
    assert told == {"a": (nights.at(1), True), "b": (nights.at(2), False), "c": (None, False)}
    page = known[nights.url("a")]
    assert (page.title, page.published_on, page.rows) == (
        entries[0].title,
        entries[0].published_on,
        (entries[0],),
    )
    assert _known(nights, 1)[nights.url("b")].ok


def test_a_row_that_changed_after_the_reading_is_not_known(nights: Nights) -> None:
    """A crawl killed between list and page reads the page the next night."""
    old, new = nights.entry("a", title="旧题"), nights.entry("a", title="新题")
    nights.crawl(1, [old], pages=[nights.page("a")])
    nights.crawl(2, [new])

    known = _known(nights, 3)[nights.url("a")]

    assert (new in known.rows, old in known.rows) == (False, True)


def test_a_document_in_two_columns_has_both_rows(nights: Nights) -> None:
    """Two lists may cut a title differently; neither calls for a new reading."""
    rows = [nights.entry("a", title="全题"), nights.entry("a", title="全…")]
    shown = {(nights.unit, "甲"): [rows[0]], (nights.unit, "乙"): [rows[1]]}
    nights.crawl(1, shown=shown, pages=[nights.page("a")])

    assert set(_known(nights, 2)[nights.url("a")].rows) == set(rows)


def test_a_failed_page_nobody_lists_is_not_seen(nights: Nights) -> None:
    """A failure is no presence: `first_seen_at` waits for one."""
    nights.crawl(1, failures=["a"])
    assert _known(nights, 1)[nights.url("a")].title is None

    nights.crawl(2, [nights.entry("a")])

    assert nights.disclosures(2)[0].first_seen_at == nights.at(2)


def test_a_rereading_is_no_reading(nights: Nights) -> None:
    """Better fields count from then on; when the page was fetched stays."""
    nights.crawl(1, [nights.entry("a")], pages=[nights.page("a")])
    run = nights.start(3, RunKind.REREAD)
    with writing(nights.engine) as connection:
        page = nights.page("a", document_number="川政字〔2022〕1号")
        save_page(connection, run, record=page, captured_at=nights.at(1), sha256=f"{1:064}")

    found = nights.disclosures(3)[0]

    assert found.document_number == "川政字〔2022〕1号"
    assert found.captured_at == nights.at(1) + timedelta(minutes=10)
    assert nights.disclosures(2)[0].document_number is None
    assert _known(nights, 3)[nights.url("a")].last_read_at == nights.at(1)


def test_an_instant_without_zone_is_refused(nights: Nights) -> None:
    """Better no row than one that is eight hours off."""
    run = nights.start(1)
    naive = run.as_of.replace(tzinfo=None)
    with pytest.raises(NaiveInstantError, match="没有时区"), writing(nights.engine) as connection:
        save_page(connection, run, record=nights.page("a"), captured_at=naive, sha256=None)

    assert nights.count("document") == 0


def test_text_as_found_on_hostile_pages(nights: Nights) -> None:
    """Quotes, statements and signs outside the basic plane are only text."""
    title = "'; DROP TABLE run; -- 𠮷 {0} %s \\ \u2028"
    nights.crawl(1, [nights.entry("a", title=title)], pages=[nights.page("a", title=title)])

    assert nights.disclosures(1)[0].title == title
    with reading(nights.engine) as connection:
        assert connection.scalar(text("SELECT title FROM document_version")) == title
