"""Rows a script will fill in: templates, comments, empty places; and when a 暂无 may be believed.

An empty column is an accusation, so 暂无 counts only where nothing can be about to replace it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from spiders.lines import Line
from spiders.listing import is_aside
from spiders.page import Page
from spiders.row_dates import DATE_SHAPE
from spiders.wording import squeeze

_NOTHING: Final = re.compile(
    r"^(?:暂无|暂时没有|没有|无)(?:相关|任何|公开|最新|可公开)?(?:信息|内容|数据|记录|文章|结果)[!！。.]?$"
)
_TEMPLATE: Final = re.compile(r"\{\{[^{}]{1,200}\}\}|<%[=\s]|\$\{[a-zA-Z_.]{1,60}\}")
_LOADER: Final = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\b|\bfetch\s*\(|XMLHttpRequest|axios|loadPageData|dataproxy|v-for|new Vue|createApp"
)
_CALLS: Final = re.compile(
    r"(?<![\w.])(?<!function )(?:load|get|init|query|fetch|search|show|render|list|ajax|fill|build)"
    r"(?!Element|Attribute|Computed|Selector|Time|Date|Day|FullYear|Year|Month|Hour|Minute|Second|Cookie|Style)\w{0,40}\s?\("
    r"|\.(?:load|init|render|query)\w{0,40}\s?\(",
    re.IGNORECASE,
)
"""A call whose name says that it brings something; not the document's own, not the clock's."""
_MODULE: Final = re.compile(r"(?:app|chunk|main|vendor|index)[\w.~-]{0,40}\.js", re.IGNORECASE)
_FAULT: Final = re.compile(
    r"连接(?:超时|失败|异常)|(?:连接|访问|查询)(?:数据库|出错|失败)|数据库(?:连接|错误|异常|出错|超时|忙)|"
    r"(?:系统|服务器?|程序|网络|内部)(?:错误|异常|繁忙|出错|维护|升级)|(?:加载|获取|请求)(?:失败|出错|超时)|"
    r"(?:正在|系统|网站|停机|例行)(?:维护|升级)(?:中|$)|维护中|稍[后候]再试|出错|^错误|登[录陆]后(?:可|才能)?(?:查看|访问|可见|浏览)|请先登[录陆]|权限不足|没有权限|无权"
)
_LISTS_BY_SCRIPT: Final = re.compile(
    r"(?:list|(?<!lazy)(?<!up)(?<!down)(?<!pre)load|ajax|data|(?<!j)query|search|page|flow|channel)[\w.~-]{0,40}\.js",
    re.IGNORECASE,
)
_PROMPT: Final = re.compile(r"^请|输入|搜索|关键[字词]|检索|标题|用户名|账号")
_SIDE_TAGS: Final = frozenset(("nav", "aside", "header", "footer"))
_LIST_NAME: Final = re.compile(r"list|data|doc|news|item|rows?$|content|result|more|zoom|lb$", re.IGNORECASE)  # fmt: skip
_PAGER_NAME: Final = re.compile(r"pag(?:e|ing|inat)|fenye", re.IGNORECASE)
_RUNS: Final = re.compile(r"javascript|ecmascript|json|module|vbscript|jscript")
_WAITING: Final = re.compile(
    r"load(?:ing|er)?\d{0,2}\.(?:gif|svg|png)|spinner|waiting", re.IGNORECASE
)
_CONTAINERS: Final = ("ul", "ol", "tbody", "table")
_PLACES: Final = ("div", "section")
_SPACER: Final = re.compile(r"cl(?:ea)?r?(?:fix|both)?|cb|blank\w{0,8}|line\w{0,8}|space\w{0,8}|gap\w{0,8}|h\d{1,3}|hr|m[tb]?\d{0,3}|pt?\d{1,3}|shadow|fl|fr", re.IGNORECASE)  # fmt: skip
"""What empty boxes are named that end a float or keep a distance."""


def says_nothing_there(page: Page) -> bool:
    """Whether the page states, where its rows would stand, that the column holds nothing."""
    return bool(lines_of_nothing(page))


def lines_of_nothing(page: Page) -> list[Line]:
    """Return the lines that say so; 暂无 in a box of recommendations is that box's."""
    return [
        line
        for line in page.lines
        if 0 < len(line.text) <= 20
        and _NOTHING.match(squeeze(line.text))
        and not is_aside(line.element)
    ]


