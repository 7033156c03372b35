"""Sheet 说明: what was checked against what, how much was read, how to read the columns."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from audit_rules.model import Audit, Outcome
from reports.column_health import ColumnHealth, column_health
from reports.problem_row import CellValue
from reports.sheet import (
    Formats,
    SheetColumn,
    SheetText,
    open_sheet,
    shown,
    text_height,
    write_header,
    write_row,
)
from reports.totals import totals
from reports.wording import instant_words

EXPLANATION_SHEET: Final = "说明"

_COLUMNS: Final = (
    SheetColumn(header="项目", width=22),
    SheetColumn(header="内容", width=46),
    SheetColumn(header="已读页数", width=10),
    SheetColumn(header="已读条数", width=10),
    SheetColumn(header="页面标明总数", width=12),
    SheetColumn(header="未读全的原因", width=46),
)
_CONTENT_WIDTH: Final = sum(column.width for column in _COLUMNS[1:])
_UNREAD_HEADERS: Final = (
    SheetColumn(header="单位", width=22),
    SheetColumn(header="栏目", width=46),
    *_COLUMNS[2:],
)
_VERSIONS_SHOWN: Final = 3

_READING_GUIDE: Final = (
    ("问题编号", "同一问题每次核查编号不变，用于复查和销号。"),
    ("问题类型", "标【疑似】的，程序只提供线索，必须由人工判断后才能使用。"),
    ("应公开时限", "按依据的规定和国务院公布的放假调休安排计算，最后一日计算在内。"),
    ("超期工作日", "应公开时限之后的工作日数。"),
    ("成文（形成）日期", "页面标注或正文载明的日期；空白表示页面没有。"),
    ("页面显示发布日期", "以页面标注为准；空白表示页面没有。"),
    ("首次采集日期", "本程序第一次采集到该页面的日期，不等于实际发布日期。"),
    ("核查方式", "经人工核实后，请改为“人工确认”或“人工核查不成立”，并写明姓名和日期。"),
    ("整改时限", "印发整改通知时填写。"),
    ("备注", "所依据的页面存档（存档号前12位）和采集时间，供复核。"),
)


def add_explanation_sheet(
    workbook: Workbook, formats: Formats, audit: Audit, *, written_at: datetime, held: bool
) -> None:
    """Add the sheet: facts of the audit, the reading guide, the columns not read whole."""
    text = SheetText(
        title="核查说明（待核实）", note="本表说明核查的范围、依据和完整程度。", held=held
    )
    sheet, row = open_sheet(workbook, formats, EXPLANATION_SHEET, text, _COLUMNS)
    health = column_health(audit)
    row = _write_pairs(sheet, formats, row, "一、核查范围", _scope(audit, written_at))
    row = _write_pairs(sheet, formats, row + 1, "二、采集完整程度", _reading(health))
    row = _write_pairs(sheet, formats, row + 1, "三、没有判断的事项", _undecided(audit))
    row = _write_pairs(sheet, formats, row + 1, "四、各列的含义", _READING_GUIDE)
    _write_unread(sheet, formats, row + 1, health)


def _write_pairs(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    heading: str,
    pairs: tuple[tuple[str, str], ...],
) -> int:
    """Write a heading and its pairs, the second over the remaining columns; return the next row."""
    sheet.write_string(row, 0, heading, formats["section"])
    for label, content in pairs:
        row += 1
        sheet.set_row(row, text_height(content, _CONTENT_WIDTH))
        sheet.write_string(row, 0, label, formats["text"])
        sheet.merge_range(row, 1, row, len(_COLUMNS) - 1, "", formats["text"])
        sheet.write_string(row, 1, shown(content), formats["text"])
    return row + 1


def _scope(audit: Audit, written_at: datetime) -> tuple[tuple[str, str], ...]:
    """Return what was checked, against what, and when."""
    versions = sorted({finding.rule_version for finding in audit.findings})
    rules = "、".join(versions[:_VERSIONS_SHOWN])
    if len(versions) > _VERSIONS_SHOWN:
        rules += f" 等{len(versions)}个"
    return (
        ("网站", f"{audit.portal.title}　{audit.portal.base_url}"),
        ("核查依据的方案", f"{audit.plan_title}（{audit.plan}）"),
        ("核查截至", f"{instant_words(audit.as_of)}（北京时间），只使用截至此刻已采集的内容"),
        ("规则版本", rules or "本次没有发现，未列"),
        ("工作日历版本", audit.calendar_version),
        ("制表时间", instant_words(written_at)),
        ("核实状态", "待核实：本工作簿所列发现均未经人工确认，不得直接作为通报依据"),
    )


def _reading(health: ColumnHealth) -> tuple[tuple[str, str], ...]:
    """Return how much was read."""
    first, last = instant_words(health.first_at), instant_words(health.last_at)
    unread_sites = "；".join(
        f"{read.unit}（{read.reason or '原因不明'}）" for read in health.sites_unread
    )
    return (
        ("采集时间", f"{first} 至 {last}"),
        ("单位主页", f"共{health.sites}个，未读到{len(health.sites_unread)}个"),
        ("未读到的单位主页", unread_sites or "无"),
        (
            "栏目",
            f"共{health.columns}个，读全{len(health.whole)}个，未读全{len(health.unread)}个",
        ),
        ("列表页和条目", f"共读列表{health.pages}页、信息{health.entries}条"),
    )


def _undecided(audit: Audit) -> tuple[tuple[str, str], ...]:
    """Return what this audit did not decide, and why that is no problem of a unit's."""
    counted = totals(audit)
    inconclusive, manual = counted.of(Outcome.INCONCLUSIVE), counted.of(Outcome.MANUAL)
    return (
        ("无法判断", f"{inconclusive}项。所依据的栏目没有读全或页面缺少必要内容时，不认定问题。"),
        ("需人工核查", f"{manual}项。方案要求的事项中，页面上看不出来的，由人工核查。"),
        ("明细", "见“无法判断”表。"),
    )


def _write_unread(sheet: Worksheet, formats: Formats, row: int, health: ColumnHealth) -> None:
    """Write the columns that were not read whole, with the reason."""
    sheet.write_string(row, 0, "五、未读全的栏目", formats["section"])
    if not health.unread:
        sheet.write_string(row + 1, 0, "无。", formats["note"])
        return
    write_header(sheet, formats, row + 1, _UNREAD_HEADERS)
    for number, read in enumerate(health.unread, row + 2):
        values: tuple[CellValue, ...] = (
            read.unit or "政府级栏目",
            read.column,
            read.pages_read,
            read.entries_read,
            read.declared_total,
            read.reason or "未读到末页",
        )
        write_row(sheet, formats, number, _UNREAD_HEADERS, values)
