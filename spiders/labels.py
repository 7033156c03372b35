"""Label and value pairs of a page, whatever the markup; and the one vocabulary of labels.

Works on lines: `td/td`, `td>b label`, `th`, `dt/dd`, `ul>li` with bare text, div pairs, label line
and value line, several pairs in one cell, padded labels, glued values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from lxml import etree

from spiders.lines import SEGMENT, Line
from spiders.wording import squeeze, strip_bullets, tidy

LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("标题", "名称", "信息名称", "文件名称", "文件标题"),
    "published_on": (
        "发布日期", "发布时间", "公开日期", "公开时间", "发表时间", "发表日期", "信息公开日期",
        "时间", "日期", "生成日期", "发文日期", "发文时间",
    ),
    "formed_on": ("成文日期", "成文时间"),
    "document_number": ("文号", "发文字号", "发文文号", "文件编号", "文件字号", "公文字号"),
    "validity": ("有效性", "时效性", "时效", "效力状态", "文件有效性", "有效状态", "有效性/截止日期", "效力"),
    "valid_until": ("有效期至", "废止时间", "废止日期", "失效日期", "失效时间", "截止日期", "有效期限", "有效期"),
    "index_number": ("索引号", "信息索引号", "信息索引"),
    "unit": (
        "发布机构", "发文机关", "发文机构", "发布单位", "发布机关", "发文单位", "公开机构",
        "公开单位", "公开主体", "责任单位", "制发机关", "信息公开机构",
    ),
    "source": ("来源", "信息来源", "文章来源", "稿件来源"),
    "period": ("公示期", "公示时间", "公示期限", "征求意见时间", "征集时间", "公开征求意见时间", "征求意见期限", "意见征集时间", "起止时间", "征集日期"),
    # Known, and of no interest: they end the value before them.
    "": (
        "主题分类", "信息分类", "组配分类", "内容分类", "体裁分类", "服务对象分类", "生命周期分类",
        "主题词", "关键词", "关键字", "内容概述", "内容摘要", "摘要", "公开方式", "公开范围",
        "公开类型", "公开属性", "公开期限", "公开类别", "信息类别", "信息格式", "信息格式/语种", "语种", "载体类型", "登记号", "统一登记号", "规范性文件登记号", "生效日期", "生效时间", "实施日期",
        "施行日期", "相关信息", "作者", "编辑", "责任编辑", "责编", "审核", "点击", "点击数", "点击量", "点击率", "阅读", "阅读量", "浏览量", "浏览次数", "阅读次数",
        "访问量", "访问次数", "字号", "字体", "字体大小", "打印", "分享", "分享到", "扫一扫", "公开目录", "所属栏目", "所属分类", "栏目", "文件类型", "文种", "服务对象", "联系电话", "信息标识",
    ),
}  # fmt: skip
FIELD_OF: Final = {label: field for field, labels in LABELS.items() for label in labels}
WEAK: Final = frozenset(
    ("时间", "日期", "名称", "标题", "来源", "栏目", "时效", "效力", "作者", "编辑", "审核", "点击",
     "阅读", "分享", "打印", "字号", "字体", "摘要", "责任单位", "有效期", "截止日期", "联系电话",
     "文种", "公开单位", "公开时间", "公开主体", "实施日期", "施行日期", "生效日期", "生效时间")
)  # fmt: skip
"""Words that also stand in ordinary text: accepted only where a label is evident."""
_TABS: Final = frozenset(("正文", "手机", "附件", "解读", "标题", "目录", "正文内容"))
_LONGEST: Final = max(map(len, FIELD_OF))
_COLON: Final = re.compile("[:：】]")
_OPENERS: Final = "【[〖 \u3000\xa0\x1f•·●■▪|｜-*"
_BOUNDARY: Final = frozenset("\x1f|｜;；,，•·●■▪【[)）")
_MAX_LINE: Final = 600
"""Longer lines are text; a whole page flattened to one line is read no further than this."""
_LONGEST_LABELLED: Final = 40
"""A labelled line has its first colon within so many characters."""
_WHOLE_PAGE: Final = frozenset(("html", "body", "form"))
_MOST_SEGMENTS: Final = 12
_LAST_LETTERS: Final = frozenset(label[-1] for label in FIELD_OF)
_CELLS: Final = frozenset(("td", "th", "dt"))
_TOOLS: Final = (
    "字号",
    "字体",
    "打印",
    "分享",
    "点击",
    "浏览",
    "阅读次数",
    "访问",
    "收藏",
    "扫一扫",
)


class Pair(NamedTuple):
    """A label of the vocabulary and the words beside it; `line` is the line the label stands in.

    `last` is the line the value stands in. `value` is "" for an empty box.
    """

    field: str
    label: str
    value: str
    line: int
    last: int


class _Mark(NamedTuple):
    """A label found inside one line: where it begins and where its value begins."""

    label: str
    start: int
    end: int


def find_pairs(lines: Sequence[Line]) -> tuple[Pair, ...]:
    """Find every pair of the page, in order; whoever asks decides which zone to believe."""
    found = (pair for index in range(len(lines)) for pair in _pairs_at(lines, index))
    return tuple(pair for pair in found if not _is_asked_for(lines[pair.line]))


def printed_labels(lines: Sequence[Line]) -> frozenset[str]:
    """Return the fields whose label words begin a line anywhere, paired with a value or not."""
    return frozenset(field for line in lines for field in _printed_in(line))


def _printed_in(line: Line) -> Iterator[str]:
    if not line.text or line.is_link or _is_sentence(line.text):
        return
    if len(line.text) <= _LONGEST * 2 + 4 and (label := _lone_label(line)):
        yield FIELD_OF[label]
        return
    for segment in line.marked[: _MAX_LINE * 4].split(SEGMENT):
        words = squeeze(segment).strip("【】[]:：" + _OPENERS)
        if words in FIELD_OF and words not in WEAK:
            yield FIELD_OF[words]
    yield from (FIELD_OF[mark.label] for mark in _find_marks(line.marked[: _MAX_LINE * 4]))


def _pairs_at(lines: Sequence[Line], index: int) -> Iterator[Pair]:
    line = lines[index]
    if not line.text or line.is_link:
        return
    if len(line.text) <= _LONGEST * 2 + 4 and (label := _lone_label(line)):
        yield from _pair_across(lines, index, label)
        return
    marked = line.marked[: _MAX_LINE * 4]
    if _is_sentence(line.text):
        return
    if segmented := _segment_pair(marked):
        yield Pair(FIELD_OF[segmented[0]], *segmented, index, index)
        return
    marks = tuple(_find_marks(marked))
    for place, mark in enumerate(marks):
        stop = marks[place + 1].start if place + 1 < len(marks) else len(marked)
        value = strip_bullets(tidy(_without_tools(marked[mark.end : stop])))
        yield Pair(FIELD_OF[mark.label], mark.label, value, index, index)


def _without_tools(marked: str) -> str:
    """Cut a value where an element of its own begins that holds a page tool (字号 A+ A-, 打印)."""
    parts = marked.split(SEGMENT)
    for place in range(1, min(len(parts), _MOST_SEGMENTS)):
        if squeeze(parts[place]).startswith(_TOOLS) and squeeze("".join(parts[:place])):
            return SEGMENT.join(parts[:place])
    return marked


def _is_sentence(text: str) -> bool:
    """Whether a line is running text that does not begin with a label."""
    if len(text) <= _LONGEST_LABELLED or "。" not in text:
        return False
    colon = _COLON.search(text)
    return colon is None or colon.start() > _LONGEST_LABELLED


def _is_asked_for(line: Line) -> bool:
    """Whether the label belongs to a search form: a field to fill in stands beside it."""
    beside = (line.element, line.element.getnext())
    return any(
        field.get("type") not in ("hidden", "button", "submit")
        for element in beside
        if element is not None and element.tag not in _WHOLE_PAGE
        for field in element.iter("input", "select", "textarea")
    )


def _lone_label(line: Line) -> str | None:
    """Return the label a line consists of, colon or not."""
    words = squeeze(line.marked).strip("【】[]:：" + _OPENERS)
    return words if words in FIELD_OF else None


def _pair_across(lines: Sequence[Line], index: int, label: str) -> Iterator[Pair]:
    """Pair a label alone in its line with the line beside it.

    Only a sibling element holds its value: else the words after an empty box (the page's title, say)
    would be taken for what the box says. A following label means: empty.
    """
    line = lines[index]
    has_colon = line.text.endswith((":", "：", "】"))
    if (
        not has_colon
        and label in WEAK
        and line.tag not in _CELLS
        and not _is_in_series(lines, index)
    ):
        return
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or not _is_beside(line, following) or _begins_with_label(following):
        yield Pair(FIELD_OF[label], label, "", index, index)
        return
    if squeeze(following.text) in _TABS:
        return
    if not has_colon and line.tag not in _CELLS and not _is_in_series(lines, index):
        return
    yield Pair(FIELD_OF[label], label, strip_bullets(following.text), index, index + 1)


def _is_in_series(lines: Sequence[Line], index: int) -> bool:
    """Whether labels stand in every second line here: label line, value line, label line."""
    near = [place for place in (index - 2, index + 2) if 0 <= place < len(lines)]
    return any(_lone_label(lines[place]) not in (None, *WEAK) for place in near)


def _is_beside(line: Line, following: Line) -> bool:
    if _previous(following.element) is line.element:
        return True
    # A table of one column: the label's row above the value's row.
    row, next_row = _own_row(line.element), _own_row(following.element)
    if row is not None and next_row is not None and _previous(next_row) is row:
        return True
    # A value broken off by <br> belongs to the same element as its label.
    return following.tag == "br" and following.element.getparent() is line.element


def _previous(element: etree._Element) -> etree._Element | None:
    """Return the element before, comments passed over."""
    previous = element.getprevious()
    while previous is not None and not isinstance(previous.tag, str):
        previous = previous.getprevious()
    return previous


def _own_row(cell: etree._Element) -> etree._Element | None:
    """Return the table row that holds this cell and no other, None where there is none such."""
    row = cell.getparent()
    if cell.tag not in ("td", "th") or row is None or row.tag != "tr":
        return None
    return row if sum(1 for _ in row.iterchildren("td", "th")) == 1 else None


def _begins_with_label(line: Line) -> bool:
    if not line.text:
        return False
    if _lone_label(line):
        return True
    first = next(_find_marks(line.marked[: _MAX_LINE * 4]), None)
    return first is not None and not line.marked[: first.start].strip(_OPENERS + "\r\n\t")


def _segment_pair(marked: str) -> tuple[str, str] | None:
    """`<span>索引号</span><span>…</span>`: a label set apart by its element only."""
    if marked.count(SEGMENT) > _MOST_SEGMENTS:
        return None
    parts = [part for part in marked.split(SEGMENT) if part.strip()]
    if len(parts) != 2:
        return None
    label = squeeze(parts[0])
    if label not in FIELD_OF or label in WEAK:
        return None
    return label, strip_bullets(tidy(parts[1]).lstrip(":："))


def _find_marks(marked: str) -> Iterator[_Mark]:
    """Find the labels followed by a colon, in order."""
    begin = 0
    for colon in _COLON.finditer(marked):
        mark = _mark_before(marked, begin, colon.start(), colon.end())
        if mark:
            yield mark
            begin = colon.end()


def _mark_before(marked: str, begin: int, stop: int, end: int) -> _Mark | None:
    """Read backwards from a colon, passing over filling, for the longest known label."""
    letters: list[str] = []
    best: _Mark | None = None
    for place in range(stop - 1, max(begin, stop - _LONGEST * 8) - 1, -1):
        char = marked[place]
        if char.isspace() or char == SEGMENT:
            continue
        if not letters and char not in _LAST_LETTERS:
            return None
        letters.append(char)
        if len(letters) > _LONGEST:
            break
        label = "".join(reversed(letters))
        if label in FIELD_OF and _is_at_boundary(marked, begin, place, label):
            best = _Mark(label, place, end)
    return best


def _is_at_boundary(marked: str, begin: int, place: int, label: str) -> bool:
    """Whether a label begins here and is not the end of a longer word (会议时间, 会 议 时 间).

    Directly after a value only digits (a date, a clock) and, for words never ending another, the end
    of a value count: `来源:办公室作者:点击:`.
    """
    if place == begin:
        return True
    before = marked[place - 1]
    if before in _BOUNDARY:
        return True
    if before.isspace():
        left = marked[begin:place].rstrip()
        token = left[-2:]
        is_padded = len(token) == 2 and token[0].isspace() and _is_ideograph(token[1])
        return not left or (not is_padded and (label not in WEAK or begin > 0))
    return begin > 0 and (before.isdigit() or FIELD_OF[label] == "")


def _is_ideograph(char: str) -> bool:
    return "一" <= char <= "龥"
