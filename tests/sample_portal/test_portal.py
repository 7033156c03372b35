"""The portal as a whole: deterministic, with the address grammar of its family, and sizeable."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime

from sample_portal import columns, portal
from sample_portal.days import ZONE
from sample_portal.documents import is_visible
from sample_portal.labels import index_number
from sample_portal.listings import listing_of
from sample_portal.portal import Portal
from sample_portal.units import UNITS

NIGHTS = (date(2023, 3, 1), date(2023, 3, 8))
COLUMN = r"channel_(c_[0-9a-f]{24}_n_\d{10}\.\d{4}|c_[0-9a-f]{24}_[0-9a-f]{24}|[0-9a-f]{24}|[a-z]+)"
UNIT_COLUMN = re.compile(rf"/gongkai/site_[a-z]+/{COLUMN}/")
DOCUMENT = re.compile(
    rf"/gongkai/(site_[a-z]+/{COLUMN}|channel_c\d+)/doc_(?P<hex>[0-9a-f]{{24}})\.html"
)


def test_same_seed_same_portal(world: Portal) -> None:
    """Building it again gives the same documents and faults."""
    again = portal.build.__wrapped__(world.seed, 1.0)
    assert again.by_path == world.by_path
    assert again.faults == world.faults


def test_other_seed_other_papers_same_faults(world: Portal) -> None:
    """The seed moves the papers, never the planted faults."""
    other = portal.build(7, 1.0)
    assert other.faults == world.faults
    assert other.by_path.keys() != world.by_path.keys()


def test_scale_adds_ordinary_papers_and_moves_no_address(world: Portal) -> None:
    """A larger portal holds the smaller one, address by address."""
    larger = portal.build(world.seed, 2.0)
    assert len(larger.by_path) > len(world.by_path) + 500
    assert world.by_path.keys() <= larger.by_path.keys()


def test_size(world: Portal) -> None:
    """Enough units, columns and papers for a night."""
    assert len(UNITS) >= 24
    for night in NIGHTS:
        shown = sum(is_visible(document, night) for document in world.by_path.values())
        assert 1800 <= shown <= 2300
    for unit in UNITS:
        assert 8 <= len(columns.columns_of(unit)) <= 16


def test_addresses(world: Portal) -> None:
    """Every unit column has one of the forms of the grammar, and every form occurs."""
    forms = set()
    for path, column in world.columns.items():
        if column.unit is not None:
            found = UNIT_COLUMN.fullmatch(path)
            assert found, path
            forms.add(re.sub(r"[0-9a-f]{24}|\d{10}\.\d{4}", "#", found[1]))
    assert {"c_#_n_#", "c_#_#", "#"} <= forms
    assert len(forms) > 3


def test_record_time_is_creation(world: Portal) -> None:
    """The first eight digits of a record are the instant it was made, in working hours."""
    for path, document in world.by_path.items():
        found = DOCUMENT.fullmatch(path)
        assert found, path
        created_at = datetime.fromtimestamp(int(found["hex"][:8], 16), ZONE)
        assert created_at.date() == document.appears_on
        assert 9 <= created_at.hour < 18


def test_serials_follow_creation(world: Portal) -> None:
    """One counter runs through all units in the order of creation."""
    documents = sorted(world.by_path.values(), key=lambda document: document.serial)
    assert len({document.serial for document in documents}) == len(documents)
    times = [document.created_at for document in documents]
    assert times == sorted(times)


def test_index_numbers_have_their_oddities(world: Portal) -> None:
    """Most index numbers are whole; each leak occurs."""
    numbers = [index_number(document) for document in world.by_path.values()]
    for odd in (r"/\d{4}-None", r".*\.0", r"/\d{4}-\d{7}", r"[0-9]{9}/.*"):
        assert any(re.fullmatch(odd, number) for number in numbers), odd
    usual = sum(bool(re.fullmatch(r"[0-9A-Z]{18}/\d{4}-\d{7}", number)) for number in numbers)
    assert usual > 0.9 * len(numbers)


def test_titles_and_numbers_are_unique(world: Portal) -> None:
    """No unit repeats a title; no document number is given twice."""
    drafts = [document.draft for document in world.by_path.values()]
    titles = Counter((draft.unit, draft.title) for draft in drafts)
    assert [title for title, count in titles.items() if count > 1] == []
    numbers = Counter(document.number for document in world.by_path.values())
    repeated = {number for number, count in numbers.items() if count > 1}
    assert repeated == {"无文号", "〔〕号", ""}


def test_few_columns_are_empty(world: Portal) -> None:
    """Some column is empty, but not so many that this were a fault of the site."""
    for night in NIGHTS:
        empty = [
            path
            for path, column in world.columns.items()
            if column.key != "guide" and not listing_of(world, path, night).rows
        ]
        assert 1 <= len(empty) <= 4, empty
