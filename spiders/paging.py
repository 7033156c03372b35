"""What a list page says of its other pages: the pager's links, the declared total, script pagers.

The burden of proof is on "there is no other page": whatever looks like a pager and was neither
followed nor shown to end here makes `Paging.is_script` true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from spiders.lines import words_of
from spiders.listing import link_address
from spiders.page import Page
from spiders.script_pagers import (
    has_one_page,
    is_drawn_later,
    script_of,
    script_total,
    writes_pager,
)
from spiders.totals import read_per_page, read_position, read_total
from spiders.wording import squeeze

_NEXT: Final = re.compile(
    r"^(?:下一?[页頁]|[后後]一?[页頁]|向[后後]|下一?[组屏]|[下后]\d{1,3}[条页篇]|next(?:page)?)$",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(r"^[>＞›»→]{1,2}$")
_BACK: Final = re.compile(
    r"^(?:上一?[页頁]|前一?[页頁]|向前|prev(?:ious)?(?:page)?)$", re.IGNORECASE
)
_LAST: Final = re.compile(r"^(?:尾[页頁]|末[页頁]|最[后後]一?[页頁])$")
_AROUND: Final = "[]【】()（）<>＜＞›»‹«→←▶|"
_NUMBER: Final = re.compile(r"[\[【(（]?(\d{1,4})[\]】)）]?")
_NAMED_PAGE: Final = re.compile(r"第(\d{1,4})页|[\[【](\d{1,4})[\]】]")
_FIRST_PAGE: Final = re.compile(r"(?<![_/-]\d)(?<![_/-]\d\d)(?<![_/-]\d{3})/(?:index\.\w+)?$")
_FIRST_YEAR: Final = 1900
"""Numbers from here on are years, not pages, in a run of numbers."""
_LATER_INDEX: Final = re.compile(r"(index|default)_(\d{1,3})", re.IGNORECASE)
_PAGE_FILE: Final = re.compile(r"([A-Za-z][\w-]{0,60}?)[_-](\d{1,3})(?:\.(?:s?html?|jhtml|aspx?|jsp|php))", re.IGNORECASE)  # fmt: skip
_PAGE_FIELD: Final = re.compile(r"(?:page|page_?(?:no|num|index|number)|cur(?:r|rent)?_?page|pn)", re.IGNORECASE)  # fmt: skip
_SIGN_TAGS: Final = ("a", "button", "span", "li", "input", "option", "img", "em", "i", "b", "strong", "label", "div", "td", "p")  # fmt: skip
_DIGITS: Final = re.compile(r"\d+")
_LONGEST_QUERY: Final = 2000
_CLICKED: Final = frozenset(("a", "button", "option", "input", "li", "span"))
_NEXT_HANDLE: Final = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])", re.IGNORECASE)
"""An arrow drawn by the style sheet says what it is by its class alone."""
_LONGEST_SIGN: Final = 12


@dataclass(frozen=True, slots=True)
class Paging:
    """The pager of one list page. Addresses are absolute, in page order, without this page.

    `is_script` tells that other pages exist, or may, whose addresses only a script knows.
    """

    next_page: str | None = None
    further_pages: tuple[str, ...] = ()
    total: int | None = None
    per_page: int | None = None
    is_script: bool = False
    is_last: bool = False
    """The page prints its place (第3/3页), and it is the last."""
    is_later: bool = False
    """The page links back to one before it: the column's total counts rows of that one too."""


