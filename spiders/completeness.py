"""Does a list page show every row it should? "0 rows" must never be read as "nothing disclosed"."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from spiders.lines import words_of
from spiders.page import Page
from spiders.paging import Paging
from spiders.wording import squeeze

_NOTHING: Final = re.compile(
    r"^(?:暂无|暂时没有|没有|无)(?:相关|任何|公开|最新|可公开)?(?:信息|内容|数据|记录|文章|结果)[!！。.]?$"
)
_TEMPLATE: Final = re.compile(r"\{\{[^{}]{1,200}\}\}|<%[=\s]|\$\{[a-zA-Z_.]{1,60}\}")
_LOADER: Final = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s*\(|XMLHttpRequest|axios|loadPageData|dataproxy|v-for|new Vue|createApp"
)
_MODULE: Final = re.compile(r"(?:app|chunk|main|vendor|index)[\w.~-]{0,40}\.js", re.IGNORECASE)


_MORE: Final = re.compile(r"(?:查看)?更多[>＞›»+.…]{0,4}|more[>＞›»+.…]{0,4}", re.IGNORECASE)


def missing_rows(page: Page, rows: int, paging: Paging) -> str | None:
    """Return why this page cannot be taken as whole, in Chinese; None where it can."""
    if rows == 0:
        return _why_empty(page, paging)
    if paging.is_script:
        return "翻页由脚本完成，无法跟随其余各页"
    is_alone = not paging.further_pages and not paging.is_last
    if paging.total is not None and is_alone and rows < paging.total:
        return f"页面声明共{paging.total}条，只见{rows}条，且没有其他页的链接"
    if unproved := _why_unproved(page, paging):
        return unproved
    if paging.per_page is not None and paging.next_page and rows < paging.per_page:
        return f"页面声明每页{paging.per_page}条，只见{rows}条"
    return None


def _why_unproved(page: Page, paging: Paging) -> str | None:
    """Return what speaks against this being all, where neither a total nor a pager proves it."""
    if paging.is_last or paging.total is not None or paging.further_pages:
        return None
    if not _has_end(page):
        return "网页没有结尾标记，可能没有传完"
    if _offers_more(page):
        return "页面有“更多”链接，可能只显示了一部分"
    return None


def _has_end(page: Page) -> bool:
    """Whether the page's source is closed; a body cut by the network may have lost rows and pager."""
    tail = page.html[-2000:].lower()
    return "</html" in tail or "</body" in tail


def _offers_more(page: Page) -> bool:
    """Whether a link promises more rows elsewhere; navigation and boxes at the side aside."""
    return any(
        _MORE.fullmatch(squeeze(words_of(link)))
        and not any(
            above.tag in ("nav", "aside", "header", "footer") for above in link.iterancestors()
        )
        for link in page.root.iter("a")
    )


def says_nothing_there(page: Page) -> bool:
    """Whether the page states in so many words that the column holds nothing."""
    return any(_NOTHING.match(squeeze(line.text)) for line in page.lines if len(line.text) <= 20)


def has_template_rows(page: Page) -> bool:
    """Whether rows stand in a template a script would fill (`{{title}}`)."""
    return any(
        _has_template(element) for element in page.root.iter("li", "tr", "a", "script", "template")
    )


def has_commented_rows(page: Page) -> bool:
    """Whether two or more rows are shut inside an HTML comment."""
    for comment in page.root.iter(etree.Comment):
        words = (comment.text or "").lower()
        if words.count("<a ") >= 2 and (words.count("<li") >= 2 or words.count("<tr") >= 2):
            return True
    return False


def is_filled_by_script(page: Page) -> bool:
    """Whether an inline script fetches rows, or the page is one application script."""
    for script in page.root.iter("script"):
        if _LOADER.search(script.text or "") or _MODULE.search(script.get("src") or ""):
            return True
    return any(
        element.get("id") in ("app", "root") and len(element) == 0
        for element in page.root.iter("div")
    )


def _why_empty(page: Page, paging: Paging) -> str | None:
    if has_template_rows(page):
        return "条目由脚本按模板填充，网页源码里没有条目"
    if has_commented_rows(page):
        return "条目写在网页注释里，由脚本填充"
    if says_nothing_there(page):
        if paging.total:
            return f"页面称暂无内容，又声明共{paging.total}条"
        return None
    if is_filled_by_script(page):
        return "列表由脚本填充，网页源码里没有条目"
    return "没有读到条目，页面也没有写明暂无内容"


def _has_template(element: etree._Element) -> bool:
    """Whether a template stands here; of scripts only those of a template type are looked into."""
    if element.tag == "script":
        kind = element.get("type") or ""
        return "template" in kind and _TEMPLATE.search(element.text or "") is not None
    if element.get("v-for") or element.get("ng-repeat") or element.get("ms-repeat"):
        return True
    shown = f"{element.text or ''}{element.get('href') or ''}{element.get('title') or ''}"
    return _TEMPLATE.search(shown) is not None
