"""Pagers a script draws: the source has at most an empty box, a call, or a number of pages or rows.

None of them can be followed here; they only tell that the rows shown may not be all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from lxml import etree

from spiders.lines import words_of
from spiders.listing import link_address
from spiders.page import Page
from spiders.totals import number_of
from spiders.wording import squeeze

_SCRIPT_PAGES: Final = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]{0,40}['\"]\s*,\s*)?(\d{1,5})\s*,"
    r"|\b(?:countPage|pageCount|totalPages?)\s*[:=]\s*['\"]?(\d{1,5})\b"
)
_OTHER_SCRIPT_PAGES: Final = re.compile(
    r"\b(?:pages|page_?total|page_?num_?total|all_?pages?|max_?page|max_?num|num_?pages|\w{0,12}page_?count|page_?nums?|last_?page)['\"]?"
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
    r"\b(?!createPageHTML)\w{0,30}(?:(?:pag(?:e|ing|inat)|fenye)\w{0,30}|nav)"
    r"(?:\.(?!sub|slice|split|indexOf|char|replace)\w{1,30})?\s{0,5}\(([^(){}]{1,120})\)",
    re.IGNORECASE,
)
"""A call of what is named after pages: `showPage(7,1,…)`, `pager('103',15,1)`, `turnPage.init(8)`."""
_COUNT: Final = re.compile(r"['\"]?(\d{1,6})['\"]?")
_LOADS_MORE: Final = re.compile(
    r"(?<!function )\b(?:load|get|show|fetch|query|append)_?(?:more|next)\w{0,20}\s{0,5}\(",
    re.IGNORECASE,
)
_TOTAL_MARK: Final = re.compile(
    r"^(?:data-|v-bind:|:)(?:total|count|records?)(?:[-_]?(?:num|count|rows?|size|items?|records?))?$",
    re.IGNORECASE,
)
_PAGES_MARK: Final = re.compile(r"^(?:data-|v-bind:|:)(?:pages|(?:total|all|max)[-_]?pages?|pages?[-_]?(?:count|total|num))$", re.IGNORECASE)  # fmt: skip
_NEXT_PICTURE: Final = re.compile(r"(?:^|[/_-])(?:next|xiayiye|xyy)\w{0,10}\.(?:gif|png|jpe?g|svg)", re.IGNORECASE)  # fmt: skip
_GO_TO: Final = re.compile(r"(?:转到|跳转|跳到|跳至|转至|前往|到)第?页?")
_PAGES_FIELD: Final = re.compile(r"(?:total|count|all|max)_?pages?|pages?_?(?:count|total)|^pages$", re.IGNORECASE)  # fmt: skip
_TOTAL_FIELD: Final = re.compile(r"total|record_?count|row_?count|^count$", re.IGNORECASE)
_PAGING_SCRIPT: Final = re.compile(r"pag(?:e|ing|inat)|fenye|\blimit\b|\bcount\b|laypage|layui|flow", re.IGNORECASE)  # fmt: skip
_PAGER_NAME: Final = re.compile(r"pag(?:e|ing|inat)|fenye", re.IGNORECASE)
_LOADS_ON_SCROLL: Final = re.compile(r"(?:flow|infinite|dropload|load-?more)[\w.-]{0,20}\.js", re.IGNORECASE)  # fmt: skip
_NEXT_CLASS: Final = re.compile(r"(?:^|[\s_-])(?:next|(?:load)?more(?:btn)?)(?:$|[\s_-])", re.IGNORECASE)  # fmt: skip


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
    fields = list(_counts_in_fields(page, rows))
    pages = [*_drawn_counts(scripts), *(number for number, is_pages in fields if is_pages)]
    for pattern in (_SCRIPT_PAGES, _OTHER_SCRIPT_PAGES):
        pages += [number_of(found) for found in pattern.finditer(scripts)]
    totals = [number_of(found) for found in _OTHER_SCRIPT_TOTAL.finditer(scripts)]
    totals += [number for number, is_pages in fields if not is_pages]
    if any(number > 1 for number in pages) or any(number > shown for number in totals):
        return True
    if _LOADS_MORE.search(scripts) or _asks_for_page(page, rows):
        return True
    if any(_LOADS_ON_SCROLL.search(e.get("src") or "") for e in page.root.iter("script")):
        return True
    if any(True for _ in _wordless_pagers(page, rows)):
        return True
    return shown > 0 and any(_is_for_a_pager(page, box, scripts) for box in _empty_boxes(rows))


def _counts_in_fields(page: Page, rows: Collection[etree._Element]) -> Iterator[tuple[int, bool]]:
    """Yield the counts in hidden fields and attributes, and whether each counts pages, not rows.

    An element of a name of its own (`el-pagination`) is a pager of unknown length.
    """
    for element in _without_rows(page, rows):
        tag = str(element.tag)
        if "-" in tag and _PAGER_NAME.search(tag):
            yield 2, True
        named = [(str(name), str(value)) for name, value in element.items()]
        if tag == "input":
            name, value = element.get("id") or element.get("name") or "", element.get("value") or ""
            named = [(name, value)] if name else []
        pages, totals = (_PAGES_FIELD, _TOTAL_FIELD) if tag == "input" else (_PAGES_MARK, _TOTAL_MARK)  # fmt: skip
        for name, value in named:
            if value.isdecimal() and len(value) < 8 and (pages.search(name) or totals.search(name)):
                yield int(value), pages.search(name) is not None


def _drawn_counts(scripts: str) -> list[int]:
    """Return the numbers in calls named after pages; a page or row beyond the first is another page."""
    parts = (part.strip() for found in _DRAWS.finditer(scripts) for part in found[1].split(","))
    return [int(count[1]) for part in parts if (count := _COUNT.fullmatch(part))]


def _without_rows(page: Page, rows: Collection[etree._Element]) -> Iterator[etree._Element]:
    """Yield the elements of a page that stand in no row."""
    inside = {element for row in rows for element in row.iter()}
    return (element for element in page.root.iter(etree.Element) if element not in inside)


def _asks_for_page(page: Page, rows: Collection[etree._Element]) -> bool:
    """Whether a page number can be typed in: words like 转到第 beside a field."""
    for element in _without_rows(page, rows):
        if element.tag == "input" and (element.get("type") or "text").lower() in ("text", "number"):
            before = element.getprevious()
            holder = element.getparent()
            near = (before.tail or words_of(before)) if before is not None else holder.text if holder is not None else ""  # fmt: skip
            if _GO_TO.search(squeeze(near or "")[-6:]):
                return True
    return False


def _wordless_pagers(page: Page, rows: Collection[etree._Element]) -> Iterator[etree._Element]:
    """Yield what behind the list turns pages by a click alone: an arrow drawn by its class, a page number."""
    inside = set(rows)
    is_behind = not inside
    for element in page.root.iter(etree.Element):
        is_behind = is_behind or element in inside
        is_clicked = element.tag in ("a", "button") or element.get("type") == "image"
        if not is_clicked or not is_behind:
            continue
        handle = element.get("class") or ""
        pictures = (each.get("src") or "" for each in element.iter("img", "input"))
        is_pager = (element.get("data-page") or "").isdigit() or _NEXT_CLASS.search(handle) or any(map(_NEXT_PICTURE.search, pictures))  # fmt: skip
        is_off = "disabled" in handle.lower() or element.get("disabled") is not None
        is_row = any(above in inside for above in element.iterancestors())
        if is_pager and not is_off and not is_row and link_address(page, element) is None:
            yield element


def _empty_boxes(rows: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the empty `div`s that stand beside the list or beside what it stands in."""
    first = next(iter(rows))
    for above in first.iterancestors():
        for child in above.iterchildren("div", "nav", "p", "ul", "span", "td", "tr"):
            cell = child[0] if child.tag == "tr" and len(child) == 1 else child
            is_block = cell.tag not in ("span", "td") or _PAGER_NAME.search(cell.get("id") or cell.get("class") or "")  # fmt: skip
            if is_block and len(cell) == 0 and not (cell.text or "").strip():
                yield cell


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
