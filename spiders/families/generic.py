"""Any other CMS: labels, national meta names and repeated structure only; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from audit_rules.model import Listing, PageKind, PageRecord
from spiders.completeness import has_commented_rows, has_template_rows, make_listing, missing_rows
from spiders.disclosure import read_document
from spiders.families.base import ColumnLink
from spiders.listing import Group, all_rows, find_groups
from spiders.page import Page
from spiders.paging import read_paging
from spiders.sheet import lay_out

NAME: Final = "generic"

_ARTICLE: Final = re.compile(
    r"\.(?:s?html?|jhtml|aspx?|jsp)$|/(?:detail|content|article|info)/|[?&]id=", re.IGNORECASE
)
_INDEX: Final = re.compile(
    r"/(?:index|list|default)(?:_\d+)?\.(?:s?html?|aspx?|jsp)$", re.IGNORECASE
)
_FEWEST_ROWS: Final = 2
"""One dated link is a cross-reference, not a list."""


def recognises(page: Page) -> bool:  # noqa: ARG001 - the last resort, never recognised as such
    """Never: this module reads what no family claims."""
    return False


def kind_of(page: Page) -> PageKind | None:
    """Tell a list from a document: by the national meta set, by a box, by dated rows."""
    meta = page.meta
    if meta.get("articletitle") or meta.get("pubdate"):
        return None
    sheet = lay_out(page)
    if any(pair.value for pair in sheet.pairs if pair.field in ("index_number", "published_on")):
        return None
    group = _list_group(page)
    if group is not None and group.dated >= _FEWEST_ROWS:
        return PageKind.LIST
    is_column = bool(meta.get("columnname")) and "articletitle" not in meta
    if is_column and (has_template_rows(page) or has_commented_rows(page) or not sheet.titles):
        return PageKind.LIST
    return None


def read_columns(page: Page) -> tuple[ColumnLink, ...]:  # noqa: ARG001 - unknown grammar
    """Return nothing: without an address grammar a column cannot be told from any other link."""
    return ()


def columns_obstacle(page: Page) -> str | None:  # noqa: ARG001 - unknown grammar
    """Return nothing: no column is read here, and that alone says the tree was not."""
    return None


def read_list(page: Page) -> Listing:
    """Read the group with the most dated rows; a list without dates is not read at all."""
    group = _list_group(page)
    shown = all_rows(page, group if group and group.dated else None)
    paging = read_paging(page, shown.elements)
    reason = missing_rows(page, shown, paging)
    return make_listing(shown, paging, reason)


def read_disclosure(page: Page) -> PageRecord:
    """Read a document by its labels."""
    return read_document(page, by=NAME)


def _list_group(page: Page) -> Group | None:
    groups = [group for group in find_groups(page, _article_test(page)) if not group.is_aside]
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
