"""What an audit of one instant sees."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from audit_rules.model import (
    ALL_FIELDS,
    Conflict,
    Event,
    EventKind,
    FieldSource,
    Origin,
    Validity,
)
from storage.archive import load_records
from storage.database import reading
from storage.runs import RunState

Nights = Any
OTHER = "区教育和体育局"
COLLECTING = "政策文件/其他文件"


def test_the_past_sees_only_the_past(nights: Nights) -> None:
    """An audit of an earlier night does not know what came later."""
    nights.crawl(1, [nights.entry("a")])
    nights.crawl(3, [nights.entry("a"), nights.entry("b")])

    assert [nights.names(night) for night in (1, 2, 3, 4)] == [["a"], ["a"], ["a", "b"], ["a", "b"]]


def test_before_the_first_crawl_nothing_is_known(nights: Nights) -> None:
    """Before anything was stored, records are empty and no crawl is named."""
    nights.crawl(2, [nights.entry("a")], pages=[nights.page("a")])

    with reading(nights.engine) as connection:
        records = load_records(connection, nights.portal, nights.at(1))
        assert (list(records.disclosures), records.column_reads, records.last_crawl) == (
            [],
            (),
            None,
        )


def test_a_changed_page_keeps_its_past(nights: Nights) -> None:
    """Each night shows the version that was newest then."""
    entries = [nights.entry("a")]
    nights.crawl(1, entries, pages=[nights.page("a", formed_on=date(2022, 4, 1))])
    nights.crawl(3, entries, pages=[nights.page("a", formed_on=date(2022, 4, 9))])

    assert [nights.disclosures(night)[0].formed_on.day for night in (1, 2, 3)] == [1, 1, 9]
    assert nights.disclosures(3)[0].first_seen_at == nights.at(1)


def test_a_withdrawn_document_comes_back_as_a_new_row(nights: Nights) -> None:
    """The gap stays visible: the old row is not reopened."""
    for night, entries in enumerate(([nights.entry("a")], [], [nights.entry("a")]), start=1):
        nights.crawl(night, entries)

    assert [nights.names(night) for night in (1, 2, 3)] == [["a"], [], ["a"]]
    assert nights.count("listing") == 2


def test_an_incomplete_read_closes_nothing(nights: Nights) -> None:
    """Rows that half a list does not show may be in the other half."""
    nights.crawl(1, [nights.entry("a"), nights.entry("b")])
    nights.crawl(2, [nights.entry("b"), nights.entry("c")], complete=False)

    assert nights.names(2) == ["a", "b", "c"]


def test_the_newest_read_wins_even_if_it_failed(nights: Nights) -> None:
    """An old good read must not hide that tonight's failed."""
    nights.crawl(1, [nights.entry("a")])
    nights.crawl(2, [], complete=False)

    with reading(nights.engine) as connection:
        reads = [
            load_records(connection, nights.portal, nights.at(night)).column_reads[0]
            for night in (1, 2)
        ]

    assert [(read.complete, read.reason) for read in reads] == [
        (True, None),
        (False, "第 2 页超时"),
    ]


def test_a_page_that_failed_keeps_its_last_fields(nights: Nights) -> None:
    """The fields stay; `captured_at` tells how old they are."""
    entries = [nights.entry("a")]
    nights.crawl(1, entries, pages=[nights.page("a", document_number="川政办字〔2022〕32号")])
    nights.crawl(2, entries, failures=["a"])

    found = nights.disclosures(2)[0]

    assert found.document_number == "川政办字〔2022〕32号"
    assert found.captured_at == nights.at(1) + timedelta(minutes=10)
    assert found.sha256 == f"{1:064}"


def test_an_unchanged_page_shows_when_it_was_read_last(nights: Nights) -> None:
    """A second reading writes no version, but moves `captured_at`."""
    entries = [nights.entry("a")]
    nights.crawl(1, entries, pages=[nights.page("a")])
    nights.crawl(2, entries, pages=[nights.page("a")])

    found = nights.disclosures(2)[0]

    assert (found.captured_at.day, found.sha256) == (2, f"{2:064}")
    assert nights.disclosures(1)[0].captured_at.day == 1
    assert nights.count("document_version") == 1


def test_a_page_never_read_is_known_from_its_list(nights: Nights) -> None:
    """A list row alone gives title, date and where they stood."""
    nights.crawl(1, [nights.entry("a", 7)], failures=["a"])

    found = nights.disclosures(1)[0]

    assert found.origin is Origin.ENTRY
    assert found.fields_read == {"title", "published_on"}
    assert found.published_on == date(2022, 5, 7)
    assert found.sources["published_on"] == FieldSource(raw="2022-05-07", where="列表", by="list")
    assert found.captured_at == nights.at(1) + timedelta(minutes=5)
    assert found.sha256 is None


