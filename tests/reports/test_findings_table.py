"""The rows for a terminal, and the summary lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit_rules.model import Severity, Subject
from reports.findings_table import HEADERS, UNDECIDED_HEADERS, findings_table
from reports.summary import summary_lines
from reports.terminal_width import fitted, terminal_width
from tests.reports.audit_factory import audit, late, missing, unread_column
from tests.reports.hostile_text import HOSTILE


def test_blocks_are_units_and_lines_are_numbered_through() -> None:
    """Units as in the portal file; only what a unit has to answer for."""
    table = findings_table(audit())

    assert [block.unit for block in table.blocks] == ["区教育和体育局", "区住房和城乡建设局"]
    assert [line.number for block in table.blocks for line in block.lines] == [1, 2, 3]
    assert table.blocks[1].lines[0].cells() == (
        "2",
        "区住房和城乡建…",
        "T12 双随机一公开",
        "公开不及时：2022年第二季度抽查结果",
        "2022-07-06",
        "2022-07-15 超7日",
        "问题·较重",
    )
    assert table.blocks[0].lines[0].actual == "未见 超84日"
    assert len(table.blocks[1].lines[0].cells()) == len(HEADERS)


def test_the_most_serious_comes_first() -> None:
    """Within a unit."""
    findings = [late(key=level, severity=level) for level in reversed(Severity)]
    (block,) = findings_table(audit(*findings)).blocks

    assert [line.verdict for line in block.lines] == [
        *("问题·严重", "问题·较重", "问题·一般", "问题·提示")
    ]


def test_the_undecided_are_groups_and_the_summary_counts() -> None:
    """Nothing is listed one by one there."""
    table = findings_table(audit())

    assert [line.cells() for line in table.undecided] == [
        ("T12 双随机一公开", "栏目未读全：第2页返回503，重试3次仍失败", "无法判断", "1", "1"),
        ("T14 组织培训", "组织培训的情况无法从网页判断，由人工核查。", "需人工核查", "1", "1"),
    ]
    assert len(table.undecided[0].cells()) == len(UNDECIDED_HEADERS)
    assert table.summary[0].counts == (
        *(("问题", 2), ("疑似", 1), ("无法判断", 1), ("需人工核查", 1)),
    )
    assert table.summary[2].counts == (("区住房和城乡建设局", 2), ("区教育和体育局", 1))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_title_steers_the_terminal_or_breaks_a_line(text: str) -> None:
    """One short line, no control or direction characters."""
    table = findings_table(audit(late(subject=Subject(url="", title=text))))
    problem = table.blocks[0].lines[0].problem

    assert terminal_width(problem) <= 44
    assert problem.isprintable()


def test_an_empty_audit_has_an_empty_table() -> None:
    """And says so in numbers."""
    table = findings_table(replace(audit(), findings=()))

    assert table.blocks == ()
    assert dict(table.summary[0].counts)["问题"] == 0


def test_a_chinese_character_takes_two_columns() -> None:
    """Widths are terminal columns."""
    assert terminal_width("区a") == 3
    assert fitted("一二三四", 8) == "一二三四"
    assert fitted("一二三四五", 8) == "一二三…"
    assert fitted("a\x1b[31m\u202eb\n c", 20) == "a[31mb c"


def test_summary_lines_name_the_unread_columns() -> None:
    """The first five, then how many more."""
    reads = tuple(unread_column(column=f"栏目{number}") for number in range(7))
    lines = summary_lines(audit(late(), missing(), column_reads=reads))

    assert lines[0].startswith(
        "示例区人民政府：2022年淄川区政务公开工作方案，核查截至 2022年8月1日"
    )
    assert lines[1] == "结果：问题 2，疑似 0，无法判断 0，需人工核查 0"
    assert lines[3] == "涉及单位 2 个，较多的：区住房和城乡建设局 1，区教育和体育局 1"
    assert lines[4] == "栏目：共 7 个，读全 0 个，未读全 7 个"
    assert lines[5] == "未读全：洪山镇 栏目0（第2页返回503，重试3次仍失败）"
    assert "其余 2 个" in lines[-1]