def doubt_of_nothing(page: Page) -> str | None:
    """Return why a 暂无 is not to be believed: it may be what stands there until a script has run."""
    said = next(_doubts_of_nothing(page), None)
    return f"页面称暂无内容，但{said}" if said else None


def _doubts_of_nothing(page: Page) -> Iterator[str]:
    words = [squeeze(line.text) for line in page.lines if len(line.text) <= 60 and not line.is_link]
    if any(map(_FAULT.search, (squeeze(page.title_tag), *words))):
        yield "带有出错或维护字样"
    pictures = (each.get("src") or "" for each in page.root.iter("img"))
    if is_filled_by_script(page) or any(map(_CALLS.search, _inline(page))):
        yield "列表由脚本填充"
    if any(map(_WAITING.search, pictures)):
        yield "仍显示正在加载"
    if has_empty_list(page) or _has_bare_head(page) or any(map(_LISTS_BY_SCRIPT.search, _sources(page))):  # fmt: skip
        yield "旁边有待脚本填充的空列表"
    if _has_script(page) and _has_place_beside(page, lines_of_nothing(page)):
        yield "旁边有待脚本填充的空位置"
    if has_frame(page) or any(True for _ in page.root.iter("embed", "object")):
        yield "列表可能在内嵌网页里"
    if _is_asked_for_words(page):
        yield "可能只是按所填条件查询的结果"


def _is_asked_for_words(page: Page) -> bool:
    """Whether a field of the page holds words somebody searched for; prompts (请输入…) are none."""
    fields = (field for field in page.root.iter("input") if (field.get("type") or "text").lower() in ("text", "search"))  # fmt: skip
    words = (squeeze(field.get("value") or "") for field in fields)
    return any(each and not _PROMPT.search(each) for each in words)


def has_frame(page: Page) -> bool:
    """Whether another page is shown within this one; counters load in frames without size."""
    frames = (
        frame for frame in page.root.iter("iframe", "frame") if (frame.get("src") or "").strip()
    )
    return any(
        not _is_tiny(frame)
        and not (frame.get("src") or "").lower().startswith(("about:", "javascript:"))
        and not any(above.tag in _SIDE_TAGS for above in frame.iterancestors())
        for frame in frames
    )


def _empty_places(page: Page) -> Iterator[etree._Element]:
    """Yield the empty boxes a script could find by a name, but for spacers."""
    for place in page.root.iter(*_PLACES):
        handles = [place.get("id") or "", *(place.get("class") or "").split()]
        is_named = any(handle and not _SPACER.fullmatch(handle) for handle in handles)
        is_empty = len(place) == 0 and not (place.text or "").strip()
        if is_empty and is_named and not any(a.tag in _SIDE_TAGS for a in place.iterancestors()):
            yield place


def _has_place_beside(page: Page, lines: Iterable[Line]) -> bool:
    """Whether an empty place stands in one box with a line, the page's body aside."""
    boxes: set[etree._Element] = set()
    for line in lines:
        for above in line.element.iterancestors():
            if above in boxes:
                break
            boxes.add(above)
    boxes = {box for box in boxes if box.tag not in ("html", "body", "form")}
    return any(above in boxes for place in _empty_places(page) for above in place.iterancestors())


def waits_for_rows(page: Page, *, is_own: bool) -> bool:
    """Whether an empty place beside the list is about to be filled by a script.

    Where the rows are the column's own (`is_own`), only a place that a script names or whose name says
    list counts; else they may be a box, and any place with an id may be the column's.
    """
    if has_empty_list(page) and _loads(page):
        return True
    scripts = "\n".join(_inline(page))
    if not (_loads(page) or _CALLS.search(scripts) or any(map(_MODULE.search, _sources(page)))):
        return False
    for place in _empty_places(page):
        handles = [place.get("id") or "", *(place.get("class") or "").split()]
        named = any(h and re.search(rf"['\"#.]{re.escape(h)}['\"]", scripts) for h in handles)
        if named or any(map(_LIST_NAME.search, handles)) or (place.get("id") and not is_own):
            return True
    return False


