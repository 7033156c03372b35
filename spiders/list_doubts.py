"""What beside its rows tells that a list page may show a part of its list only.

A 更多 link, years or tabs to choose from, a cap told in words: each is a reason, none a proof.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from spiders.lines import words_of
from spiders.listing import link_address
from spiders.page import Page
from spiders.wording import squeeze

_MORE: Final = re.compile(
    r"(?:点击|点此|上拉|下拉|向下滚动)?(?:查看|加载|展开|显示|浏览)?(?:更多|全部)(?:信息|内容|数据)?[>＞›»+.…↓]{0,4}"
    r"|(?:load)?more[>＞›»+.…]{0,4}",
    re.IGNORECASE,
)
_LOADS_MORE: Final = re.compile(r"点击|拉|滚动|查看|加载|展开|显示|load", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?(?:[(（]\d{1,6}条?[)）])?")
_YEAR_TAGS: Final = frozenset(
    ("a", "li", "span", "button", "option", "dd", "dt", "div", "p", "h2", "h3", "h4", "h5", "h6")
)
_PERIOD: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:至|到|[-—~～]{1,2})(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]"
)
_DAY: Final = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_CAPPED: Final = re.compile(
    r"(?:仅|只|最多|默认)(?:能|可)?(?:显示|列出|展示|公开|保留|查看|提供)(?:了)?(?:最近|最新|近|前)?的?\s?"
    r"(?:\d{1,5}|[一二三四五六七八九十百]{1,4})\s?个?(?:条|篇|项|页|年|月|天)"
)
_CALL: Final = re.compile(r"\s*(?:javascript:)?\s*(?:return\s+)?([\w.$]{1,40})\(([^()]{1,80})\)", re.IGNORECASE)  # fmt: skip
_NO_TAB: Final = re.compile(r"font|size|print|share|zoom|color|theme|copy|close|lang|back|history|collect|favou?rite|home", re.IGNORECASE)  # fmt: skip
_FEWEST_TABS: Final = 2
SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))


def partial_doubts(page: Page, rows: Collection[etree._Element]) -> Iterator[str]:
    """Yield what else a list may hold, in Chinese: other years, other tabs, what a cap cut off."""
    inside = {element for row in rows for element in row.iter()}
    if any(_CAPPED.search(line.phrase.squeezed) for line in page.lines if 0 < len(line.text) <= 80 and line.element not in inside):  # fmt: skip
        yield "页面写明只显示一部分"
    if _is_filtered(page, inside):
        yield "列表可能按年份分开显示"
    if _has_tabs(page, inside):
        yield "页面有由脚本切换的标签，其余内容没有读到"


def offers_more(page: Page, rows: Iterable[etree._Element]) -> bool:
    """Whether something promises more rows of this list."""
    first = next(iter(rows), None)
    if first is None:
        return False
    above_rows = list(first.iterancestors())
    inside = {element for row in rows for element in row.iter()}
    return any(
        element not in inside
        and len(element) < 4
        and _MORE.fullmatch(words := squeeze(words_of(element)))
        and not any(above.tag in SIDE_TAGS for above in element.iterancestors())
        and _belongs_to(page, element, words, above_rows)
        for element in page.root.iter("a", "button", "div", "span", "p")
    )


def _belongs_to(
    page: Page, more: etree._Element, words: str, above_rows: Sequence[etree._Element]
) -> bool:
    """Whether a 更多 is this list's, not that of another box of the page.

    A box with a heading and things of its own is another box. So is what stands alone over the
    list and leads out of the column; but with a heading beside it, it is the list's own head.
    """
    box, holder = more, more.getparent()
    while holder is not None and holder not in above_rows:
        box, holder = holder, holder.getparent()
    others = [each for each in box.iter("a", "li", "p", "tr") if squeeze(words_of(each)) != words]
    if box is not more and _heading_of(box) and others:
        headed = [each for each in others if not _is_in_heading(each, box)]
        return not headed
    is_alone = squeeze(words_of(box)) == words
    path = next((above for above in above_rows if above.getparent() is holder), None)
    is_over = holder is not None and path is not None and holder.index(box) < holder.index(path)
    address = next(filter(None, (link_address(page, a) for a in box.iter("a"))), None)
    is_outside = address is not None and not _is_inside(page, address)
    return not (is_alone and is_over and is_outside and not _LOADS_MORE.search(words))


def _heading_of(box: etree._Element) -> str:
    heading = next(box.iter("h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"), None)
    return squeeze(words_of(heading)) if heading is not None else ""


def _is_in_heading(element: etree._Element, box: etree._Element) -> bool:
    return any(
        above.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and above is not box
        for above in element.iterancestors()
    )


def _is_inside(page: Page, address: str) -> bool:
    """Whether an address lies in this list's own directory."""
    here, there = urlsplit(page.address), urlsplit(address)
    return here.netloc == there.netloc and there.path.startswith(here.path.rpartition("/")[0] + "/")


def _is_filtered(page: Page, inside: Collection[etree._Element]) -> bool:
    """Whether the list may show one year or period only: years side by side, or a period chosen."""
    if any(
        _PERIOD.search(squeeze(line.text))
        for line in page.lines
        if len(line.text) <= 60 and line.element not in inside
    ):
        return True
    days = [each for each in page.root.iter("input") if _DAY.match(each.get("value") or "")]
    return len(days) >= 2 or any(_has_years(page, box) for box in page.root.iter() if box not in inside)  # fmt: skip


def _has_years(page: Page, box: etree._Element) -> bool:
    """Whether two or more years stand side by side in a box, to be chosen within this column."""
    years = opened = 0
    for cell in box:
        if (
            cell.tag not in _YEAR_TAGS
            or len(cell) > 2
            or not _YEAR.fullmatch(squeeze(words_of(cell)))
        ):
            continue
        links = (cell, *cell.iterdescendants("a"))
        address = next(filter(None, (link_address(page, link) for link in links)), None)
        if address is None or _is_inside(page, address):
            is_open = cell.tag not in ("a", "option") and _heads_rows(cell)
            opened += is_open
            years += not is_open
    # Years with their rows under them are headings; one left shut beside them is a choice again.
    return years >= 2 or (years == 1 and opened > 0)


def _heads_rows(cell: etree._Element) -> bool:
    """Whether what a heading stands over is there: two or more links directly behind it."""
    behind = cell.getnext()
    return behind is not None and len(list(behind.iter("a"))) >= 2


def _has_tabs(page: Page, inside: Collection[etree._Element]) -> bool:
    """Whether things side by side call one function with different words, and lead nowhere themselves."""
    calls: dict[tuple[etree._Element | None, str], set[str]] = {}
    for element in page.root.iter("a", "li", "span", "button", "h2", "h3", "h4", "h5", "dt", "div", "td", "p"):  # fmt: skip
        written = element.get("onclick") or element.get("href") or ""
        found = _CALL.match(written) if "(" in written else None
        if found is None or element in inside or _NO_TAB.search(found[1]):
            continue
        is_aside = any(above.tag in SIDE_TAGS for above in element.iterancestors())
        if is_aside or link_address(page, element) is not None:
            continue
        holder = element.getparent()
        is_alone = holder is not None and len(holder) == 1 and holder.tag in ("li", "td", "span")
        box = holder.getparent() if is_alone and holder is not None else holder
        calls.setdefault((box, found[1]), set()).add(found[2])
    return any(len(words) >= _FEWEST_TABS for words in calls.values())
