"""A column list of any make: the group of links with the most dated rows; and is a page one?

For the families whose lists are plain rows, and for a page no family claims. What is made by a
family's own means (interfaces, templates) its module adds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from audit_rules.model import Listing, PageKind
from spiders.completeness import has_commented_rows, has_template_rows, make_listing, missing_rows
from spiders.listing import Group, all_rows, find_groups
from spiders.page import Page
from spiders.paging import Paging, read_paging
from spiders.sheet import lay_out

_ARTICLE: Final = re.compile(
    r"\.(?:s?html?|jhtml|aspx?|jsp)$|/(?:detail|content|article|info)/|[?&]id=", re.IGNORECASE
)
_INDEX: Final = re.compile(
    r"/(?:index|list|default)(?:_\d+)?\.(?:s?html?|aspx?|jsp)$", re.IGNORECASE
)
_FEWEST_ROWS: Final = 2
"""One dated link is a cross-reference, not a list."""


def kind_by_rows(page: Page, is_article: Callable[[str], bool] | None = None) -> PageKind | None:
    """Tell a list from a document: by the national meta set, by a box, by dated rows; else None."""
    meta = page.meta
    if meta.get("articletitle") or meta.get("pubdate"):
        return None
    sheet = lay_out(page)
    if any(pair.value for pair in sheet.pairs if pair.field in ("index_number", "published_on")):
        return None
    group = dated_group(page, is_article)
    if group is not None and group.dated >= _FEWEST_ROWS:
        return PageKind.LIST
    is_column = bool(meta.get("columnname")) and "articletitle" not in meta
    if is_column and (has_template_rows(page) or has_commented_rows(page) or not sheet.titles):
        return PageKind.LIST
    return None


def read_dated_list(
    page: Page,
    is_article: Callable[[str], bool] | None = None,
    follow: Callable[[Page, Paging], Paging] | None = None,
) -> Listing:
    """Read the group with the most dated rows; a list without dates is not read at all.

    `is_article` tells a row's address by the family's grammar; `follow` turns the pager as printed
    into that of a family whose scripts compute the addresses of the other pages.
    """
    group = dated_group(page, is_article)
    shown = all_rows(page, group if group and group.dated else None)
    paging = read_paging(page, shown.elements)
    if follow is not None:
        paging = follow(page, paging)
    return make_listing(shown, paging, missing_rows(page, shown, paging))


def dated_group(page: Page, is_article: Callable[[str], bool] | None = None) -> Group | None:
    """Return the list of a page: the group with the most dated rows, then with the most rows."""
    is_entry = is_article or _article_test(page)
    groups = [group for group in find_groups(page, is_entry) if not group.is_aside]
    return max(groups, key=lambda group: (group.dated, len(group.rows)), default=None)


def _article_test(page: Page) -> Callable[[str], bool]:
    own = page.address.split("#")[0]

    def is_article(url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return url != own and _ARTICLE.search(target) is not None and not _INDEX.search(parts.path)

    return is_article
