"""Pagers a script draws: the source has at most an empty box, a call, or a number of pages or rows.

None of them can be followed here; they only tell that the rows shown may not be all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from lxml import etree

from spiders.listing import link_address
from spiders.page import Page
from spiders.totals import number_of

_SCRIPT_PAGES: Final = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]{0,40}['\"]\s*,\s*)?(\d{1,5})\s*,"
    r"|\b(?:countPage|pageCount|totalPages?)\s*[:=]\s*['\"]?(\d{1,5})\b"
)
_OTHER_SCRIPT_PAGES: Final = re.compile(
    r"\b(?:pages|page_?total|page_?num_?total|all_?pages?|max_?page|max_?num|num_?pages|page_?nums?|last_?page)['\"]?"
    r"\s*[:=]\s*['\"]?(\d{1,5})\b",
    re.IGNORECASE,
)
_WRITES_PAGER: Final = re.compile(r"下一?[页頁]")
_SCRIPT_TOTAL: Final = re.compile(
    r"(?:recordCount|totalRecord|totalCount|\bcountnum)['\"]?\s*[:=]\s*['\"]?(\d{1,7})\b"
)
_OTHER_SCRIPT_TOTAL: Final = re.compile(
    r"\b(?:total|count|total_?(?:num|rows?|size|items?|records?|counts?|data|elements?)|row_?count|record_?total)['\"]?"
    r"\s*[:=]\s*['\"]?(\d{1,7})\b",
    re.IGNORECASE,
)
_DRAWS: Final = re.compile(
    r"\b(?:\w{0,30}(?:page|nav|fenye)\w{0,30})\s*\(\s*(?:['\"][^'\"]{0,40}['\"]\s*,\s*)?(\d{1,6})\s*,\s*\d{1,6}\b",
    re.IGNORECASE,
)
"""A call with two counts: `showPage(7,1,…)`, `pager(103,15,1)`."""
_PAGES_FIELD: Final = re.compile(r"(?:total|count|all|max)_?pages?|pages?_?(?:count|total)|^pages$", re.IGNORECASE)  # fmt: skip
_TOTAL_FIELD: Final = re.compile(r"total|record_?count|row_?count|^count$", re.IGNORECASE)
_PAGING_SCRIPT: Final = re.compile(r"pag(?:e|ing|inat)|fenye|\blimit\b|\bcount\b|laypage|layui|flow", re.IGNORECASE)  # fmt: skip
_PAGER_NAME: Final = re.compile(r"pag(?:e|ing|inat)|fenye", re.IGNORECASE)
_LOADS_ON_SCROLL: Final = re.compile(r"(?:flow|infinite|dropload|load-?more)[\w.-]{0,20}\.js", re.IGNORECASE)  # fmt: skip
_NEXT_CLASS: Final = re.compile(r"(?:^|[\s_-])next(?:$|[\s_-])", re.IGNORECASE)


def script_of(page: Page) -> str:
    """Return the inline scripts without `//` lines: a call left in a comment pages nothing."""
    script = "\n".join(element.text or "" for element in page.root.iter("script"))
    return "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("//"))


def script_total(scripts: str) -> int | None:
    """Return the rows in all a script names by a name that means nothing else; else None."""
    found = _SCRIPT_TOTAL.search(scripts)
    return number_of(found) if found else None


def has_one_page(scripts: str) -> bool:
    """Whether a script's own count of pages is one."""
    found = _SCRIPT_PAGES.search(scripts)
    return found is not None and number_of(found) == 1


def writes_pager(scripts: str) -> bool:
    """Whether a script holds the words of a pager."""
    return bool(_WRITES_PAGER.search(scripts))


def is_drawn_later(page: Page, scripts: str, rows: Collection[etree._Element]) -> bool:
    """Whether a script knows of more pages or rows than are shown, or has a place to draw a pager."""
    shown = len(rows)
    pages = [
        number_of(found)
        for pattern in (_SCRIPT_PAGES, _OTHER_SCRIPT_PAGES, _DRAWS)
        for found in pattern.finditer(scripts)
    ]
    totals = [number_of(found) for found in _OTHER_SCRIPT_TOTAL.finditer(scripts)]
    for element in page.root.iter("input"):
        name, value = element.get("id") or element.get("name") or "", element.get("value") or ""
        if value.isdigit() and len(value) < 8:
            kind = pages if _PAGES_FIELD.search(name) else totals if _TOTAL_FIELD.search(name) else []  # fmt: skip
            kind.append(int(value))
    if any(_LOADS_ON_SCROLL.search(e.get("src") or "") for e in page.root.iter("script")):
        return True
    if any(number > 1 for number in pages) or any(number > shown for number in totals):
        return True
    if any(True for _ in _wordless_pagers(page, rows)):
        return True
    return shown > 0 and any(_is_for_a_pager(page, box, scripts) for box in _empty_boxes(rows))


def _wordless_pagers(page: Page, rows: Collection[etree._Element]) -> Iterator[etree._Element]:
    """Yield what behind the list turns pages by a click alone: an arrow drawn by its class, a page number."""
    inside = set(rows)
    is_behind = not inside
    for element in page.root.iter(etree.Element):
        is_behind = is_behind or element in inside
        if element.tag not in ("a", "button") or not is_behind:
            continue
        handle = element.get("class") or ""
        is_pager = (element.get("data-page") or "").isdigit() or _NEXT_CLASS.search(handle)
        is_off = "disabled" in handle.lower() or element.get("disabled") is not None
        is_row = any(above in inside for above in element.iterancestors())
        if is_pager and not is_off and not is_row and link_address(page, element) is None:
            yield element


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
    is_named = any(re.search(rf"['\"#.\s]{re.escape(h)}['\".\s]", scripts) for h in handles if h)
    if is_named and _PAGING_SCRIPT.search(scripts):
        return True
    sources = " ".join(element.get("src") or "" for element in page.root.iter("script"))
    is_marked = bool(box.get("id")) or any(_PAGING_SCRIPT.search(handle) for handle in handles)
    if is_marked and _PAGING_SCRIPT.search(sources):
        return True
    return any(map(_PAGER_NAME.search, handles)) and bool(scripts.strip() or sources.strip())