def _inline(page: Page) -> list[str]:
    """Return the inline scripts that run, without `//` lines."""
    found = []
    for script in page.root.iter("script"):
        kind = (script.get("type") or "").lower()
        if (not kind or _RUNS.search(kind)) and not script.get("src"):
            lines = (script.text or "").splitlines()
            found.append("\n".join(line for line in lines if not line.lstrip().startswith("//")))
    return found


def _has_script(page: Page) -> bool:
    return any(True for _ in page.root.iter("script"))


def _is_tiny(frame: etree._Element) -> bool:
    """Whether a frame shows nothing: counters load in frames without size."""
    sizes = {frame.get("width", ""), frame.get("height", "")}
    style = (frame.get("style") or "").replace(" ", "").lower()
    return bool(sizes & {"0", "1", "0px"}) or "display:none" in style


def _sources(page: Page) -> Iterable[str]:
    return [element.get("src") or "" for element in page.root.iter("script")]


def has_empty_list(page: Page, beside: etree._Element | None = None) -> bool:
    """Whether an empty list waits to be filled; with `beside`, one that does not carry that list on.

    A script needs a handle to find it (id, class, data-…); a bare `<ul></ul>` on a page without a
    script of its own is what a server's loop over no rows leaves behind.
    """
    has_script = any(script.strip() for script in _inline(page))
    return any(
        len(element) == 0
        and not (element.text or "").strip()
        and (element.attrib or has_script)
        and not any(above.tag in _SIDE_TAGS for above in element.iterancestors())
        and not _carries_on(element, beside)
        for element in page.root.iter(*_CONTAINERS)
    )


def _has_bare_head(page: Page) -> bool:
    """Whether a table a script can find has its head and nothing under it."""
    tables = (table for table in page.root.iter("table") if table.get("id") or table.get("class"))
    heads = (list(table.iter("tr")) for table in tables)
    return _has_script(page) and any(len(rows) == 1 and rows[0].find("th") is not None for rows in heads)  # fmt: skip


def _carries_on(element: etree._Element, beside: etree._Element | None) -> bool:
    """Whether an empty list is the end of another one (a new `<ul>` every five rows) or its pager."""
    if beside is None:
        return False
    handle = f"{element.get('id') or ''} {element.get('class') or ''}"
    is_next_to = element.getparent() is beside.getparent() or beside in element.iterancestors()
    return is_next_to or _PAGER_NAME.search(handle) is not None


def _loads(page: Page) -> bool:
    scripts = (element.text or "" for element in page.root.iter("script"))
    return any(map(_LOADER.search, scripts)) or any(map(_LISTS_BY_SCRIPT.search, _sources(page)))


def has_template_rows(page: Page) -> bool:
    """Whether rows stand in a template a script would fill (`{{title}}`)."""
    return any(
        _has_template(element) for element in page.root.iter("li", "tr", "a", "script", "template")
    )


def has_commented_rows(page: Page, *, dated: bool = False) -> bool:
    """Whether two or more rows are shut inside an HTML comment; `dated`: rows with dates, no samples."""
    for comment in page.root.iter(etree.Comment):
        words = (comment.text or "").lower()
        if words.count("<a ") >= 2 and (words.count("<li") >= 2 or words.count("<tr") >= 2):
            return not dated or len(DATE_SHAPE.findall(words)) >= 2
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


def _has_template(element: etree._Element) -> bool:
    """Whether a template stands here; of scripts only those of a template type are looked into."""
    if element.tag == "script":
        kind = (element.get("type") or "").lower()
        return (
            bool(kind)
            and not _RUNS.search(kind)
            and _TEMPLATE.search(element.text or "") is not None
        )
    if element.get("v-for") or element.get("ng-repeat") or element.get("ms-repeat"):
        return True
    shown = f"{element.text or ''}{element.get('href') or ''}{element.get('title') or ''}"
    return _TEMPLATE.search(shown) is not None
