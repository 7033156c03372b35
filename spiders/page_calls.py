"""Pagers that a script writes from a call in the page: `createPageHTML` and its kin.

The call names the number of pages, this page's place and the file name, so the addresses of the other
pages follow without running it. TRS counts from 0 (`index.shtml`, `index_1.shtml` …, page n is
`index_{n-1}`); the form with the box's id in front counts from 1 (`list.shtml`, `list_2.shtml` …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from spiders.page import Page
from spiders.paging import Paging

_CALL: Final = re.compile(r"\bcreatePageHTML\s{0,5}\(([^()\n]{3,200})\)")
_PAGER: Final = re.compile(r"\bPager\s{0,5}\(\s{0,20}\{([^{}]{3,600})\}")
"""`Pager({size: 50, current: 0, prefix: 'index', suffix: 'html'})`, as Beijing's TRS sites have it."""
_NAME: Final = re.compile(r"[A-Za-z][\w-]{0,60}")
_ENDING: Final = re.compile(r"s?html?|jhtml", re.IGNORECASE)
_COUNT: Final = re.compile(r"\bcountPage\s{0,5}=\s{0,5}['\"]?(\d{1,5})\b")
_CURRENT: Final = re.compile(r"\bcurrentPage\s{0,5}=\s{0,5}['\"]?(\d{1,5})\b")
_JOINED_NAME: Final = re.compile(r"\bindex(?:_|['\"]\s{0,3}\+\s{0,3}['\"]_)['\"]\s{0,3}\+")
_JOINED_ENDING: Final = re.compile(r"[.'\"](s?html?)\\?['\"]", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"_(\d{1,5})\.\w{1,6}$")
_LINE_COMMENT: Final = re.compile(r"(?<!:)//[^\n]*")
_MOST_PAGES: Final = 5000
_ROUND_PAGES: Final = 10
_ROUND_TOTALS: Final = (100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class PageCall:
    """What a pager's call says. `current` counts from 0; `total` is rows, None where it names none.

    `first_number` is what the call counts pages from: 0, or 1 in the form that names a box.
    """

    pages: int
    current: int
    name: str
    ending: str
    total: int | None = None
    first_number: int = 0

    def file(self, index: int) -> str:
        """Return the file name of page `index` (from 0); the first bears no number."""
        number = index + self.first_number
        return f"{self.name}.{self.ending}" if index == 0 else f"{self.name}_{number}.{self.ending}"


def live_script(text: str) -> str:
    """Return a script without its comments: a call left in a comment draws nothing.

    A comment that is never closed is none: it stands in a text (`"image/*"`).
    """
    kept: list[str] = []
    start = 0
    while (begin := text.find("/*", start)) >= 0 and (end := text.find("*/", begin + 2)) >= 0:
        kept.append(text[start:begin])
        start = end + 2
    kept.append(text[start:])
    return _LINE_COMMENT.sub("", " ".join(kept))


def live_scripts(page: Page) -> str:
    """Return the inline scripts of a page, each without its comments."""
    return "\n".join(live_script(element.text or "") for element in page.root.iter("script"))


def scripts_of(page: Page) -> str:
    """Return the inline scripts of a page, comments and all."""
    return "\n".join(element.text or "" for element in page.root.iter("script"))


def find_page_call(page: Page) -> PageCall | None:
    """Return the call that draws this page's pager; None where there is none, or several disagree.

    Some sites leave the call in a comment and draw the pager by hand from `countPage` and
    `currentPage`: then the variables count, and the comment only tells the file name.
    """
    text = scripts_of(page)
    if not any(word in text for word in ("createPageHTML", "Pager", "countPage")):
        return None
    live = live_scripts(page)
    calls = _calls_in(live)
    if not calls:
        by_hand = _drawn_by_hand(page, text, live)
        return by_hand if by_hand and by_hand.current <= by_hand.pages else None
    return calls.pop() if len(calls) == 1 else None


def _calls_in(text: str) -> set[PageCall]:
    found = {_read_call(match[1]) for match in _CALL.finditer(text)}
    found |= {_read_options(match[1]) for match in _PAGER.finditer(text)}
    return {call for call in found if call is not None}


def _read_call(arguments: str) -> PageCall | None:
    """Read the arguments: `50, 0, "index", "shtml"` or `'box', 10, 1, 'list', 'shtml', 200`."""
    values = [each.strip().strip("'\"").strip() for each in arguments.split(",")]
    has_box = not values[0].isdigit()
    if has_box:
        values = values[1:]
    if len(values) < 4 or not (values[0].isdigit() and values[1].isdigit()):
        return None
    pages, number = int(values[0][:6]), int(values[1][:6])
    # A box in front means counting from 1, unless the page itself says that it is page 0.
    first = 1 if has_box and number > 0 else 0
    total = int(values[-1][:8]) if len(values) > 4 and values[-1].isdigit() else None
    return _checked(PageCall(pages, number - first, values[2], values[3].lstrip("."), total, first))


def _read_options(options: str) -> PageCall | None:
    """Read `size: 50, current: 0, prefix: 'index', suffix: 'html'`."""
    pairs = (each.partition(":") for each in options.split(","))
    values = {name.strip().strip("'\""): value.strip().strip("'\"") for name, _, value in pairs}
    pages, current = values.get("size", ""), values.get("current", "")
    if not (pages.isdigit() and current.isdigit()):
        return None
    name, ending = values.get("prefix", ""), values.get("suffix", "").lstrip(".")
    return _checked(PageCall(int(pages[:6]), int(current[:6]), name, ending))


def _checked(call: PageCall) -> PageCall | None:
    is_sound = _NAME.fullmatch(call.name) and _ENDING.fullmatch(call.ending)
    return call if is_sound and call.current < max(call.pages, 1) else None


def _drawn_by_hand(page: Page, text: str, live: str) -> PageCall | None:
    """Read a pager written out by hand from its variables; the file name from comment or script."""
    counts, currents = set(_COUNT.findall(live)), set(_CURRENT.findall(live))
    if len(counts) != 1 or len(currents) != 1:
        return None
    pages, current = int(counts.pop()), int(currents.pop())
    numbered = _NUMBERED.search(urlsplit(page.address).path)
    if current != (int(numbered[1]) if numbered else 0):
        return None  # counts otherwise than we know
    commented = _calls_in(text)
    if len(commented) == 1:
        call = commented.pop()
        is_same = (call.pages, call.current) == (pages, current)
        return replace(call, total=None) if is_same else None
    endings = {ending.lower() for ending in _JOINED_ENDING.findall(live)}
    if commented or len(endings) != 1 or not _JOINED_NAME.search(live):
        return None
    return _checked(PageCall(pages, current, "index", endings.pop()))


def follow_call(page: Page, paging: Paging, call: PageCall | None, rows: int) -> Paging:
    """Return the pager as its call draws it: all other pages from the first, the next from later ones.

    `rows` is the number of rows of this page. Without a call the pager stays as it was read.
    """
    if call is None:
        return paging
    if call.pages <= 1:
        return replace(paging, is_script=False)
    last = min(call.pages, _MOST_PAGES) - 1
    indexes = range(1, last + 1) if call.current == 0 else range(call.current + 1, last + 1)[:1]
    further = tuple(filter(None, (page.resolve(call.file(index)) for index in indexes)))
    return replace(
        paging,
        next_page=further[0] if further else None,
        further_pages=further,
        total=paging.total if paging.total is not None else _sound_total(call, rows),
        is_script=len(further) != len(indexes),
        is_last=call.current == call.pages - 1,
        is_later=call.current > 0,
    )


def _sound_total(call: PageCall, rows: int) -> int | None:
    """Return the total a call names, where it fits pages of so many rows: else it means another thing."""
    if call.total is None or rows == 0:
        return None
    if call.current == call.pages - 1 > 0:
        # The last page is as short as the total leaves it; the pages before are of one length.
        before = call.total - rows
        is_sound = before % call.current == 0 and before // call.current >= rows
        return call.total if is_sound else None
    return call.total if (call.pages - 1) * rows < call.total <= call.pages * rows else None


def doubt_of_cap(call: PageCall | None, rows: int, total: int | None) -> str | None:
    """Return why the pages may be only the first ones of more, in Chinese; None where nothing says so.

    Templates make at most so many pages (10, 50 …), or take at most so many rows (100, 500 …) from
    the column: then the pages made are all there are, and nothing tells of the rest. A round number
    is what such a cut looks like; a `total` printed for people, that is no such number, settles it.
    """
    if call is None or (total is not None and total not in _ROUND_TOTALS):
        return None
    if call.pages >= _ROUND_PAGES and call.pages % _ROUND_PAGES == 0:
        return f"栏目恰为{call.pages}页，可能是系统设定的页数上限，更早的条目不在其中"
    if call.pages <= 1 and rows in _ROUND_TOTALS:
        return f"栏目恰为{rows}条，可能是系统设定的条数上限，更早的条目不在其中"
    return None
