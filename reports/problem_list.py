"""The check list (核查清单): one workbook of everything an audit found, for people to verify."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from audit_rules.model import Audit
from reports.by_unit import by_unit
from reports.explanation_sheet import add_explanation_sheet
from reports.files import write_atomically
from reports.problem_row import PROBLEM_COLUMNS
from reports.sheet import (
    Formats,
    SheetColumn,
    SheetText,
    freeze_and_filter,
    make_formats,
    open_sheet,
    write_header,
    write_row,
)
from reports.undecided_sheet import add_undecided_sheet
from reports.unit_sheet import add_unit_sheet
from reports.wording import instant_words

LIST_SHEET: Final = "核查清单"

_COLUMNS: Final = tuple(
    SheetColumn(header=column.header, width=column.width, is_date=column.is_date)
    for column in PROBLEM_COLUMNS
)
_CHOICES: Final[dict[str, Sequence[str]]] = {
    "核查方式": ("人工确认", "人工核查不成立", "自动（待核实）", "自动（疑似，待核实）"),
    "复核结果": ("已整改", "未整改", "部分整改", "申诉"),
}
"""Offered in the cell; other words (a name, a day) may be typed as well."""


def write_problem_list(
    path: Path, audit: Audit, *, written_at: datetime, held: bool = False
) -> None:
    """Write the workbook; `held` marks every sheet as resting on a crawl nobody may trust."""
    content = problem_list(audit, written_at=written_at, held=held)
    with write_atomically(path) as part:
        part.write_bytes(content)


def problem_list(audit: Audit, *, written_at: datetime, held: bool = False) -> bytes:
    """Return the workbook's bytes, the same for the same audit and instant."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(stream, options)
    created = written_at.astimezone(UTC).replace(tzinfo=None)
    workbook.set_properties({"title": f"核查清单（待核实） {audit.plan_title}", "created": created})
    formats = make_formats(workbook)
    _add_list_sheet(workbook, formats, audit, held=held)
    add_unit_sheet(workbook, formats, audit, held=held)
    add_undecided_sheet(workbook, formats, audit, held=held)
    add_explanation_sheet(workbook, formats, audit, written_at=written_at, held=held)
    workbook.close()
    return stream.getvalue()


def _add_list_sheet(workbook: Workbook, formats: Formats, audit: Audit, *, held: bool) -> None:
    """Add the list itself: by unit, most serious first."""
    text = SheetText(
        title="政务公开核查清单（待核实）",
        note=f"{audit.portal.title}　{audit.plan_title}　核查截至{instant_words(audit.as_of)}。"
        "本表由程序自动核查生成，尚未经人工核实；标【疑似】的必须由人工判断。",
        held=held,
    )
    sheet, header = open_sheet(workbook, formats, LIST_SHEET, text, _COLUMNS)
    write_header(sheet, formats, header, _COLUMNS)
    findings = [finding for group in by_unit(audit) for finding in group.findings]
    for number, finding in enumerate(findings, 1):
        values = (number, *(column.value(finding) for column in PROBLEM_COLUMNS[1:]))
        write_row(sheet, formats, header + number, _COLUMNS, values)
    last = header + len(findings)
    freeze_and_filter(sheet, header, last, len(_COLUMNS))
    if findings:
        _offer_choices(sheet, header + 1, last)
    sheet.activate()


def _offer_choices(sheet: Worksheet, first: int, last: int) -> None:
    """Offer the usual words in the columns a person fills in."""
    for place, column in enumerate(_COLUMNS):
        if column.header in _CHOICES:
            rule = {
                "validate": "list",
                "source": list(_CHOICES[column.header]),
                "show_error": False,
            }
            sheet.data_validation(first, place, last, place, rule)
