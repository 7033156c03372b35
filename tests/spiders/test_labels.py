"""Label and value pairs, whatever the markup."""

from __future__ import annotations

import pytest

from spiders.labels import find_pairs
from spiders.page import Page


def _pairs(body: str) -> dict[str, str]:
    return {pair.label: pair.value for pair in find_pairs(Page("", f"<body>{body}</body>").lines)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><td>索引号</td><td>A/1</td><td>文号</td><td></td></tr></table>", {"索引号": "A/1", "文号": ""}),
        ("<table><tr><td><b>索 引 号：</b></td><td>A/1</td></tr></table>", {"索引号": "A/1"}),
        ("<table><tr><th>成文日期</th><td>2022-01-01</td></tr></table>", {"成文日期": "2022-01-01"}),
        ("<dl><dt>有效性</dt><dd>有效</dd></dl>", {"有效性": "有效"}),
        ("<ul><li>有&ensp;效&ensp;性：<em>有效</em></li></ul>", {"有效性": "有效"}),
        ("<ul><li><span>索引号</span><span>A/1</span></li></ul>", {"索引号": "A/1"}),
        ("<div>索引号: A/1 文号: 无文号</div>", {"索引号": "A/1", "文号": "无文号"}),
        ("<p>信息来源 关 键 词：x</p>", {"关键词": "x"}),
        ("<p>• 发文机构:</p><p>县政府</p><p>• 有效性:</p><p></p><p>• 发布日期:</p><p>2024-01-01</p>",
         {"发文机构": "县政府", "有效性": "", "发布日期": "2024-01-01"}),
        ("<div>时间:2025-01-07 08:23:24来源:办公室作者:点击:</div>",
         {"时间": "2025-01-07 08:23:24", "来源": "办公室", "作者": "", "点击": ""}),
        ("<p>会议时间：2022-01-01</p><p>会 议 时 间：2022-01-01</p>", {}),
        ("<p>【发布时间】2022-01-01</p>", {"发布时间": "2022-01-01"}),
        ("<ul><li>标题</li><li>正文</li><li>手机</li></ul>", {}),
        ("<p>公开期限: 长期公开</p>", {"公开期限": "长期公开"}),
        ("<form><p>标题：<input name='t'> 发布日期：从<input> 至<input></p></form>", {}),
        ("<table><tr><td>文号</td><td><input></td></tr></table>", {}),
        ("<div><p>文号：</p></div><h1>某局2022年报告</h1>", {"文号": ""}),
    ],
)  # fmt: skip
def test_find_pairs(body: str, expected: dict[str, str]) -> None:
    """The layouts seen on real portals."""
    assert expected == _pairs(body)


LABEL_ROW = "<tr><th>文号</th><th>成文日期</th><th>有效性</th></tr>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<table>{LABEL_ROW}<tr><td>甲〔2022〕1号</td><td></td><td>有效</td></tr></table>",
         {"文号": "甲〔2022〕1号", "成文日期": "", "有效性": "有效"}),
        (f"<table><thead>{LABEL_ROW}</thead><tbody><tr><td>a</td><td>b</td><td>c</td></tr></tbody></table>",
         {"文号": "a", "成文日期": "b", "有效性": "c"}),
        ("<div><p>文号：</p><p>成文日期：</p><p>有效性：</p></div><div><p>a</p><p>b</p><p>c</p></div>",
         {"文号": "a", "成文日期": "b", "有效性": "c"}),
        ("<table><tr><td>有效性</td><td><img src='1.png' alt='有效'></td></tr></table>", {"有效性": "有效"}),
        ("<table><tr><td>文号</td><td><input value='甲〔2022〕1号'></td></tr></table>", {"文号": "甲〔2022〕1号"}),
        ("<table><tr><td>有效性</td><td>☑有效 □失效</td></tr></table>", {"有效性": "☑有效 □失效"}),
        ("<p>上一篇：关于某事的通知 发布日期：2021-01-01</p>", {}),
        ("<ul><li>索引号：A/1</li><li>文号：</li><li>成文日期：</li><li>有效性：</li></ul>",
         {"索引号": "A/1", "文号": "", "成文日期": "", "有效性": ""}),
    ],
)  # fmt: skip
def test_values_not_beside_their_labels(body: str, expected: dict[str, str]) -> None:
    """Heading rows, label columns, pictures, inputs that only show; a neighbour's date is no pair."""
    pairs = find_pairs(Page("", f"<body>{body}</body>").lines)

    assert expected == {pair.label: pair.value for pair in pairs}
    assert not any(pair.is_unread for pair in pairs)


@pytest.mark.parametrize(
    "body",
    [
        f"<table>{LABEL_ROW}<tr><td>a</td><td>b</td></tr></table>",
        f"<table>{LABEL_ROW}<tr><td>a</td><td>b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>",
        "<p>文号：</p><p>成文日期：</p><p>有效性：</p>",
        "<table><tr><td>文号</td><td><img src='1.png'></td></tr></table>",
        "<table><tr><td>文号</td><td><span id='wh'></span></td></tr></table>",
        "<table><tr><td>文号</td><td><script>write()</script></td></tr></table>",
        "<table><tr><td>文号</td><td>{{item.number}}</td></tr></table>",
        "<table><tr><td>文号</td><td>${number}</td></tr></table>",
        "<table><tr><td>文号</td><td><%=number%></td></tr></table>",
        "<p>文号：<i class='number'></i></p>",
        "<p>文号：<br>甲〔2022〕1号</p>",
        "<div>文号：</div><div><svg></svg></div>",
    ],
)  # fmt: skip
def test_unread_is_not_empty(body: str) -> None:
    """What a reader may see and the markup does not say is unread, never blank."""
    pairs = find_pairs(Page("", f"<body>{body}</body>").lines)

    assert pairs
    assert all(pair.is_unread and not pair.value for pair in pairs)
