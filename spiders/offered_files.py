"""The files a document page offers: its attachments, not those of menus and boxes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from lxml import etree

from audit_rules.model import Attachment
from spiders.lines import words_of
from spiders.page import Page
from spiders.sheet import Sheet
from spiders.wording import squeeze, tidy

_MOST_FILES: Final = 1000
"""Of one page; more is a page made to be read for ever."""
FILE_ENDINGS: Final = (
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".7z", ".ppt",
    ".pptx", ".csv", ".txt", ".ceb",
)  # fmt: skip
_LONGEST_QUERY: Final = 500
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "strong", "b")
_ASIDE: Final = re.compile(
    r"(?:推荐|热门|常用|最新|相关)?(?:下载|文件|资料|表格|软件)?(?:推荐|专区|中心|下载|排行)(?:更多|>>)?"
)
"""Headings of boxes that offer the same files on every page."""
_LONGEST_HEADING: Final = 12
_MOST_ABOVE: Final = 4
_ATTACHED: Final = re.compile(r"附件|附表|附录|文件下载")


def read_attachments(page: Page, sheet: Sheet | None = None) -> tuple[Attachment, ...]:
    """Return the files a page offers, each address once, in page order.

    Of a page with a title those above it belong to menus, unless they are named 附件.
    """
    if not any(map(names_file, page.hrefs)):
        return ()
    found: dict[str, Attachment] = {}
    for link, is_above in _links(page, sheet):
        href = link.get("href")
        if not href or not names_file(href) or _is_beside(link, is_above=is_above):
            continue
        if len(found) >= _MOST_FILES:
            break
        address = page.resolve(href)
        if address:
            name = words_of(link) or tidy(link.get("title") or "")
            found.setdefault(address, Attachment(url=address, name=name))
    return tuple(found.values())


def names_file(href: str) -> bool:
    """Whether an address ends as files do, or a program is asked for a file by such a name."""
    path, _, query = href.partition("?")
    path = path.rstrip()
    if path[-1:] not in ("/", "l") and path.lower().endswith(FILE_ENDINGS):
        return True
    values = (part.partition("=")[2] for part in query[:_LONGEST_QUERY].split("&"))
    return bool(query) and any(
        unquote(value).strip().lower().endswith(FILE_ENDINGS) for value in values
    )


def _links(page: Page, sheet: Sheet | None) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the links of a page, and whether each stands above the title."""
    if sheet is None or sheet.heading < 0:
        yield from ((link, False) for link in page.root.iter("a"))
        return
    title = page.lines[sheet.heading].element
    is_above = True
    for element in page.root.iter("a", title.tag):
        is_above = is_above and element is not title
        if element.tag == "a":
            yield element, is_above


def _is_beside(link: etree._Element, *, is_above: bool) -> bool:
    """Whether a file is one of a menu above the title, or of a box headed 推荐下载 and its like."""
    holder = link.getparent()
    if is_above and (holder is None or not _ATTACHED.search(words_of(holder)[:_LONGEST_HEADING])):
        return True
    for _ in range(_MOST_ABOVE):
        if holder is None or holder.tag == "body":
            return False
        before = next((item for item in holder.iterchildren() if item.tag in _HEADINGS), None)
        words = squeeze(words_of(before)) if before is not None else ""
        if 0 < len(words) <= _LONGEST_HEADING:
            return _ASIDE.fullmatch(words) is not None
        holder = holder.getparent()
    return False
