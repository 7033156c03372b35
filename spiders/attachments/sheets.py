"""XLS, XLSX and ET → lines: one a row, sheets in the book's order, dates as ISO."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import python_calamine

from spiders.attachments.limits import BrokenFileError, EncryptedError, Limits
from spiders.attachments.tidying import CELL, tidy_cells
from spiders.wording import tidy

_FEW_DECIMALS: Final = 10


def read(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the rows of the visible sheets. UnreadableAttachmentError says why not."""
    del limits
    try:
        book = python_calamine.load_workbook(io.BytesIO(body))
    except python_calamine.PasswordError as error:
        raise EncryptedError from error
    except (python_calamine.CalamineError, OSError) as error:
        raise BrokenFileError from error
    return _rows(book), False


def _rows(book: python_calamine.CalamineWorkbook) -> Iterator[str]:
    visible = python_calamine.SheetVisibleEnum.Visible
    for sheet in book.sheets_metadata:
        if sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet or sheet.visible is not visible:
            continue
        try:
            for row in book.get_sheet_by_name(sheet.name).iter_rows():
                yield tidy_cells(CELL.join(tidy(_shown(cell)) for cell in row))
        except python_calamine.CalamineError as error:
            raise BrokenFileError from error


def _shown(value: object) -> str:
    """Return a cell as a person reads it: whole numbers without `.0`, midnight without a time."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(round(value, _FEW_DECIMALS))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value)
