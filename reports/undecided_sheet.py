"""Sheet 无法判断: what could not be decided, in groups, with an example each."""

from __future__ import annotations

from typing import Final

from xlsxwriter import Workbook

from audit_rules.model import Audit
from reports.problem_row import CellValue
from reports.sheet import (
    Formats,
    SheetColumn,
    SheetText,
    freeze_and_filter,
    open_sheet,
    write_header,
    write_row,
)
from reports.undecided import UndecidedGroup, undecided_by_unit
from reports.wording import OUTCOMES

UNDECIDED_SHEET: Final = "无法判断"

_COLUMNS: Final = (
    SheetColumn(header="序号", width=6),
    SheetColumn(header="责任单位", width=20),
    SheetColumn(header="任务/指标", width=24),
    SheetColumn(header="结果", width=12),
    SheetColumn(header="原因", width=40),
    SheetColumn(header="条数", width=7),
    SheetColumn(header="涉及栏目", width=26),
    SheetColumn(header="举例", width=44),
)
_COLUMNS_SHOWN: Final = 5


def add_undecided_sheet(workbook: Workbook, formats: Formats, audit: Audit, *, held: bool) -> None:
    """Add the sheet: one row for each unit, rule and reason."""
    text = SheetText(
        title="无法判断和需人工核查的事项（待核实）",
        note="以下事项不是问题：因栏目未读全、页面缺少日期等原因，程序不能下结论，或者规定由人工核查。",
        held=held,
    )
    sheet, header = open_sheet(workbook, formats, UNDECIDED_SHEET, text, _COLUMNS)
    write_header(sheet, formats, header, _COLUMNS)
    groups = undecided_by_unit(audit)
    for number, group in enumerate(groups, 1):
        write_row(sheet, formats, header + number, _COLUMNS, _values(number, group))
    freeze_and_filter(sheet, header, header + len(groups), len(_COLUMNS))


def _values(number: int, group: UndecidedGroup) -> tuple[CellValue, ...]:
    """Return one group in the order of the columns."""
    columns = list(group.columns[:_COLUMNS_SHOWN])
    if len(group.columns) > _COLUMNS_SHOWN:
        columns.append(f"等{len(group.columns)}个栏目")
    return (
        number,
        group.unit,
        f"{group.rule} {group.task}",
        OUTCOMES[group.outcome],
        group.reason,
        group.count,
        "\n".join(columns),
        group.example,
    )