def test_every_field_comes_back(nights: Nights) -> None:
    """What is read off a page survives the database unchanged."""
    page = nights.page(
        "a",
        formed_on=date(2022, 4, 30),
        document_number="川政办字〔2022〕32号",
        document_number_raw="川政办字[2022]32号",
        validity=Validity.IN_FORCE,
        validity_raw="现行有效",
        valid_until=date(2027, 4, 30),
        unit="淄川区人民政府办公室",
        record_created_at=nights.at(1),
        fields={"title": FieldSource(raw="标题", where="标签“标题”", by="label")},
        unreadable={"formed_on": "二零二二年"},
        conflicts=(Conflict(field="title", a="甲", b="乙"),),
        events=(Event(kind=EventKind.DECIDED, on=date(2022, 4, 2), raw="4月2日决定"),),
    )
    nights.crawl(1, [nights.entry("a")], pages=[page])

    found = nights.disclosures(1)[0]

    assert (found.origin, found.fields_read) == (Origin.PAGE, ALL_FIELDS)
    assert (found.url, found.title, found.unit) == (page.url, page.title, nights.unit)
    assert found.columns == (nights.column,)
    assert found.shown_unit == page.unit
    assert found.sources == page.fields
    names = [
        "page_kind",
        "published_on",
        "formed_on",
        "document_number",
        "document_number_raw",
        "validity",
        "validity_raw",
        "valid_until",
        "record_created_at",
        "unreadable",
        "conflicts",
        "events",
    ]
    assert {name: getattr(found, name) for name in names} == {
        name: getattr(page, name) for name in names
    }
    assert str(found.captured_at.tzinfo) == "Asia/Shanghai"


def test_a_page_without_date_has_the_lists(nights: Nights) -> None:
    """The list fills what the page does not show, and says so."""
    nights.crawl(1, [nights.entry("a", 9)], pages=[nights.page("a", published_on=None)])

    found = nights.disclosures(1)[0]

    assert (found.published_on, found.sources["published_on"].where) == (date(2022, 5, 9), "列表")
    assert "title" not in found.sources


def test_a_document_in_several_columns_is_one(nights: Nights) -> None:
    """Columns of one unit, and collecting ones, are gathered and sorted."""
    entry = [nights.entry("a")]
    shown = {(nights.unit, "乙"): entry, (nights.unit, "甲"): entry, (None, COLLECTING): entry}
    nights.crawl(1, shown=shown, pages=[nights.page("a")])

    found = nights.disclosures(1)

    assert [(one.unit, one.columns) for one in found] == [
        (nights.unit, tuple(sorted(("乙", "甲", COLLECTING))))
    ]


def test_two_units_have_one_each_and_share_the_collecting_column(nights: Nights) -> None:
    """A document of two units counts for each."""
    entry = [nights.entry("a")]
    nights.crawl(
        1, shown={(nights.unit, "甲"): entry, (OTHER, "乙"): entry, (None, COLLECTING): entry}
    )

    found = {one.unit: set(one.columns) for one in nights.disclosures(1)}

    assert found == {nights.unit: {"甲", COLLECTING}, OTHER: {"乙", COLLECTING}}
    assert [one.unit for one in nights.disclosures(1, [OTHER])] == [OTHER]


def test_a_document_of_the_government_has_no_unit(nights: Nights) -> None:
    """A document only in collecting columns has unit ""."""
    nights.crawl(1, shown={(None, COLLECTING): [nights.entry("a")]})

    assert [one.unit for one in nights.disclosures(1)] == [""]
    assert nights.disclosures(1, [nights.unit]) == []
    assert [one.unit for one in nights.disclosures(1, [""])] == [""]


def test_a_column_that_is_its_own_document(nights: Nights) -> None:
    """A guide's column address is its document's address."""
    run = nights.start(1)
    read = nights.read(run, nights.unit, "政府信息公开指南")
    entry = nights.entry("a", None)
    entry = type(entry)(url=read.url, title="政府信息公开指南", published_on=None)
    nights.show(run, {(nights.unit, "政府信息公开指南"): [entry]})

    assert [(one.url, one.title) for one in nights.disclosures(1)] == [(read.url, entry.title)]


def test_portals_in_one_database_do_not_mix(nights: Nights) -> None:
    """The same address in two portals is two documents."""
    other = type(nights)(nights.engine, portal="other")
    nights.crawl(1, [nights.entry("a")], pages=[nights.page("a", formed_on=date(2022, 4, 1))])
    other.crawl(1, [other.entry("a"), other.entry("b")])

    assert (nights.names(1), other.names(1)) == (["a"], ["a", "b"])
    assert {one.origin for one in other.disclosures(1)} == {Origin.ENTRY}


def test_the_last_crawl_is_told(nights: Nights) -> None:
    """The crawl is the newest at or before the instant."""
    run = nights.crawl(1)
    nights.crawl(3)

    with reading(nights.engine) as connection:
        last = load_records(connection, nights.portal, nights.at(2)).last_crawl

    assert last == run
    assert last.state is RunState.FINISHED


@pytest.mark.parametrize("count", [1, 2500])
def test_records_are_streamed(nights: Nights, count: int) -> None:
    """The first record is there before the last is fetched."""
    nights.crawl(1, [nights.entry(f"{n:05}") for n in range(count)])

    with reading(nights.engine) as connection:
        records = load_records(connection, nights.portal, nights.at(1))
        first = next(records.disclosures)
        assert first.unit == nights.unit
        assert sum(1 for _ in records.disclosures) == count - 1
