"""Does a list page show every row it should? "0 rows" must never be read as "nothing disclosed"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from audit_rules.model import Listing
from spiders.lines import is_hidden, words_of
from spiders.list_doubts import offers_more, partial_doubts
from spiders.listing import Shown, link_address
from spiders.page import Page
from spiders.paging import Paging
from spiders.script_rows import (
    doubt_of_nothing,
    has_commented_rows,
    has_frame,
    has_template_rows,
    is_filled_by_script,
    lines_of_nothing,
    says_nothing_there,
    waits_for_rows,
)
from spiders.wording import tidy

_TREE: Final = re.compile(r"tree|(?<![a-z])menu|catalog|mulu", re.IGNORECASE)
TOO_LONG: Final = "网页过长或嵌套过深，后面的部分没有读取"
NOT_OWN: Final = "条目不属于本栏目"


def make_listing(shown: Shown, paging: Paging, reason: str | None) -> Listing:
    """Return the list page's record; `reason` is why it is not whole, None where it is."""
    return Listing(
        entries=shown.entries,
        next_page=paging.next_page,
        further_pages=paging.further_pages,
        total=paging.total,
        complete=reason is None,
        reason=reason,
    )


def missing_rows(page: Page, shown: Shown, paging: Paging) -> str | None:
    """Return why this page cannot be taken as whole, in Chinese; None where it can."""
    if page.is_too_long:
        return TOO_LONG
    rows = len(shown.entries)
    is_counted = rows > 0 and rows == paging.total
    if not has_end(page) and not is_counted:
        return "网页没有结尾标记，可能没有传完"
    if shown.unusable:
        return f"有{shown.unusable}行不是内容页链接"
    if rows == 0:
        return _why_empty(page, paging)
    return next(_contradictions(page, shown, paging, is_counted=is_counted), None)


def _contradictions(page: Page, shown: Shown, paging: Paging, *, is_counted: bool) -> Iterator[str]:
    """Yield what speaks against the rows read being all of this page."""
    rows = len(shown.entries)
    if paging.is_script and not is_counted:
        yield "翻页由脚本完成，无法跟随其余各页"
    is_alone = not paging.further_pages and not paging.is_last and not paging.is_later
    if paging.total is not None and is_alone and rows < paging.total:
        yield f"页面声明共{paging.total}条，只见{rows}条，且没有其他页的链接"
    if paging.total is None and not paging.is_last:
        yield from _doubts(page, shown, paging)
    if paging.per_page is not None and paging.next_page and rows < paging.per_page:
        yield f"页面声明每页{paging.per_page}条，只见{rows}条"


def _doubts(page: Page, shown: Shown, paging: Paging) -> Iterator[str]:
    """Yield what speaks against this being all, where neither a total nor a pager's end proves it."""
    if offers_more(page, shown.elements):
        yield "页面有“更多”链接，可能只显示了一部分"
    if paging.further_pages:
        return
    if paging.per_page is not None and len(shown.entries) >= paging.per_page:
        yield f"页面声明每页{paging.per_page}条，正好读满，且没有其他页的链接"
    if waits_for_rows(page, is_own=has_own_rows(page, shown)):
        yield "列表旁另有由脚本填充的空列表"
    if has_template_rows(page):
        yield "页面另有由脚本按模板填充的条目"
    if has_commented_rows(page, dated=True):
        yield "另有条目写在网页注释里"
    if has_frame(page):
        yield "页面另有内嵌网页，列表可能在其中"
    yield from partial_doubts(page, shown.elements)


def has_own_rows(page: Page, shown: Shown) -> bool:
    """Whether any row lies below the page's own directory, where most systems keep a column's papers."""
    here = urlsplit(page.address)
    directory = here.path.rpartition("/")[0] + "/"
    if directory.count("/") < 2:
        return False
    there = (urlsplit(entry.url) for entry in shown.entries)
    return any(t.netloc == here.netloc and t.path.startswith(directory) for t in there)


def has_end(page: Page) -> bool:
    """Whether the page's source is closed; a body cut by the network may have lost rows and pager.

    What a script would write (`"</body>"`) closes nothing.
    """
    outside = re.sub(r"(?is)<script\b.*?(?:</script\s*>|\Z)|<!--.*?(?:-->|\Z)", "", page.html)
    tail = outside[-2000:].lower()
    return "</html" in tail or "</body" in tail


def why_menu_is_broken(page: Page, is_column: Callable[[str], bool]) -> str | None:
    """Return why a menu of columns cannot be taken as whole, in Chinese.

    An item that leads nowhere and has nothing under it is opened by a script: there are columns
    under it that nobody saw, and a duty is looked for in them.
    """
    if page.is_too_long:
        return TOO_LONG
    if not has_end(page):
        return "网页没有结尾标记，栏目树可能没有传完"
    for box in page.root.iter("ul", "ol", "div"):
        handle = f"{box.get('id') or ''} {box.get('class') or ''}"
        if len(box) == 0 and not (box.text or "").strip() and _TREE.search(handle):
            return "栏目树由脚本填充，网页源码里没有栏目"
    for menu in _menus(page, is_column):
        for item in menu.iter("li", "details", "dt"):
            if _is_unopened(page, item):
                return f"栏目“{tidy(words_of(item))[:30]}”没有可用的链接，也没有列出下级栏目"
    return None


def _menus(page: Page, is_column: Callable[[str], bool]) -> Iterable[etree._Element]:
    """Return the outermost lists that hold a column's link."""
    found: dict[etree._Element, None] = {}
    for link in page.root.iter("a", "li", "span"):
        url = link_address(page, link)
        lists = list(link.iterancestors("ul", "ol", "dl")) if url and is_column(url) else []
        if lists:
            found[lists[-1]] = None
    return found


def _is_unopened(page: Page, item: etree._Element) -> bool:
    """Whether a menu's item can be clicked or unfolded, and neither it nor what it heads has a link."""
    after = item.getnext()
    heads = after if after is not None and after.tag in ("ul", "ol", "dl", "dd") else None
    for part in (item, heads):
        if part is not None and any(link_address(page, each) for each in part.iter(etree.Element)):
            return False
    opens = any(
        each.tag in ("a", "button", "summary", "ul", "ol", "dl") or each.get("onclick")
        for each in item.iter(etree.Element)
    )
    return opens and bool(words_of(item)) and not is_hidden(item)


def _why_empty(page: Page, paging: Paging) -> str | None:
    if has_template_rows(page):
        return "条目由脚本按模板填充，网页源码里没有条目"
    if has_commented_rows(page):
        return "条目写在网页注释里，由脚本填充"
    if says_nothing_there(page):
        told = _contradicts_nothing(paging) or doubt_of_nothing(page)
        place = lines_of_nothing(page)[0].element
        partial = next(partial_doubts(page, (), place), None)
        return told or (f"页面称暂无内容，但{partial}" if partial else None)
    if is_filled_by_script(page):
        return "列表由脚本填充，网页源码里没有条目"
    return "没有读到条目，页面也没有写明暂无内容"


def _contradicts_nothing(paging: Paging) -> str | None:
    if paging.total:
        return f"页面称暂无内容，又声明共{paging.total}条"
    return "页面称暂无内容，又有其他页的链接" if paging.further_pages else None
