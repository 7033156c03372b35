"""The 政策文件 template of www.gov.cn: a table of `<td><b>label</b></td><td>value</td>`, then the text.

Recognised by its address (`/zhengce/content/…/content_<digits>.htm`, since 2023 with the month as folder:
`/zhengce/content/202301/…`, `/zhengce/zhengceku/202407/…`, `/gongbao/2023/issue_10566/202307/…`), or, without
one, by the set of labels its table always shows: one for the State Council's own papers, another for those of
departments in the 政策文件库, which other sites copied and which therefore needs the site's name in the title.
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
from spiders.wording import squeeze

NAME: Final = "govcn"
MAKER: Final = "中国政府网政策文件模板"

_HOSTS: Final = frozenset(("www.gov.cn", "gov.cn", "big5.www.gov.cn"))
_ARTICLE: Final = re.compile(r"/(?:zhengce|gongbao)/(?:[\w/-]{1,200}/)?content_\d{1,12}\.html?$")
_LIBRARY: Final = ("标题", "发文机关", "发文字号", "来源", "主题分类", "成文日期")
_KIND_OF_PAPER: Final = "公文种类"
_SITE_NAME: Final = "_中国政府网"
_TABLE: Final = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期")


def recognises(page: Page) -> bool:
    """Whether the address, or the full label table in this order, is that of gov.cn."""
    if page.address:
        return _is_paper(page.address)
    pairs = [pair for pair in find_pairs(page.lines) if page.lines[pair.line].tag == "td"]
    labels = tuple(pair.label for pair in pairs)
    return labels[: len(_TABLE)] == _TABLE or (
        labels[: len(_LIBRARY)] == _LIBRARY
        and page.title_tag.endswith(_SITE_NAME)
        and any(squeeze(line.text).rstrip(":：") == _KIND_OF_PAPER for line in page.lines)
    )


def kind_of(page: Page) -> PageKind | None:
    """Leave the kind to the general rules, but take no paper for a list of those it links to."""
    return None if _is_paper(page.address) else generic.kind_of(page)


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


def _is_paper(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.netloc in _HOSTS and _ARTICLE.search(parts.path) is not None
