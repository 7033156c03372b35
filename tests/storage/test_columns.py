"""Column lists over time: what is written, and what is left alone."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text

from audit_rules.model import Column, SiteRead
from storage.archive import (
    load_column_reads,
    load_columns,
    load_site_reads,
    save_site_read,
)
from storage.database import reading, writing

Nights = Any


def _rows(nights: Nights, query: str) -> list[tuple[Any, ...]]:
    with reading(nights.engine) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def _site(nights: Nights, night: int, paths: list[str], **fields: Any) -> None:
    run = nights.start(night)
    known = {"columns_found": len(paths), "complete": True, "reason": None}
    site_read = SiteRead(
        unit=nights.unit,
        url="http://127.0.0.1/gongkai/site_x/",
        captured_at=run.as_of,
        **(known | fields),
    )
    columns = [
        Column(unit=nights.unit, path=path, url=nights.read(run, nights.unit, path).url)
        for path in paths
    ]
    with writing(nights.engine) as connection:
        save_site_read(connection, run, site_read=site_read, columns=columns)


def test_an_unchanged_night_rewrites_no_row(nights: Nights) -> None:
    """The second night only appends its run and its reads."""
    entries = [nights.entry("a"), nights.entry("b", None)]
    pages = [nights.page("a"), nights.page("b")]
    nights.crawl(1, entries, pages=pages)
    statements: list[str] = []

    @event.listens_for(nights.engine, "before_cursor_execute")
    def note(*args: Any) -> None:
        statements.append(args[2])

    nights.crawl(2, entries, pages=pages)

    changes = [one for one in statements if not one.startswith(("SELECT", "BEGIN"))]
    assert {one.split(" SET")[0].split(" (")[0] for one in changes} == {
        "UPDATE run",
        "INSERT INTO run",
        "INSERT INTO column_read",
        "INSERT INTO page_read",
    }


def test_a_new_row_tells_when_the_column_last_lacked_it(nights: Nights) -> None:
    """`absent_at` is the last complete read before; an incomplete one proves no absence."""
    nights.crawl(1, [nights.entry("a")])
    nights.crawl(2, [], complete=False)
    nights.crawl(3, [nights.entry("a"), nights.entry("b")])

    found = _rows(nights, "SELECT absent_at, seen_at FROM listing ORDER BY id")

    assert found == [
        (None, "2022-05-31T18:00:00.000000Z"),
        ("2022-05-31T18:00:00.000000Z", "2022-06-02T18:00:00.000000Z"),
    ]


def test_a_row_with_another_title_replaces_the_old_one(nights: Nights) -> None:
    """The past keeps the old title; the document was never withdrawn."""
    nights.crawl(1, [nights.entry("a", title="旧题")])
    nights.crawl(2, [nights.entry("a", title="新题")], complete=False)

    assert [nights.disclosures(night)[0].title for night in (1, 2)] == ["旧题", "新题"]
    assert _rows(nights, "SELECT absent_at FROM listing") == [(None,), (None,)]
    assert nights.disclosures(2)[0].first_seen_at == nights.at(1)


def test_the_same_night_twice_changes_nothing(nights: Nights) -> None:
    """A crawl of the same `as_of` again gives the same records."""
    entries = [nights.entry("a"), nights.entry("b")]
    nights.crawl(1, entries, pages=[nights.page("a")])
    once = nights.disclosures(1)
    nights.crawl(1, entries, pages=[nights.page("a")])

    assert nights.disclosures(1) == once
    assert nights.count("listing") == 2


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_the_order_of_entries_never_matters(nights: Nights, data: st.DataObject) -> None:
    """However a list is sorted, and whatever rows it doubles, the same is stored."""
    number = nights.count("run")
    rows = st.tuples(
        st.sampled_from("abcd"), st.none() | st.integers(1, 28), st.sampled_from("甲乙")
    )
    first, second = data.draw(st.lists(rows)), data.draw(st.lists(rows))
    seen = []
    for order in (list, lambda rows: data.draw(st.permutations(rows))):
        portal = type(nights)(nights.engine, portal=f"p{number}{len(seen)}")
        portal.crawl(1, [portal.entry(*row) for row in order(first)])
        portal.crawl(2, [portal.entry(*row) for row in order(second)])
        seen.append([portal.disclosures(night) for night in (1, 2)])

    assert seen[0] == seen[1]
    assert {one.url for one in seen[0][1]} == {nights.url(row[0]) for row in second}


def test_site_and_column_reads_come_back(nights: Nights) -> None:
    """The newest read of each unit and column, as given."""
    _site(nights, 1, ["甲", "乙"])
    _site(nights, 2, ["甲"], complete=False, reason="首页超时", columns_found=1)
    run = nights.start(2)
    nights.show(run, {(nights.unit, "甲"): [nights.entry("a")]})

    with reading(nights.engine) as connection:
        at = nights.at(2)
        assert load_column_reads(connection, nights.portal, at) == (
            nights.read(run, nights.unit, "甲"),
        )
        sites = load_site_reads(connection, nights.portal, at)
        columns = load_columns(connection, nights.portal, at)

    assert [(one.complete, one.reason) for one in sites] == [(False, "首页超时")]
    assert sorted(one.path for one in columns) == sorted(["甲", "乙"])


def test_a_column_the_site_dropped_takes_its_rows_along(nights: Nights) -> None:
    """A complete site read ends columns it does not show; the past still has them."""
    _site(nights, 1, ["甲", "乙"])
    shown = {(nights.unit, "甲"): [nights.entry("a")], (nights.unit, "乙"): [nights.entry("b")]}
    nights.crawl(1, shown=shown)
    _site(nights, 2, ["甲"])

    assert (nights.names(1), nights.names(2)) == (["a", "b"], ["a"])
    with reading(nights.engine) as connection:
        found = [load_column_reads(connection, nights.portal, nights.at(n)) for n in (1, 2)]
    assert [len(reads) for reads in found] == [2, 1]

    _site(nights, 3, ["甲", "乙"])
    nights.crawl(3, shown=shown)

    assert (nights.names(2), nights.names(3)) == (["a"], ["a", "b"])


def test_a_partial_list_of_columns_closes_nothing(nights: Nights) -> None:
    """Fewer columns handed over than the site read found: the others may still be there."""
    _site(nights, 1, ["甲", "乙"])
    _site(nights, 2, ["甲"], columns_found=2)

    with reading(nights.engine) as connection:
        assert len(load_columns(connection, nights.portal, nights.at(2))) == 2
