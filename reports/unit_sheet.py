"""Sheet 单位汇总: how many problems each unit has, by severity and by kind, with a chart."""

from __future__ import annotations

from collections import Counter
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from audit_rules.model import Audit, Finding, FindingKind, Outcome, Severity
from reports.by_unit import UnitFindings, by_unit
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
from reports.wording import KINDS, SEVERITIES

UNIT_SHEET: Final = "单位汇总"

_BEFORE_SEVERITIES: Final = ("责任单位", "合计", "问题", "疑似")
_COLOURS: Final = {
    Severity.A: "#A61C1C",
    Severity.B: "#E07B39",
    Severity.C: "#F0C75E",
    Severity.D: "#B8C4CE",
}
_CHART_UNITS: Final = 20
"""More bars than this cannot be told apart on one page."""


def add_unit_sheet(workbook: Workbook, formats: Formats, audit: Audit, *, held: bool) -> None:
    """Add the sheet: one row a unit, most burdened first, the sum below, a chart beneath."""
    groups = sorted(by_unit(audit), key=lambda group: (-len(group.findings), group.unit))
    present = {finding.kind for group in groups for finding in group.findings}
    kinds = [kind for kind in FindingKind if kind in present]
    columns = _columns(kinds)
    text = SheetText(
        title="各单位核查发现汇总（待核实）",
        note="只计“问题”和“疑似”，一条发现计一次；无法判断的见“无法判断”表。没有发现的单位不列。",
        held=held,
    )
    sheet, header = open_sheet(workbook, formats, UNIT_SHEET, text, columns)
    write_header(sheet, formats, header, columns)
    for number, group in enumerate(groups, 1):
        values: tuple[CellValue, ...] = (group.unit, *_counts(group.findings, kinds))
        write_row(sheet, formats, header + number, columns, values)
    last = header + len(groups)
    freeze_and_filter(sheet, header, last, len(columns))
    if groups:
        _write_sums(sheet, formats, last + 1, groups, kinds)
        _insert_chart(workbook, sheet, header, min(last, header + _CHART_UNITS))


def _columns(kinds: list[FindingKind]) -> tuple[SheetColumn, ...]:
    """Return the columns: unit, sums, severities, kinds that occur."""
    words = (*_BEFORE_SEVERITIES[1:], *SEVERITIES.values())
    return (
        SheetColumn(header=_BEFORE_SEVERITIES[0], width=26),
        *(SheetColumn(header=word, width=8, is_count=True) for word in words),
        *(SheetColumn(header=KINDS[kind], width=11, is_count=True) for kind in kinds),
    )


def _counts(findings: tuple[Finding, ...], kinds: list[FindingKind]) -> tuple[int, ...]:
    """Return a unit's numbers in the order of the columns behind its name."""
    outcomes = Counter(finding.outcome for finding in findings)
    severities = Counter(finding.severity for finding in findings)
    by_kind = Counter(finding.kind for finding in findings)
    return (
        len(findings),
        outcomes[Outcome.FINDING],
        outcomes[Outcome.SUSPECTED],
        *(severities[severity] for severity in SEVERITIES),
        *(by_kind[kind] for kind in kinds),
    )


def _write_sums(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    groups: list[UnitFindings],
    kinds: list[FindingKind],
) -> None:
    """Write the sums, as numbers: no cell of the workbook computes."""
    findings = tuple(finding for group in groups for finding in group.findings)
    sheet.write_string(row, 0, "合计", formats["total"])
    for place, number in enumerate(_counts(findings, kinds), 1):
        sheet.write_number(row, place, number, formats["total_number"])


def _insert_chart(workbook: Workbook, sheet: Worksheet, header: int, last: int) -> None:
    """Put a bar for each unit, parts by severity, under the table and on a page of its own."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for place, severity in enumerate(SEVERITIES, len(_BEFORE_SEVERITIES)):
        chart.add_series(
            {
                "name": SEVERITIES[severity],
                "categories": [UNIT_SHEET, header + 1, 0, last, 0],
                "values": [UNIT_SHEET, header + 1, place, last, place],
                "fill": {"color": _COLOURS[severity]},
                "border": {"color": "#404040", "width": 0.5},
                "gap": 60,
            }
        )
    chart.set_title(
        {"name": f"发现最多的单位（前{last - header}个，条）", "name_font": {"size": 12}}
    )
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D0D0D0"}}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 150 + 24 * (last - header)})
    below = sheet.dim_rowmax + 2
    sheet.set_h_pagebreaks([below])
    sheet.insert_chart(below, 0, chart)
