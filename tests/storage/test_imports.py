"""Imported lists beside what was crawled."""

from __future__ import annotations

from datetime import date
from typing import Any

from audit_rules.model import Origin

Nights = Any


def test_an_imported_row_comes_back(nights: Nights) -> None:
    """Its own unit, columns and fields read; its time is the run's."""
    row = nights.imported("a", columns=("甲",), document_number="川政字〔2022〕1号")
    assert nights.import_list(1, [row]) == 1

    assert nights.disclosures(1) == [row]


def test_the_same_list_again_writes_nothing(nights: Nights) -> None:
    """Only a changed row is written on the second import."""
    rows = [nights.imported(f"{n}", columns=("甲",)) for n in range(1200)]
    changed = nights.imported("7", columns=("甲",), formed_on=date(2022, 4, 1))

    assert nights.import_list(1, rows) == 1200
    assert nights.import_list(2, rows) == 0
    assert nights.import_list(3, [changed, *rows[:7]]) == 1
    assert nights.count("document_version") == 1201


def test_rows_of_one_address_are_joined_by_unit(nights: Nights) -> None:
    """Two columns of one unit are one disclosure; another unit has its own."""
    rows = [
        nights.imported("a", columns=("乙",)),
        nights.imported("a", columns=("甲",)),
        nights.imported("a", unit="", columns=()),
    ]
    nights.import_list(1, rows)

    found = [(one.unit, set(one.columns)) for one in nights.disclosures(1)]
    assert found == [("", set()), (nights.unit, {"甲", "乙"})]
    assert [one.unit for one in nights.disclosures(1, [nights.unit])] == [nights.unit]


def test_the_portal_counts_more_than_a_list(nights: Nights) -> None:
    """While listed, the crawl speaks; a withdrawn document does not return by an older import."""
    nights.import_list(1, [nights.imported("a")])
    nights.crawl(2, [nights.entry("a")])
    nights.crawl(3, [])
    nights.import_list(4, [nights.imported("a", formed_on=date(2022, 4, 1))])

    origins = [[one.origin for one in nights.disclosures(night)] for night in (1, 2, 3, 4)]
    assert origins == [[Origin.IMPORTED], [Origin.ENTRY], [], [Origin.IMPORTED]]


def test_an_import_may_lie_in_the_past(nights: Nights) -> None:
    """It is seen from its `as_of` on, and moves `first_seen_at` back."""
    nights.crawl(5, [nights.entry("a")])
    nights.import_list(2, [nights.imported("a")])

    assert [one.origin for one in nights.disclosures(2)] == [Origin.IMPORTED]
    assert nights.disclosures(1) == []
    assert nights.disclosures(5)[0].first_seen_at == nights.at(2)
