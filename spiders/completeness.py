"""Does a list page show every row it should? "0 rows" must never be read as "nothing disclosed"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from audit_rules.model import Listing
from spiders.lines import is_hidden, words_of
from spiders.listing import Shown, is_aside, link_address
from spiders.page import Page
from spiders.paging import Paging
from spiders.wording import squeeze, tidy

_NOTHING: Final = re.compile(
    r"^(?:暂无|暂时没有|没有|无)(?:相关|任何|公开|最新|可公开)?(?:信息|内容|数据|记录|文章|结果)[!！。.]?$"
)
_TEMPLATE: Final = re.compile(r"\{\{[^{}]{1,200}\}\}|<%[=\s]|\$\{[a-zA-Z_.]{1,60}\}")
_LOADER: Final = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s*\(|XMLHttpRequest|axios|loadPageData|dataproxy|v-for|new Vue|createApp"
)
_MODULE: Final = re.compile(r"(?:app|chunk|main|vendor|index)[\w.~-]{0,40}\.js", re.IGNORECASE)


_MORE: Final = re.compile(
    r"(?:点击|点此|上拉|下拉|向下滚动)?(?:查看|加载|展开|显示|浏览)?(?:更多|全部)(?:信息|内容|数据)?[>＞›»+.…↓]{0,4}"
    r"|(?:load)?more[>＞›»+.…]{0,4}",
    re.IGNORECASE,
)
_LOADS_MORE: Final = re.compile(r"点击|拉|滚动|查看|加载|展开|显示|load", re.IGNORECASE)
_FAULT: Final = re.compile(
    r"连接(?:超时|失败|异常)|(?:连接|访问|查询)(?:数据库|出错|失败)|数据库(?:连接|错误|异常|出错|超时|忙)|"
    r"(?:系统|服务器?|程序|网络|内部)(?:错误|异常|繁忙|出错|维护|升级)|(?:加载|获取|请求)(?:失败|出错|超时)|"
    r"(?:正在|系统|网站|停机|例行)(?:维护|升级)(?:中|$)|维护中|稍[后候]再试|出错|^错误"
)
_LISTS_BY_SCRIPT: Final = re.compile(
    r"(?:list|load|ajax|data|query|search|page|flow)[\w.~-]{0,40}\.js", re.IGNORECASE
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?")
_PERIOD: Final = re.compile(
    r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:至|到|[-—~～]{1,2})(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]"
)
_DAY: Final = re.compile(r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))
_TREE: Final = re.compile(r"tree|(?<![a-z])menu|catalog|mulu", re.IGNORECASE)
_CONTAINERS: Final = ("ul", "ol", "tbody", "table")


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
    if _offers_more(page, shown.elements):
        yield "页面有“更多”链接，可能只显示了一部分"
    if paging.further_pages:
        return
    if paging.per_page is not None and len(shown.entries) >= paging.per_page:
        yield f"页面声明每页{paging.per_page}条，正好读满，且没有其他页的链接"
    if has_empty_list(page) and _loads(page):
        yield "列表旁另有由脚本填充的空列表"
    if _is_filtered(page, shown.elements):
        yield "列表可能按年份分开显示"


def has_end(page: Page) -> bool:
    """Whether the page's source is closed; a body cut by the network may have lost rows and pager.

    What a script would write (`"</body>"`) closes nothing.
    """
    outside = re.sub(r"(?is)<script\b.*?(?:</script\s*>|\Z)|<!--.*?(?:-->|\Z)", "", page.html)
    tail = outside[-2000:].lower()
    return "</html" in tail or "</body" in tail


def _offers_more(page: Page, rows: Iterable[etree._Element]) -> bool:
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
        and not any(above.tag in _SIDE_TAGS for above in element.iterancestors())
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


def _is_filtered(page: Page, rows: Iterable[etree._Element]) -> bool:
    """Whether the list may show one year or period only: years side by side, or a period chosen."""
    inside = {element for row in rows for element in row.iter()}
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
    years = 0
    for cell in box:
        is_choice = isinstance(cell.tag, str) and cell.tag in ("a", "li", "span", "button", "option", "dd", "div")  # fmt: skip
        if not is_choice or len(cell) > 2 or not _YEAR.fullmatch(squeeze(words_of(cell))):
            continue
        links = (cell, *cell.iterdescendants("a"))
        address = next(filter(None, (link_address(page, link) for link in links)), None)
        years += address is None or _is_inside(page, address)
    return years >= 2


def says_nothing_there(page: Page) -> bool:
    """Whether the page states, where its rows would stand, that the column holds nothing."""
    return any(
        _NOTHING.match(squeeze(line.text)) and not is_aside(line.element)
        for line in page.lines
        if len(line.text) <= 20
    )


def doubt_of_nothing(page: Page) -> str | None:
    """Return why a 暂无 is not to be believed: it may be what stands there until a script has run."""
    words = [squeeze(line.text) for line in page.lines if len(line.text) <= 60 and not line.is_link]
    if any(map(_FAULT.search, (squeeze(page.title_tag), *words))):
        return "页面称暂无内容，但带有出错或维护字样"
    if is_filled_by_script(page):
        return "页面称暂无内容，但列表由脚本填充"
    if has_empty_list(page) or any(map(_LISTS_BY_SCRIPT.search, _sources(page))):
        return "页面称暂无内容，但旁边有待脚本填充的空列表"
    frames = (frame for frame in page.root.iter("iframe", "frame") if frame.get("src"))
    if any(not _is_tiny(frame) for frame in frames):
        return "页面称暂无内容，但列表可能在内嵌网页里"
    return None


def _is_tiny(frame: etree._Element) -> bool:
    """Whether a frame shows nothing: counters load in frames without size."""
    sizes = {frame.get("width", ""), frame.get("height", "")}
    style = (frame.get("style") or "").replace(" ", "").lower()
    return bool(sizes & {"0", "1", "0px"}) or "display:none" in style


def _sources(page: Page) -> Iterable[str]:
    return [element.get("src") or "" for element in page.root.iter("script")]


def has_empty_list(page: Page) -> bool:
    """Whether an empty list waits to be filled.

    A script needs a handle to find it (id, class, data-…); a bare `<ul></ul>` on a page without any
    script is what a server's loop over no rows leaves behind.
    """
    has_script = any(True for _ in page.root.iter("script"))
    return any(
        len(element) == 0
        and not (element.text or "").strip()
        and (element.attrib or has_script)
        and not any(above.tag in _SIDE_TAGS for above in element.iterancestors())
        for element in page.root.iter(*_CONTAINERS)
    )


def _loads(page: Page) -> bool:
    scripts = (element.text or "" for element in page.root.iter("script"))
    return any(map(_LOADER.search, scripts)) or any(map(_LISTS_BY_SCRIPT.search, _sources(page)))


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


def why_menu_is_broken(page: Page, is_column: Callable[[str], bool]) -> str | None:
    """Return why a menu of columns cannot be taken as whole, in Chinese.

    An item that leads nowhere and has nothing under it is opened by a script: there are columns
    under it that nobody saw, and a duty is looked for in them.
    """
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
        return _contradicts_nothing(paging) or doubt_of_nothing(page)
    if is_filled_by_script(page):
        return "列表由脚本填充，网页源码里没有条目"
    return "没有读到条目，页面也没有写明暂无内容"


def _contradicts_nothing(paging: Paging) -> str | None:
    if paging.total:
        return f"页面称暂无内容，又声明共{paging.total}条"
    return "页面称暂无内容，又有其他页的链接" if paging.further_pages else None


def _has_template(element: etree._Element) -> bool:
    """Whether a template stands here; of scripts only those of a template type are looked into."""
    if element.tag == "script":
        kind = element.get("type") or ""
        return "template" in kind and _TEMPLATE.search(element.text or "") is not None
    if element.get("v-for") or element.get("ng-repeat") or element.get("ms-repeat"):
        return True
    shown = f"{element.text or ''}{element.get('href') or ''}{element.get('title') or ''}"
    return _TEMPLATE.search(shown) is not None