@dataclass(slots=True)
class _Pager:
    """The pager's parts: what says 下一页, and for each page number the addresses it leads to."""

    following: list[etree._Element] = field(default_factory=list)
    next_page: str | None = None
    last_page: str | None = None
    has_way_back: bool = False
    numbers: dict[int, str | None] = field(default_factory=dict)
    current: set[int] = field(default_factory=set)
    """Numbers that lead to this very page."""
    bare: set[int] = field(default_factory=set)
    """Numbers no click can do anything with: this page's own, or a count of rows."""
    unnamed: list[str] = field(default_factory=list)
    """Addresses that are pages of this list by their own making, whatever their link shows."""

    @property
    def following_page(self) -> str | None:
        """The next page: as the pager says, else the number after this page's own."""
        if self.next_page is not None or len(self.current) != 1:
            return self.next_page
        return self.numbers.get(next(iter(self.current)) + 1)

    def note(self, number: int, url: str | None, *, is_here: bool) -> None:
        self.numbers[number] = self.numbers.get(number) or url
        if is_here:
            self.current.add(number)

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses to follow; the first page is where the reading of a column began."""
        numbered = (url for number, url in sorted(self.numbers.items()) if url and number > 1)
        found = filter(None, (self.next_page, *numbered, *self.unnamed, self.last_page))
        return tuple(dict.fromkeys(url for url in found if url != self.numbers.get(1)))

    @property
    def has_lost_number(self) -> bool:
        """Whether a page number leads nowhere, and it is not just this page's own."""
        lost = {number for number, url in self.numbers.items() if url is None} - self.current
        if self.next_page is not None:
            lost -= self.bare
        if self.current or len(lost) != 1:
            return bool(lost)
        return lost != {1} and not any(self.numbers.values())

    @property
    def ends_here(self) -> bool:
        """Whether the numbers show this page to be the last."""
        here = self.current or {number for number, url in self.numbers.items() if url is None}
        return len(here) == 1 and len(self.numbers) > 1 and max(here) >= max(self.numbers)


def read_paging(page: Page, rows: Collection[etree._Element] = ()) -> Paging:
    """Read the pager of a list page; what stands in its rows is no pager."""
    inside = {element for row in rows for element in row.iter()}
    texts = [line.text for line in page.lines if len(line.text) <= 300 and line.element not in inside]  # fmt: skip
    scripts = script_of(page)
    total = read_total(texts, len(rows))
    total = total if total is not None else script_total(scripts)
    pager = _read_pager(page, inside)
    position = read_position(texts)
    is_last = position is not None and position[0] >= position[1]
    is_whole = is_last or total == len(rows) or has_one_page(scripts)
    if pager.pages:
        is_script = not is_last and _is_broken(pager)
    else:
        has_sign = _is_broken(pager) or position is not None or writes_pager(scripts)
        is_script = not is_whole and (has_sign or is_drawn_later(page, scripts, rows))
    return Paging(
        pager.following_page,
        pager.pages,
        total,
        read_per_page(texts),
        is_script,
        is_last,
        pager.has_way_back,
    )


def _read_pager(page: Page, inside: set[etree._Element]) -> _Pager:
    pager = _Pager()
    for element in page.root.iter(*_SIGN_TAGS):
        if element in inside or any(a.tag in ("template", "noscript") for a in element.iterancestors()):  # fmt: skip
            continue
        for words in _sign_words(element):
            _take_sign(page, pager, element, words)
    for number, cell in _numbers_in_runs(page, inside):
        address = _cell_address(page, cell) if cell is not None else None
        is_page = address is not None and _is_page_of(page, address, number)
        is_here = address is not None and _is_here(page, address)
        pager.note(number, address if is_page and not is_here else None, is_here=is_here)
        if cell is None or _is_inert(cell):
            pager.bare.add(number)
    pager.unnamed = _unnamed_pages(page, inside)
    if 1 in pager.numbers and _is_first(page):
        pager.current.add(1)
    return pager


def _is_first(page: Page) -> bool:
    """Whether the address is that of a list's first page: a folder's own, that names no number."""
    parts = urlsplit(page.address)
    return not parts.query and bool(_FIRST_PAGE.search(parts.path))


