"""What the pages show on a day, in both skins."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from sample_portal import columns, happenings
from sample_portal.documents import Document, is_visible
from sample_portal.faults.records import Fault
from sample_portal.labels import labels_of
from sample_portal.listings import listing_of
from sample_portal.portal import Portal
from sample_portal.site import Answer
from sample_portal.units import BY_KEY, UNITS

NIGHTS = (date(2023, 3, 1), date(2023, 3, 8))
SKINS = ("classic", "modern")

Ask = Callable[..., Answer]
Words = Callable[..., list[str]]


def squeezed(pieces: list[str]) -> str:
    """Return the words of a page without white space, with one kind of colon."""
    return re.sub(r"\s", "", "".join(pieces)).replace("：", ":")


def walk(ask: Ask, column: str, today: date, skin: str) -> list[str]:
    """Return the documents a column links to, page after page by the words 下一页."""
    found: list[str] = []
    address: str | None = column
    while address:
        answer = ask(address, today, skin)
        assert answer.status == 200
        soup = BeautifulSoup(answer.body, "lxml")
        links = [(a.get_text(), urljoin(address, str(a.get("href")))) for a in soup.find_all("a")]
        found += [href for _, href in links if "/doc_" in href or "/content_" in href]
        address = next((href for text, href in links if "下一页" in text), None)
    return [href.partition("?")[0] for href in found]


def planted(world: Portal) -> list[tuple[Fault, Document]]:
    """Return the faults that name a paper."""
    return [(fault, world.by_key[fault.document]) for fault in world.faults if fault.document]


@pytest.mark.parametrize("skin", SKINS)
def test_lists_show_exactly_what_is_there(world: Portal, ask: Ask, skin: str) -> None:
    """Following the pager gives every visible paper once, newest first."""
    night = NIGHTS[0]
    for path, column in world.columns.items():
        if column.key in {"guide", "consultations"}:
            continue
        expected = [row.href for row in listing_of(world, path, night).rows]
        assert walk(ask, path, night, skin) == expected
        shown = {d.path for d in world.by_column.get(path, ()) if is_visible(d, night)}
        assert set(expected) == shown


@pytest.mark.parametrize("skin", SKINS)
def test_a_page_carries_its_facts(world: Portal, words: Words, skin: str) -> None:
    """Labels, values and the publication line are printed in both skins."""
    night = NIGHTS[1]
    for document in list(world.by_path.values())[::7]:
        if not is_visible(document, night):
            continue
        text = squeezed(words(document.path, night, skin))
        for label, value in labels_of(document, night):
            assert squeezed([label]) in text
            assert squeezed([value]) in text
        assert f"发布日期:{document.draft.published_on}" in text


def test_papers_of_tomorrow_are_not_there(world: Portal, ask: Ask) -> None:
    """A paper answers 404 before it appears and after it is withdrawn."""
    for document in world.by_path.values():
        if NIGHTS[0] < document.appears_on <= NIGHTS[1]:
            assert ask(document.path, NIGHTS[0]).status == 404
            gone = not is_visible(document, NIGHTS[1])
            assert ask(document.path, NIGHTS[1]).status == (404 if gone else 200)


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("night", NIGHTS)
def test_late_papers_show_both_dates(world: Portal, words: Words, night: date, skin: str) -> None:
    """What makes a paper late can be read on its page."""
    for fault, document in planted(world):
        if fault.kind != "late" or not is_visible(document, night):
            continue
        text = squeezed(words(document.path, night, skin))
        formed_on = document.draft.formed_on
        assert f"发布日期:{document.draft.published_on}" in text
        assert f"{formed_on.year}年{formed_on.month}月{formed_on.day}日" in text


@pytest.mark.parametrize("skin", SKINS)
def test_malformed_numbers_are_printed(world: Portal, words: Words, skin: str) -> None:
    """The number stands on the page as it is wrong."""
    for fault, document in planted(world):
        if fault.kind == "malformed_number":
            assert document.number in words(document.path, NIGHTS[0], skin)


@pytest.mark.parametrize("skin", SKINS)
def test_repeal_mending_and_withdrawal(world: Portal, ask: Ask, words: Words, skin: str) -> None:
    """What happens between the nights shows on the second."""
    repealed = world.by_key["development/normative-repealed"].path
    assert "有效" in words(repealed, NIGHTS[0], skin)
    assert "废止" in words(repealed, NIGHTS[1], skin)
    mended = world.by_key["water/normative-slip"].path
    assert "有效" not in words(mended, NIGHTS[0], skin)
    assert "有效" in words(mended, NIGHTS[1], skin)
    for unit, *_ in happenings.WITHDRAWN:
        path = world.by_key[f"{unit}/withdrawn"].path
        assert [ask(path, night, skin).status for night in NIGHTS] == [200, 404]


@pytest.mark.parametrize("skin", SKINS)
def test_home_is_the_guide_with_the_tree(words: Words, ask: Ask, skin: str) -> None:
    """The home opens on the guide and links to every column."""
    for unit in UNITS:
        home = columns.home_of(unit)
        pieces = words(home, NIGHTS[0], skin)
        assert f"{unit.full_name}政府信息公开指南" in pieces
        soup = BeautifulSoup(ask(home, NIGHTS[0], skin).body, "lxml")
        linked = {str(a.get("href")).partition("?")[0] for a in soup.find_all("a")}
        assert {column.path for column in columns.columns_of(unit)} <= linked


@pytest.mark.parametrize("skin", SKINS)
def test_empty_column_says_so(words: Words, skin: str) -> None:
    """An empty column says 暂无信息."""
    empty = columns.column_of(BY_KEY["kunlun"], "normative")
    assert "暂无信息" in words(empty.path, NIGHTS[0], skin)


@pytest.mark.parametrize("skin", SKINS)
def test_consultation(world: Portal, words: Words, skin: str) -> None:
    """The period names its year once, and there is no publication line."""
    text = squeezed(words(world.consultations[1].path, NIGHTS[0], skin))
    assert "公示期:2022年5月6日至6月6日" in text
    assert "发布日期" not in text


def test_a_key_in_the_address_changes_nothing(world: Portal, ask: Ask) -> None:
    """`?key=` leads to the same page."""
    for path in list(world.by_path)[:20]:
        assert ask(f"{path}?key=1646200000000", NIGHTS[0]).body == ask(path, NIGHTS[0]).body
