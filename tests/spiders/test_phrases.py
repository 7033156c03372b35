"""Labels inside one line: in brackets, between bars, next to labels nobody knows, in search forms."""

from __future__ import annotations

import pytest

from spiders.labels import find_pairs
from spiders.page import Page


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<li>[成文日期] <span>2023-09-06</span></li>", {"成文日期": "2023-09-06"}),
        ("<li>[发文字号]<span>某政办发〔2023〕23号</span></li>", {"发文字号": "某政办发〔2023〕23号"}),
        ("<p>见[成文日期] 2023-09-06</p>", {}),
        ("<p>成文日期 | 2022-03-01 | 文号 | 某政发〔2022〕1号</p>",
         {"成文日期": "2022-03-01", "文号": "某政发〔2022〕1号"}),
        ("<p>成文日期 | 文号 | 有效性 | 发布机构</p>", {}),
        ("<p>成文日期 | 2022-03-01 | 备注 | 无</p>", {}),
        ("<div><span>发布日期：2022-03-01</span><span>录入人：张三</span></div>", {"发布日期": "2022-03-01"}),
        ("<div>发布日期：2022-03-01 更新日期：2023-05-02</div>",
         {"发布日期": "2022-03-01", "更新日期": "2023-05-02"}),
        ("<div>发布时间：2022-05-04　来源：市水利局　【字体：<a>大</a> <a>中</a>】</div>",
         {"发布时间": "2022-05-04", "来源": "市水利局", "字体": "大 中 】"}),
        ("<div>2022-05-04 09:10 来源：市水利局</div>", {"来源": "市水利局"}),
        ("<p>资金 来源：市财政</p>", {}),
        ("<form><label>发布日期：</label><input name='a'> 至 <input name='b'></form>", {}),
        ("<dl><dt>发文机关：</dt><dd><a>区政府</a> <a>区财政局</a></dd></dl>", {}),
        ("<p>有效性：<a>全部</a> <a>有效</a></p>", {}),
        ("<dl><dt>发文机关：</dt><dd><a>区政府</a></dd></dl>", {"发文机关": "区政府"}),
    ],
)  # fmt: skip
def test_labels_of_one_line(body: str, expected: dict[str, str]) -> None:
    """Each way portals print them, and what only looks like it."""
    pairs = find_pairs(Page("", f"<body>{body}</body>").lines)

    assert expected == {pair.label: pair.value for pair in pairs}