def _take_sign(page: Page, pager: _Pager, element: etree._Element, words: str) -> None:
    """Put one element that speaks of pages in its place."""
    bare = words.strip(_AROUND)
    is_next = _NEXT.match(bare) or (_ARROW.match(words) and element.tag in ("a", "button"))
    named = _NAMED_PAGE.fullmatch(words)
    lone = _NUMBER.fullmatch(words) if element.tag == "a" else None
    is_back = _BACK.match(bare)
    if not (is_next or is_back or named or lone or _LAST.match(bare)):
        return
    address = _cell_address(page, element)
    is_here = address is not None and _is_here(page, address)
    usable = None if is_here else address
    if is_next:
        pager.following.append(element)
        pager.next_page = pager.next_page or usable
    elif is_back:
        pager.has_way_back = pager.has_way_back or usable is not None
    elif _LAST.match(bare):
        pager.last_page = pager.last_page or usable
    elif named and element.tag in _CLICKED:
        number = int(named[1] or named[2])
        if address or number > 1:
            pager.note(number, usable, is_here=is_here)
    elif lone and usable and _is_page_of(page, usable, int(lone[1])) and 1 < int(lone[1]) < _FIRST_YEAR:  # fmt: skip
        pager.note(int(lone[1]), usable, is_here=False)


def _unnamed_pages(page: Page, inside: set[etree._Element]) -> list[str]:
    """Return where links lead that carry no words of a pager: an arrow, a picture."""
    found: dict[str, None] = {}
    for link in page.root.iter("a"):
        address = link_address(page, link) if link not in inside else None
        if address and _is_made_as_page_of(page, address.split("#")[0]):
            found[address.split("#")[0]] = None
    return list(found)


def _is_made_as_page_of(page: Page, address: str) -> bool:
    """Whether an address is this page's own with a greater page number, and can be nothing else.

    `index_1.html` beside `./`; `list_12_2.html` beside `list_12.html`; the same with `page=2`. Not
    `list_13.html` beside `list_12.html`: those may be two columns.
    """
    here, there = urlsplit(page.address), urlsplit(address)
    if not page.address or here.netloc != there.netloc:
        return False
    if here.path == there.path:
        own, other = (dict(parse_qsl(each.query, keep_blank_values=True)) for each in (here, there))
        turned = {name for name in own.keys() | other.keys() if own.get(name) != other.get(name)}
        name = next(iter(turned)) if len(turned) == 1 else ""
        return bool(_PAGE_FIELD.fullmatch(name)) and _digits(other.get(name)) > max(_digits(own.get(name)), 1)  # fmt: skip
    (folder, _, own_file), (beside, _, file) = here.path.rpartition("/"), there.path.rpartition("/")
    numbered = _PAGE_FILE.fullmatch(file)
    if folder != beside or numbered is None:
        return False
    stem = own_file.rpartition(".")[0] or "index"
    later = _LATER_INDEX.fullmatch(stem)
    first, own_number = (later[1], int(later[2])) if later else (stem, 0)
    return numbered[1].lower() == first.lower() and int(numbered[2]) > own_number


