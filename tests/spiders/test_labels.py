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
