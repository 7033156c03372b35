"""One sheet of a workbook: title lines, header, rows, and how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Final, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.crawled_text import is_web_address, printable, shortened
from reports.problem_row import CellValue, Link
from reports.terminal_width import terminal_width
from reports.wording import HELD_NOTICE

_FONT: Final = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BOX: Final = {**_FONT, "border": 1, "border_color": "#808080", "text_wrap": True}
_FORMATS: Final[dict[str, dict[str, Any]]] = {
    "title": {**_FONT, "bold": True, "font_size": 16, "align": "center"},
    "note": {**_FONT, "text_wrap": True, "font_color": "#333333"},
    "held": {**_FONT, "bold": True, "font_size": 14, "font_color": "#C00000", "align": "center"},
    "section": {**_FONT, "bold": True, "font_size": 12},
    "header": {**_BOX, "bold": True, "align": "center", "bg_color": "#D9E2EC"},
    "text": {**_BOX, "num_format": "@"},
    "long": {**_BOX},
    "centre": {**_BOX, "num_format": "@", "align": "center"},
    "number": {**_BOX, "num_format": "0", "align": "center"},
    "count": {**_BOX, "num_format": '0;-0;"·"', "align": "center"},
    "date": {**_BOX, "num_format": "yyyy-mm-dd", "align": "center", "font_size": 10},
    "link": {**_BOX, "font_color": "#0B4F9E", "underline": 1},
    "total": {**_BOX, "num_format": "@", "bold": True, "bg_color": "#F0F0F0"},
    "total_number": {
        **_BOX,
        "num_format": "0",
        "bold": True,
        "bg_color": "#F0F0F0",
        "align": "center",
    },
}

Formats: TypeAlias = dict[str, Format]

_CELL_CHARACTERS: Final = 32_000
"""Excel holds 32,767 in a cell."""
_TEXT_FORMAT_CHARACTERS: Final = 255
"""Older Excel shows longer cells of the text format as a row of #."""
_LINK_CHARACTERS: Final = 255
"""Longer addresses are refused by older Excel."""
_LINK_ROWS: Final = 65_000
"""Excel holds 65,530 links on a sheet."""
_LINE_POINTS: Final = 14.5
_MOST_POINTS: Final = 409
_WIDE_FACTOR: Final = 1.06
"""How much wider a Chinese character is than two digits of the default font."""
_FIRST_DATE: Final = date(1900, 3, 1)
"""Excel counts the days before wrongly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """A header, its width in half-width characters, and whether days or counts belong there.

    A count of zero shows as a dot, so that a table of counts is easy to scan.
    """

    header: str
    width: float
    is_date: bool = False
    is_count: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """What stands above the table and on every printed page."""

    title: str
    note: str
    held: bool


def make_formats(workbook: Workbook) -> Formats:
    """Return the formats of a workbook by name."""
    return {name: workbook.add_format(values) for name, values in _FORMATS.items()}


def open_sheet(
    workbook: Workbook, formats: Formats, name: str, text: SheetText, columns: Sequence[SheetColumn]
) -> tuple[Worksheet, int]:
    """Add a sheet with widths, print set-up and title lines; return it and the first free row."""
    sheet = workbook.add_worksheet(name)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
    _set_up_print(sheet, text)
    width = sum(column.width for column in columns)
    lines = [(text.title, "title", 26.0), (text.note, "note", text_height(text.note, width))]
    if text.held:
        lines.insert(0, (HELD_NOTICE, "held", 24.0))
    for row, (line, style, height) in enumerate(lines):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, len(columns) - 1, "", formats[style])
        sheet.write_string(row, 0, shown(line), formats[style])
    return sheet, len(lines)


def write_header(
    sheet: Worksheet, formats: Formats, row: int, columns: Sequence[SheetColumn]
) -> None:
    """Write the header row, high enough for its longest word."""
    sheet.set_row(row, max(text_height(column.header, column.width) for column in columns))
    for number, column in enumerate(columns):
        sheet.write_string(row, number, column.header, formats["header"])


def freeze_and_filter(sheet: Worksheet, header: int, last: int, columns: int) -> None:
    """Keep the header in view and on every printed page, and let it filter the rows below."""
    sheet.freeze_panes(header + 1, 0)
    sheet.repeat_rows(header)
    sheet.autofilter(header, 0, max(last, header), columns - 1)


def write_row(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    columns: Sequence[SheetColumn],
    values: Sequence[CellValue],
) -> None:
    """Write one row of boxed cells, high enough for its longest text."""
    sheet.set_row(row, _row_height(columns, values))
    for place, (column, value) in enumerate(zip(columns, values, strict=True)):
        if value is None or value == "":
            sheet.write_blank(row, place, None, formats["date" if column.is_date else "text"])
        elif column.is_count and isinstance(value, int):
            sheet.write_number(row, place, value, formats["count"])
        else:
            _write_cell(sheet, formats, row, place, value)


def text_height(text: str, width: float) -> float:
    """Return how high a text stands in a cell of this width, in points; Excel allows 409."""
    fitting = max(width - 0.5, 1)
    lines = sum(
        max(1, ceil(terminal_width(line) * _WIDE_FACTOR / fitting)) for line in text.split("\n")
    )
    return min(lines * _LINE_POINTS + 5, _MOST_POINTS)


def _row_height(columns: Sequence[SheetColumn], values: Sequence[CellValue]) -> float:
    """Return the height of the highest cell: neither Excel nor LibreOffice finds it for links."""
    return max(
        text_height(_as_text(value), column.width)
        for column, value in zip(columns, values, strict=True)
    )


def _as_text(value: CellValue) -> str:
    """Return what a cell shows; days and numbers take one line."""
    match value:
        case Link():
            return "\n".join(part for part in (value.title, value.url) if part)
        case str():
            return value
        case _:
            return ""


def _write_cell(
    sheet: Worksheet, formats: Formats, row: int, column: int, value: CellValue
) -> None:
    """Write one value. Text stays text whatever it begins with."""
    match value:
        case Link():
            _write_link(sheet, formats, row, column, value)
        case str():
            style = "text" if len(value) <= _TEXT_FORMAT_CHARACTERS else "long"
            sheet.write_string(row, column, shown(value), formats[style])
        case int():
            sheet.write_number(row, column, value, formats["number"])
        case date() if value >= _FIRST_DATE:
            sheet.write_datetime(row, column, value, formats["date"])
        case date():
            sheet.write_string(row, column, value.isoformat(), formats["text"])


def shown(text: str) -> str:
    """Return text as a cell can hold it."""
    return shortened(printable(text), _CELL_CHARACTERS)


def _write_link(sheet: Worksheet, formats: Formats, row: int, column: int, link: Link) -> None:
    """Write title and address, linked where the address is safe and Excel can hold it."""
    text = shown(_as_text(link))
    if len(link.url) <= _LINK_CHARACTERS and is_web_address(link.url) and row < _LINK_ROWS:
        sheet.write_url(row, column, link.url, formats["link"], string=text)
    else:
        sheet.write_string(row, column, text, formats["long"])


def _set_up_print(sheet: Worksheet, text: SheetText) -> None:
    """A4 landscape, one page wide, the title and 待核实 above, page numbers below."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.3, right=0.3, top=0.75, bottom=0.6)
    title = shortened(printable(text.title), 60).replace("&", "&&")
    held = f"　{HELD_NOTICE}" if text.held else ""
    sheet.set_header(f"&L{title}&R&B待核实{held}&B")
    sheet.set_footer("&L待核实，不得直接作为通报依据&R第&P页 共&N页")
