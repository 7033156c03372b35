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
from spiders.totals import counted_heading, says_more
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
_OLDER: Final = re.compile(
    r"(?:以前|之前|历史|往年|更早|年度前).{0,20}(?:请|查看|查阅|查询|点击|移步|访问|登录)|(?:查看|查阅|查询|点击|访问).{0,12}(?:历史(?:信息|数据|文件|公告|记录)|旧版)"
)
_OLDER_LINK: Final = re.compile(
    r"(?:历史|往年|以前|更早的?|归档|过往)(?:信息|数据|文件|内容|公告|记录|条目)[>＞»›]{0,2}"
)
_CALL: Final = re.compile(r"\s{0,9}(?:javascript:)?\s{0,9}(?:return\s{1,9})?([\w.$]{1,40})\(([^()]{1,80})\)", re.IGNORECASE)  # fmt: skip
_NO_TAB: Final = re.compile(r"font|size|print|share|zoom|color|theme|copy|close|lang|back|history|collect|favou?rite|home", re.IGNORECASE)  # fmt: skip
_FEWEST_TABS: Final = 2
_LONGEST_REMARK: Final = 60
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LONGEST_TAB: Final = 20
SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))


def partial_doubts(
    page: Page, rows: Sequence[etree._Element], place: etree._Element | None = None
) -> Iterator[str]:
    """Yield what else a list may hold, in Chinese: other years, other tabs, what a cap cut off.

    `place` is where the rows would stand, on a page that says there are none.
    """
    inside = {element for row in rows for element in row.iter()}
    outside = [line for line in page.lines if line.text and not _is_in(line.element, inside)]
    words = [line.phrase.squeezed for line in outside if len(line.text) <= _LONGEST_REMARK]
    if any(map(_CAPPED.search, words)):
        yield "页面写明只显示一部分"
    headings = (line.text for line in outside if line.tag in _HEADINGS and not line.is_link)
    heads = [number for text in headings if (number := counted_heading(text)) is not None]
    is_less = says_more((line.text for line in outside), len(rows)) or any(number > len(rows) for number in heads)  # fmt: skip
    if rows and is_less:
        yield "页面写有的条数多于所见的条数"
    if any(_OLDER_LINK.fullmatch(each) or _OLDER.search(each) for each in words):
        yield "页面写明较早的信息在别处"
    if _is_filtered(page, inside):
        yield "列表可能按年份分开显示"
    near = _boxes_around(page, rows[0] if rows else place)
    if _has_tabs(page, inside, near) or _has_marked_tabs(page, inside, near):
        yield "页面有由脚本切换的标签，其余内容没有读到"


def _is_in(element: etree._Element, inside: Collection[etree._Element]) -> bool:
    return element in inside or any(above in inside for above in element.iterancestors())


def _boxes_around(page: Page, place: etree._Element | None) -> Collection[etree._Element]:
    """Return the boxes a place stands in, but for those that hold the whole page; nothing for no place.

    Tabs in the frame of a site (search by kind, language) choose nothing of the list.
    """
    if place is None:
        return ()
    around = set(place.iterancestors())
    body = page.root.find("body")
    whole = body
    while whole is not None:
        around.discard(whole)
        blocks = [child for child in whole if child.tag not in ("script", "style", "link") and isinstance(child.tag, str)]  # fmt: skip
        whole = blocks[0] if len(blocks) == 1 and len(blocks[0]) else None
    around.discard(page.root)
    return around


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


def _has_marked_tabs(
    page: Page, inside: Collection[etree._Element], near: Collection[etree._Element]
) -> bool:
    """Whether things side by side bear a mark for a script each (data-id), and lead nowhere themselves."""
    for box in page.root.iter("ul", "ol", "div", "p", "dl"):
        marks: dict[tuple[str, str], set[str]] = {}
        for child in box:
            for name, value in _marks_of(child):
                if child not in inside and _leads_nowhere(page, child):
                    marks.setdefault((str(child.tag), name), set()).add(value)
        is_row_of_tabs = any(len(values) >= _FEWEST_TABS for values in marks.values())
        is_aside = is_row_of_tabs and any(a.tag in SIDE_TAGS for a in box.iterancestors())
        if is_row_of_tabs and not is_aside and _is_in(box, near):
            return True
    return False


def _marks_of(child: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the filled data- attributes of what may be a tab."""
    if child.tag in ("a", "li", "span", "button"):
        for name, value in child.items():
            if str(name).startswith("data-") and value:
                yield str(name), str(value)


def _leads_nowhere(page: Page, tab: etree._Element) -> bool:
    """Whether something has the few words of a tab and no address."""
    is_short = 0 < len(squeeze(words_of(tab))) <= _LONGEST_TAB
    return is_short and not any(link_address(page, each) for each in tab.iter("a"))


def _has_tabs(
    page: Page, inside: Collection[etree._Element], near: Collection[etree._Element]
) -> bool:
    """Whether things side by side call one function with different words, and lead nowhere themselves."""
    calls: dict[tuple[etree._Element | None, str], set[str]] = {}
    for element in page.root.iter("a", "li", "span", "button", "h2", "h3", "h4", "h5", "dt", "div", "td", "p"):  # fmt: skip
        written = element.get("onclick") or element.get("href") or ""
        found = _CALL.match(written) if "(" in written else None
        if found is None or element in inside or _NO_TAB.search(found[1]):
            continue
        is_aside = any(above.tag in SIDE_TAGS for above in element.iterancestors())
        if is_aside or link_address(page, element) is not None or not _is_in(element, near):
            continue
        if not squeeze(words_of(element)):
            continue
        holder = element.getparent()
        is_alone = holder is not None and len(holder) == 1 and holder.tag in ("li", "td", "span")
        box = holder.getparent() if is_alone and holder is not None else holder
        calls.setdefault((box, found[1]), set()).add(found[2])
    return any(len(words) >= _FEWEST_TABS for words in calls.values())