def _digits(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 5 else 0


def _sign_words(element: etree._Element) -> Iterator[str]:
    """Yield the short words an element stands for: its text, or what it is labelled with."""
    is_field = element.tag == "input" and element.get("type", "").lower() not in ("button", "submit", "image")  # fmt: skip
    if is_field:
        return
    text = squeeze(words_of(element)) if len(element) < 4 else ""
    # An option's value is an address, not a label.
    names = ("title",) if element.tag == "option" else ("alt", "value", "aria-label", "title")
    for words in dict.fromkeys((text, *(squeeze(element.get(name) or "") for name in names))):
        if 0 < len(words) <= _LONGEST_SIGN:
            yield words
    is_arrow = element.tag == "a" and not text and _NEXT_HANDLE.search(element.get("class") or "")
    if is_arrow or (element.tag == "a" and element.get("rel") == "next"):
        yield "下一页"


def _numbers_in_runs(page: Page, inside: set[etree._Element]) -> Iterator[tuple[int, etree._Element | None]]:  # fmt: skip
    """Yield the page numbers of every box where two that follow each other stand side by side."""
    for box in page.root.iter(etree.Element):
        if box in inside or len(box) == 0 or box.tag in ("html", "head", "tbody", "table", "script"):  # fmt: skip
            continue
        cells = list(_cells(box))
        found = [(int(number[1]), cell) for words, cell in cells if (number := _NUMBER.fullmatch(words))]  # fmt: skip
        runs = [step for step in pairwise(found) if step[1][0] == step[0][0] + 1 < _FIRST_YEAR and (step[0][1] is not None or step[1][1] is not None)]  # fmt: skip
        is_bare_table = box.tag == "tr" and not any(True for _ in box.iter("a"))
        if runs and not is_bare_table:
            # Bare words count only within a run: the 20 of 共 20 条 beside it is no page.
            in_runs = {number for step in runs for number, _ in step}
            yield from (each for each in found if each[1] is not None or each[0] in in_runs)


def _cells(box: etree._Element) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield the words of a box: each of its elements whole, its own text word by word."""
    for word in (box.text or "").split():
        yield word, None
    for child in box:
        if isinstance(child.tag, str):
            words = squeeze(words_of(child)) if len(child) < 4 else ""
            button = child.get("value") if child.tag == "input" else None
            if len(words or button or "") <= _LONGEST_SIGN:
                named = _NAMED_PAGE.fullmatch(words)
                yield (named[1] or named[2]) if named else words or button or "", child
        for word in (child.tail or "").split():
            yield word, None


def _cell_address(page: Page, cell: etree._Element) -> str | None:
    """Return where a cell of the pager leads: itself, what stands in it, or the link around it."""
    around = [above for above in list(cell.iterancestors())[:2] if above.tag in ("a", "li", "button")]  # fmt: skip
    for element in (cell, *cell.iterdescendants(etree.Element), *around):
        if address := link_address(page, element):
            return address.split("#")[0]
    return None


def _is_here(page: Page, address: str) -> bool:
    return address == page.address.split("#")[0]


def _is_page_of(page: Page, address: str, number: int) -> bool:
    """Whether an address can be page `number` of this list: it names it, or lies beside this page."""
    here, there = urlsplit(page.address), urlsplit(address)
    if here.netloc and here.netloc != there.netloc:
        return False
    directory = here.path.rpartition("/")[0] + "/"
    names_it = str(number) in _DIGITS.findall(f"{there.path[-40:]}?{there.query[:_LONGEST_QUERY]}")
    return names_it or (there.path.startswith(directory) and (here.path, here.query) != (there.path, there.query))  # fmt: skip


def _is_broken(pager: _Pager) -> bool:
    """Whether the pager promises a page it gives no address of."""
    is_dead = bool(pager.following) and pager.next_page is None
    # On a last page the way back is a link still, and the way on is left as mere words.
    is_spent = pager.has_way_back and all(map(_is_inert, pager.following))
    if is_dead and (is_spent or any(map(_is_disabled, pager.following)) or pager.ends_here):
        return False
    return is_dead or pager.has_lost_number


def _is_disabled(element: etree._Element) -> bool:
    near = (element, *list(element.iterancestors())[:1], *element.iterchildren(etree.Element))
    return any(
        "disabled" in (each.get("class") or "").lower()
        or each.get("disabled") is not None
        or (each.get("aria-disabled") or "").lower() == "true"
        for each in near
    )


def _is_inert(element: etree._Element) -> bool:
    """Whether a click can do nothing: no link, no button, no script stands in it or around it."""
    near = (element, *list(element.iterancestors())[:2], *element.iterdescendants(etree.Element))
    return not any(
        each.get("href") or each.get("onclick") or each.tag in ("button", "input") for each in near
    )
