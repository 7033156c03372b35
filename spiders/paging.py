"""What a list page says of its other pages: the pager's links, the declared total, script pagers.

The burden of proof is on "there is no other page": whatever looks like a pager and was neither
followed nor shown to end here makes `Paging.is_script` true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from spiders.lines import words_of
from spiders.listing import link_address
from spiders.page import Page
from spiders.wording import squeeze, tidy

_NEXT: Final = re.compile(
    r"^(?:下一?页|后一?页|下一?[组屏]|[下后]\d{1,3}[条页篇]|next(?:page)?)$", re.IGNORECASE
)
_ARROW: Final = re.compile(r"^[>＞›»→]{1,2}$")
_BACK: Final = re.compile(r"^(?:上一?页|前一?页|prev(?:ious)?(?:page)?)$", re.IGNORECASE)
_LAST: Final = re.compile(r"^(?:尾页|末页|最后一?页)$")
_AROUND: Final = "[]【】()（）<>＜＞›»‹«→←▶|"
_NUMBER: Final = re.compile(r"[\[【(（]?(\d{1,4})[\]】)）]?")
_NAMED_PAGE: Final = re.compile(r"第(\d{1,4})页|[\[【](\d{1,4})[\]】]")
_FIRST_PAGE: Final = re.compile(r"(?<![_/-]\d)(?<![_/-]\d\d)(?<![_/-]\d{3})/(?:index\.\w+)?$")
_FIRST_YEAR: Final = 1900
"""Numbers from here on are years, not pages, in a run of numbers."""
_NUMERAL: Final = "一二三四五六七八九十百"
_TOTAL: Final = re.compile(
    r"(?:共计?|总共|总计|合计|共有|共找到|找到|检索到)\s?[:：]?\s?(?:约|有)?\s?(\d{1,7})\s?(?:条|篇|项|则|个?记录|个?结果)"
    r"|(?:总数|总记录数|总条数|记录总数|总数为|总计|共计)\s?[:：]?\s?(\d{1,7})(?!\d|\s?页)"
)
_PAGE_COUNT: Final = re.compile(
    rf"(?:共|分|总页数|总共|总计)\s?(?:有|为)?\s?[:：]?\s?(?:(\d{{1,5}})|([{_NUMERAL}]{{1,5}}))\s?页"
    r"|总页数\s?[:：]?\s?(\d{1,5})"
    r"|(?:^|[\s第(（，,；;|:：])(\d{1,5})\s?[/／]\s?(?:共\s?)?(\d{1,5})(?:\s?页|[)）]|$)"
)
_CURRENT: Final = re.compile(r"第\s?(\d{1,5})\s?页|当前(?:页|第)?\s?[:：]?\s?(\d{1,5})")
_PER_PAGE: Final = re.compile(r"每页\s?(?:显示)?\s?(\d{1,3})\s?条")
_SCRIPT_PAGES: Final = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]{0,40}['\"]\s*,\s*)?(\d{1,5})\s*,"
    r"|\b(?:countPage|pageCount|totalPages?)\s*[:=]\s*['\"]?(\d{1,5})\b"
)
_OTHER_SCRIPT_PAGES: Final = re.compile(
    r"\b(?:pages|page_?total|page_?num_?total|all_?pages?|max_?page|last_?page)['\"]?\s*[:=]\s*['\"]?(\d{1,5})\b",
    re.IGNORECASE,
)
_WRITES_PAGER: Final = re.compile(r"下一?页")
_SCRIPT_TOTAL: Final = re.compile(
    r"(?:recordCount|totalRecord|totalCount)['\"]?\s*[:=]\s*['\"]?(\d{1,7})\b"
)
_OTHER_SCRIPT_TOTAL: Final = re.compile(
    r"\b(?:total|count|total_?(?:num|rows?|size|items?)|row_?count)['\"]?\s*[:=]\s*['\"]?(\d{1,7})\b",
    re.IGNORECASE,
)
_PAGES_FIELD: Final = re.compile(r"(?:total|count|all|max)_?pages?|pages?_?(?:count|total)|^pages$", re.IGNORECASE)  # fmt: skip
_TOTAL_FIELD: Final = re.compile(r"total|record_?count|row_?count|^count$", re.IGNORECASE)
_PAGING_SCRIPT: Final = re.compile(r"pag(?:e|ing|inat)|\blimit\b|\bcount\b|laypage|layui|flow", re.IGNORECASE)  # fmt: skip
_LOADS_ON_SCROLL: Final = re.compile(r"(?:flow|infinite|dropload|load-?more)[\w.-]{0,20}\.js", re.IGNORECASE)  # fmt: skip
_SIGN_TAGS: Final = ("a", "button", "span", "li", "input", "option", "img", "em", "i", "b", "strong", "label", "div", "td", "p")  # fmt: skip
_CLICKED: Final = frozenset(("a", "button", "option", "input", "li", "span"))
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

    def note(self, number: int, url: str | None, *, is_here: bool) -> None:
        self.numbers[number] = self.numbers.get(number) or url
        if is_here:
            self.current.add(number)

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses to follow; the first page is where the reading of a column began."""
        numbered = (url for number, url in sorted(self.numbers.items()) if url and number > 1)
        found = filter(None, (self.next_page, *numbered, self.last_page))
        return tuple(dict.fromkeys(url for url in found if url != self.numbers.get(1)))

    @property
    def has_lost_number(self) -> bool:
        """Whether a page number leads nowhere, and it is not just this page's own."""
        lost = {number for number, url in self.numbers.items() if url is None} - self.current
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
    scripts = _without_comments("\n".join(e.text or "" for e in page.root.iter("script")))
    total = _first_number(_TOTAL, texts)
    total = total if total is not None else _number(_SCRIPT_TOTAL.search(scripts))
    pager = _read_pager(page, inside)
    position = _page_position(texts)
    is_last = position is not None and position[0] >= position[1]
    is_whole = is_last or total == len(rows) or _number(_SCRIPT_PAGES.search(scripts)) == 1
    if pager.pages:
        is_script = not is_last and _is_broken(pager)
    else:
        has_sign = _is_broken(pager) or position is not None or bool(_WRITES_PAGER.search(scripts))
        is_script = not is_whole and (has_sign or _is_drawn_later(page, scripts, rows))
    per_page = _first_number(_PER_PAGE, texts)
    return Paging(
        pager.next_page, pager.pages, total, per_page, is_script, is_last, pager.has_way_back
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
    names_it = re.search(rf"(?<!\d){number}(?!\d)", f"{there.path[-40:]}?{there.query}") is not None
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


def _is_drawn_later(page: Page, scripts: str, rows: Collection[etree._Element]) -> bool:
    """Whether a script knows of more pages or rows than are shown, or has a place to draw a pager."""
    shown = len(rows)
    pages = [*map(_number, _SCRIPT_PAGES.finditer(scripts)), *map(_number, _OTHER_SCRIPT_PAGES.finditer(scripts))]  # fmt: skip
    totals = list(map(_number, _OTHER_SCRIPT_TOTAL.finditer(scripts)))
    for element in page.root.iter("input"):
        name, value = element.get("id") or element.get("name") or "", element.get("value") or ""
        if value.isdigit() and len(value) < 8:
            kind = pages if _PAGES_FIELD.search(name) else totals if _TOTAL_FIELD.search(name) else []  # fmt: skip
            kind.append(int(value))
    if any(_LOADS_ON_SCROLL.search(e.get("src") or "") for e in page.root.iter("script")):
        return True
    if any((number or 0) > 1 for number in pages) or any((number or 0) > shown for number in totals):  # fmt: skip
        return True
    return shown > 0 and any(_is_for_a_pager(page, box, scripts) for box in _empty_boxes(rows))


def _empty_boxes(rows: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the empty `div`s that stand beside the list or beside what it stands in."""
    first = next(iter(rows))
    for above in first.iterancestors():
        for child in above.iterchildren("div", "nav", "p", "ul"):
            if len(child) == 0 and not (child.text or "").strip():
                yield child


def _is_for_a_pager(page: Page, box: etree._Element, scripts: str) -> bool:
    """Whether a script that speaks of pages can find this empty box; a bare spacer has no handle."""
    handles = [box.get("id") or "", *(box.get("class") or "").split()]
    is_named = any(re.search(rf"['\"#.\s]{re.escape(h)}['\"\s]", scripts) for h in handles if h)
    if is_named and _PAGING_SCRIPT.search(scripts):
        return True
    sources = " ".join(element.get("src") or "" for element in page.root.iter("script"))
    is_marked = bool(box.get("id")) or any(_PAGING_SCRIPT.search(handle) for handle in handles)
    return is_marked and bool(_PAGING_SCRIPT.search(sources))


def _without_comments(script: str) -> str:
    """Drop `//` lines: a call left in a comment pages nothing."""
    return "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("//"))


def _page_position(texts: list[str]) -> tuple[int, int] | None:
    """Return (this page, number of pages) where the page prints them; (1, 1) for 共1页."""
    for text in texts:
        found = _PAGE_COUNT.search(tidy(text))
        if found and found[5]:
            return int(found[4]), int(found[5])
        if found:
            count = found[1] or found[3]
            current = _number(_CURRENT.search(text))
            return current or 1, int(count) if count else _numeral(found[2])
    return None


def _numeral(words: str) -> int:
    """Read a Chinese numeral below a thousand: 八, 十二, 一百零三 without 零."""
    number = digit = 0
    for sign in words:
        value = _NUMERAL.index(sign) + 1
        if value < 10:
            digit = value
            continue
        number += max(digit, 1) * (10 if value == 10 else 100)
        digit = 0
    return number + digit


def _first_number(pattern: re.Pattern[str], texts: list[str]) -> int | None:
    return next(
        (number for text in texts if (number := _number(pattern.search(text))) is not None), None
    )


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    return int(next(group for group in match.groups() if group))
