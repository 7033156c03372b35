"""A menu of columns: links nested in lists, headings, drop-downs, with the names they stand under."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from lxml import etree

from spiders.lines import words_of
from spiders.listing import link_address
from spiders.page import Page
from spiders.wording import squeeze, strip_bullets, tidy

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6", "strong")
_NAVIGATION: Final = ("a", "option", "li", "span", "div", "button", "td")
"""Where a menu's addresses stand: in links, in choices, and in scripts called by a click."""
_NO_COLUMN: Final = re.compile(
    r"\d{1,4}|第\d{1,4}页|[首尾末]页|[上下前后]一?页|最后一?页|返回.{0,6}"
)
_PLACE: Final = re.compile(
    r"(?:您|你)?(?:现在)?(?:的|所在的?|所处的?|当前的?|目前的?)?(?:当前)?位置(?:是|为)?[:：]?"
)
_INDENT: Final = " \t\r\n\u3000\xa0├└│─┣┗┃|—-"
_PROMPT: Final = re.compile(r"请?选择|[-=]*$")


class ColumnLink(NamedTuple):
    """A column a unit's home links to; `path` joins the names, outermost first, with `/`."""

    path: str
    url: str


def read_menu(page: Page, is_column: Callable[[str], bool]) -> tuple[ColumnLink, ...]:
    """Return the columns a page links to, each address once, in page order.

    `is_column` tells a column's address from others by the family's grammar. A path is made of the
    names of the list items, headings and `dt` the link is nested under.
    """
    found: dict[str, ColumnLink] = {}
    for link in page.root.iter(*_NAVIGATION):
        url = link_address(page, link)
        if url is None or not is_column(url) or _is_breadcrumb(link):
            continue
        clean = re.split(r"[?#]", url, maxsplit=1)[0]
        name = _link_name(link)
        if name and not _NO_COLUMN.fullmatch(name) and clean not in found:
            parents = _option_parents(link) if link.tag == "option" else _parents(link, name)
            found[clean] = ColumnLink("/".join((*parents, name)), clean)
    return tuple(found.values())


def _is_breadcrumb(link: etree._Element) -> bool:
    """Whether a link stands in the line that tells where one is: the words 当前位置 lead it.

    Its links are above one another, not beside, and their names would be taken for columns'.
    """
    lists = list(link.iterancestors("ul", "ol"))
    if not lists:
        block = next(link.iterancestors("p", "div", "td", "nav", "section", "h1", "h2", "h3"), None)
        return block is not None and bool(_PLACE.match(squeeze(words_of(block))))
    outer = lists[-1]
    if any(True for inner in outer.iterdescendants("ul", "ol")):
        return False
    before = outer.getprevious()
    holder = outer.getparent()
    if before is not None:
        words = f"{words_of(before)}{before.tail or ''}"
    else:
        words = (holder.text or "") if holder is not None else ""
    first = squeeze(words_of(outer[0])) if len(outer) else ""
    return any(_PLACE.fullmatch(squeeze(each)) for each in (words, first))


def _option_parents(option: etree._Element) -> tuple[str, ...]:
    """Return the names a choice of a drop-down menu stands under: deeper ones are set further in."""
    group = option.getparent()
    if group is None:
        return ()
    outer = [(-1, _clean_name(group.get("label") or ""))] if group.tag == "optgroup" else []
    above = list(outer)
    for each in group.iterchildren("option"):
        words = each.text or ""
        depth = len(words) - len(words.lstrip(_INDENT))
        while len(above) > len(outer) and above[-1][0] >= depth:
            above.pop()
        if each is option:
            break
        if not _PROMPT.match(squeeze(words)):
            above.append((depth, _clean_name(words.lstrip(_INDENT))))
    return tuple(name for _, name in above if name)


def _parents(link: etree._Element, own: str) -> tuple[str, ...]:
    """Return the names a link is nested under, outermost first."""
    names: list[str] = []
    inner: etree._Element = link
    for above in link.iterancestors("li", "dl", "dd", "details", "ul", "div", "td"):
        name = _name_of(above, inner)
        if name and name != own and name not in names:
            names.append(name)
        inner = above
    return tuple(reversed(names))


def _name_of(element: etree._Element, inner: etree._Element) -> str | None:
    """Return the name an enclosing element gives what is inside it, None where it gives none.

    A list item names its inner list by the words before it; a `dt` the `dd` directly after it, unless
    that has a heading of its own; a `div` or cell by the heading that stands in it before the list. A
    parent wrongly named would put a column where it does not belong, so in doubt there is none.
    """
    if element.tag == "li":
        return _words_before(element, inner)
    if element.tag == "dl":
        return _term_of(inner)
    wanted = ("summary",) if element.tag == "details" else _HEADINGS
    heading: str | None = None
    for child in element:
        if child is inner:
            break
        if child.tag in wanted:
            heading = _clean_name(words_of(child))
    return heading


def _term_of(inner: etree._Element) -> str | None:
    """Return the `dt` directly before a `dd`, where that `dd` brings no heading itself."""
    before = inner.getprevious()
    if inner.tag != "dd" or before is None or before.tag != "dt":
        return None
    first = next(inner.iterchildren(), None)
    if first is not None and first.tag in ("details", *_HEADINGS):
        return None
    return _clean_name(words_of(before))


def _words_before(item: etree._Element, inner: etree._Element) -> str | None:
    if item.text and _clean_name(item.text):
        return _clean_name(item.text)
    for child in item:
        if child is inner:
            return None
        if child.tag in ("a", "span", "b", "strong", "p", "h3", "h4", "h5", "em", "i", "div"):
            name = _clean_name(words_of(child))
            if name:
                return name
    return None


def _link_name(link: etree._Element) -> str | None:
    if link.tag == "option":
        return _clean_name((link.text or "").lstrip(_INDENT))
    if link.tag != "a" and any(True for _ in link.iterdescendants("ul", "ol", "dl")):
        return _words_before(link, link)
    return _clean_name(words_of(link)) or _clean_name(link.get("title") or "")


def _clean_name(words: str) -> str | None:
    name = strip_bullets(tidy(words)).replace("/", "／")
    return name if 0 < len(name) <= 40 else None
