"""The 政策文件 template of www.gov.cn: a table of `<td><b>label</b></td><td>value</td>`, then the text.

Recognised by its address (`/zhengce/content/…/content_<digits>.htm`), or, without one, by the set of
labels its table always shows.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from audit_rules.model import Listing, PageKind, PageRecord
from spiders.disclosure import read_document
from spiders.families import generic
from spiders.labels import find_pairs
from spiders.menu import ColumnLink
from spiders.page import Page

NAME: Final = "govcn"

_HOSTS: Final = frozenset(("www.gov.cn", "gov.cn", "big5.www.gov.cn"))
_ARTICLE: Final = re.compile(r"/(?:zhengce|gongbao)/(?:.*/)?content_\d+\.html?$")
_TABLE: Final = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期")


def recognises(page: Page) -> bool:
    """Whether the address, or the full label table in this order, is that of gov.cn."""
    if page.address:
        parts = urlsplit(page.address)
        return parts.netloc in _HOSTS and _ARTICLE.search(parts.path) is not None
    pairs = [pair for pair in find_pairs(page.lines) if page.lines[pair.line].tag == "td"]
    return tuple(pair.label for pair in pairs[: len(_TABLE)]) == _TABLE


def kind_of(page: Page) -> PageKind | None:
    """Leave the kind to the general rules."""
    return generic.kind_of(page)


def read_columns(page: Page) -> tuple[ColumnLink, ...]:
    """Return nothing: this site has no units' disclosure homes."""
    return generic.read_columns(page)


def columns_obstacle(page: Page) -> str | None:
    """Return nothing, for the same reason."""
    return generic.columns_obstacle(page)


def read_list(page: Page) -> Listing:
    """Read a list by the general rules (its own lists come by script)."""
    return generic.read_list(page)


def read_disclosure(page: Page) -> PageRecord:
    """Read the label table and the text under it."""
    return read_document(page, by=NAME)
