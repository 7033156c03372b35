"""What a list page says of its other pages: the pager's links, the declared total, script pagers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import Final

from lxml import etree

from spiders.lines import words_of
from spiders.page import Page
from spiders.wording import squeeze, tidy

_NEXT: Final = re.compile(
    r"^(?:下一?页|后一?页|下页|next(?:page)?|[>＞›»]{1,2})[>＞›»]{0,2}$", re.IGNORECASE
)
_OTHER: Final = re.compile(
    r"^(?:首页|第一页|上一?页|前一?页|尾页|末页|最后一?页|跳转|go|[<＜‹«]{1,2})$", re.IGNORECASE
)
_TOTAL: Final = re.compile(
    r"(?:共计?|总共|总计|合计)\s?(\d{1,7})\s?(?:条|篇|项|个?记录)|(?:总数|总记录数|总条数|记录总数)\s?[:：]?\s?(\d{1,7})"
)
_PAGE_COUNT: Final = re.compile(
    r"共\s?(\d{1,5})\s?页|(?:^|[\s第(（，,；;|])(\d{1,5})\s?/\s?(\d{1,5})(?:\s?页|$)"
)
_PER_PAGE: Final = re.compile(r"每页\s?(?:显示)?\s?(\d{1,3})\s?条")
_SCRIPT_PAGES: Final = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]{0,40}['\"]\s*,\s*)?(\d{1,5})\s*,"
    r"|\b(?:countPage|pageCount|totalPages?)\s*[:=]\s*['\"]?(\d{1,5})\b"
)
_WRITES_PAGER: Final = re.compile(r"下一?页")
_SCRIPT_TOTAL: Final = re.compile(
    r"(?:recordCount|totalRecord|totalCount)['\"]?\s*[:=]\s*['\"]?(\d{1,7})\b"
)


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


def read_paging(page: Page) -> Paging:
    """Read the pager of a list page."""
    texts = [line.text for line in page.lines if len(line.text) <= 300]
    total, per_page = _first_number(_TOTAL, texts), _first_number(_PER_PAGE, texts)
    scripts = "\n".join(element.text or "" for element in page.root.iter("script"))
    total = total if total is not None else _number(_SCRIPT_TOTAL.search(scripts))
    links = [
        (element, squeeze(words_of(element)) or squeeze(element.get("title") or ""))
        for element in page.root.iter("a")
    ]
    following = [element for element, words in links if _NEXT.match(words)]
    numbered = [element for element, words in links if _is_page_link(element, words, following)]
    resolve = partial(_address, page)
    next_page = next(filter(None, map(resolve, following)), None)
    pages = [url for url in (next_page, *map(resolve, numbered)) if url]
    position = _page_position(texts)
    is_script = not pages and not _is_single(texts, total, scripts, following)
    if following and not next_page and not _is_last(texts, following, numbered):
        is_script = True
    is_last = position is not None and position[0] >= position[1]
    return Paging(next_page, tuple(dict.fromkeys(pages)), total, per_page, is_script, is_last)


def _is_page_link(element: etree._Element, words: str, following: list[etree._Element]) -> bool:
    """Whether a link is a page number; without 下一页 beside it a number may be anything."""
    if _OTHER.match(words):
        return bool(following) and words != "首页"
    if not re.fullmatch(r"\d{1,4}", words):
        return False
    pager = _pager_of(following[0]) if following else None
    if pager is None:
        return (
            re.search(r"page|index_|/\d+\b", element.get("href") or "", re.IGNORECASE) is not None
        )
    return pager in element.iterancestors()


def _pager_of(link: etree._Element) -> etree._Element:
    """Return the element that holds 下一页 and the page numbers: the nearest with other links."""
    for above in link.iterancestors():
        if sum(1 for _ in above.iter("a")) > 1:
            return above
    return link


def _address(page: Page, link: etree._Element) -> str | None:
    address = page.resolve(link.get("href") or "")
    if address is None or address.split("#")[0] == page.address.split("#")[0]:
        return None
    return address.split("#")[0]


def _is_single(
    texts: list[str], total: int | None, scripts: str, following: list[etree._Element]
) -> bool:
    """Whether no page follows one that has no link to another."""
    script_pages = _number(_SCRIPT_PAGES.search(_without_comments(scripts)))
    if script_pages is not None:
        return script_pages <= 1
    if _WRITES_PAGER.search(scripts):
        return False
    if following:
        return _is_last(texts, following, [])
    counted = _page_position(texts)
    # On the last page the pager may hold nothing but dead words and the way back.
    return counted is None or counted[0] >= counted[1] or total == 0


def _without_comments(script: str) -> str:
    """Drop `//` lines: a call left in a comment pages nothing."""
    return "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("//"))


def _is_last(
    texts: list[str], following: list[etree._Element], numbered: list[etree._Element]
) -> bool:
    """Whether a dead 下一页 is dead because this page is the last."""
    if any("disabled" in (element.get("class") or "") or element.get("disabled") is not None
           or "disabled" in (getattr(element.getparent(), "attrib", {}).get("class") or "") for element in following):  # fmt: skip
        return True
    position = _page_position(texts)
    if position:
        return position[0] >= position[1]
    numbers = [
        int(words) for element in numbered if (words := squeeze(words_of(element))).isdigit()
    ]
    current = [int(text) for text in texts if text.isdigit() and len(text) <= 4]
    return bool(numbers and current) and max(current) >= max(numbers)


def _page_position(texts: list[str]) -> tuple[int, int] | None:
    """Return (this page, number of pages) where the page prints them; (1, 1) for 共1页."""
    for text in texts:
        found = _PAGE_COUNT.search(tidy(text))
        if found and found[2]:
            return int(found[2]), int(found[3])
        if found:
            current = re.search(r"第\s?(\d{1,5})\s?页", text)
            return int(current[1]) if current else 1, int(found[1])
    return None


def _first_number(pattern: re.Pattern[str], texts: list[str]) -> int | None:
    return next(
        (number for text in texts if (number := _number(pattern.search(text))) is not None), None
    )


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    return int(next(group for group in match.groups() if group))
