"""Lists exported from a CMS or kept by hand (CSV, XLSX) → disclosures, row by row.

A row that cannot be read is reported with its line number and reason; the others are imported;
nothing is guessed. Columns are found by header (contract section 5), in any order.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import python_calamine

from audit_rules.document_numbers import NumberForm, read_number
from audit_rules.model import Disclosure, FieldSource, Origin
from spiders.errors import FieldError, SpidersError
from spiders.fields.dates import parse_date
from spiders.fields.validity import parse_validity

HEADERS: Final[Mapping[str, str]] = {
    "标题": "title",
    "网址": "url",
    "发布日期": "published_on",
    "成文日期": "formed_on",
    "文号": "document_number",
    "有效性": "validity",
    "单位": "unit",
    "栏目": "column",
}
"""Chinese header → English header; both are accepted."""
REQUIRED: Final = ("title", "url")
MAX_BYTES: Final = 256 * 1024 * 1024
"""Of a file after decompression; a list of 20,000 rows takes about 5 MB."""
MAX_CELLS: Final = 20_000_000
"""Of a sheet's rectangle, empty cells included: a reader holds all of them in memory."""

_CHINESE: Final = {english: chinese for chinese, english in HEADERS.items()}
_FIELDS: Final = frozenset(HEADERS.values())
_CELL_PLACE: Final = re.compile(rb"""\sr=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_BY: Final = "imported_list"

Cell: TypeAlias = object
"""Text from a CSV; text, numbers, dates or nothing from a sheet."""


class ListFileError(SpidersError):
    """A list cannot be imported at all; the message says why and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file."""
        super().__init__(f"清单 {path}：{reason}。")
        self.path = path


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not imported: its line (from 1, as an editor counts), why, and its words."""

    line: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row that was imported, with its line."""

    line: int
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class ImportedList:
    """What one file gave. `headers` are those of the file, also the ones that were not used."""

    rows: tuple[ImportedRow, ...]
    problems: tuple[BadRow, ...]
    headers: tuple[str, ...]


class _RowError(Exception):
    """Why a row is not imported."""


def read_list_file(
    path: Path, *, unit: str | None, column: str | None, as_of: datetime
) -> ImportedList:
    """Read one list; `unit` and `column` stand in where a row names none.

    The disclosures count as seen at `as_of` (an instant with a zone), and their evidence is this
    file by its SHA-256. Raises `ListFileError` where nothing at all can be imported.
    """
    content = _read_bytes(path)
    table = _TABLES.get("".join(path.suffixes[-2:]).lower()) or _TABLES.get(path.suffix.lower())
    if table is None:
        raise ListFileError(path, f"不支持的文件类型“{path.suffix}”，请用 .csv、.csv.gz 或 .xlsx")
    lines = (each for each in table(path, content) if any(_text(cell) for cell in each[1]))
    first = next(lines, None)
    if first is None:
        raise ListFileError(path, "是空的，第一行应为列名（标题、网址……）")
    headers = tuple(_text(cell) for cell in first[1])
    reader = _RowReader(
        places=_places(path, headers),
        width=len(headers),
        template=Disclosure(
            url="",
            title="",
            unit=unit or "",
            columns=(column,) if column else (),
            origin=Origin.IMPORTED,
            fields_read=frozenset(),
            first_seen_at=as_of,
            captured_at=as_of,
            sha256=hashlib.sha256(content).hexdigest(),
        ),
    )
    rows, problems = _collect(reader, lines)
    return ImportedList(rows, problems, headers)


def _collect(
    reader: _RowReader, lines: Iterable[tuple[int, Sequence[Cell]]]
) -> tuple[tuple[ImportedRow, ...], tuple[BadRow, ...]]:
    """Read every row; of two rows of one address only the first is kept."""
    by_url: dict[str, ImportedRow] = {}
    problems = []
    for line, cells in lines:
        try:
            row = ImportedRow(line, reader.read(line, cells))
        except _RowError as error:
            problems.append(_bad_row(line, str(error), cells))
            continue
        first = by_url.setdefault(row.disclosure.url, row)
        if replace(first.disclosure, sources={}) != replace(row.disclosure, sources={}):
            reason = f"网址与第 {first.line} 行相同，内容不同；已采用第 {first.line} 行"
            problems.append(_bad_row(line, reason, cells))
    return tuple(by_url.values()), tuple(problems)


def _bad_row(line: int, reason: str, cells: Sequence[Cell]) -> BadRow:
    return BadRow(line, reason, " | ".join(_text(cell) for cell in cells)[:300])


# --- one row ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Turns the cells of a row into a disclosure, by the places of the headers."""

    places: Mapping[str, int]
    width: int
    template: Disclosure

    def read(self, line: int, cells: Sequence[Cell]) -> Disclosure:
        """Give the row's disclosure; raise `_RowError` where it cannot be told for certain."""
        if any(_text(cell) for cell in cells[self.width :]):
            message = f"比表头多出 {len(cells) - self.width} 格，内容里的逗号可能没有加引号"
            raise _RowError(message)
        raw = {name: _text(cells[i]) for name, i in self.places.items() if i < len(cells)}
        title, url = raw.get("title", ""), raw.get("url", "")
        for name, words in (("title", title), ("url", url)):
            if not words:
                message = f"缺少{_CHINESE[name]}"
                raise _RowError(message)
        if not _is_web_address(url):
            message = f"网址不是 http 或 https 地址：{url[:120]}"
            raise _RowError(message)
        number = read_number(raw.get("document_number", ""))
        validity, unreadable = None, {}
        try:
            validity = parse_validity(raw.get("validity", ""))
        except FieldError as error:
            unreadable["validity"] = error.raw
        if number.form is NumberForm.UNKNOWN:
            unreadable["document_number"] = raw["document_number"]
        where = f"第{line}行"
        return replace(
            self.template,
            url=url,
            title=title,
            unit=raw.get("unit") or self.template.unit,
            columns=(raw["column"],) if raw.get("column") else self.template.columns,
            fields_read=self._fields_read(raw),
            published_on=self._date("published_on", cells),
            formed_on=self._date("formed_on", cells),
            document_number=number.canonical,
            document_number_raw=raw.get("document_number") or None,
            validity=validity,
            validity_raw=raw.get("validity") or None,
            shown_unit=raw.get("unit") or None,
            sources={
                name: FieldSource(raw=words, where=where, by=_BY)
                for name, words in raw.items()
                if words
            },
            unreadable=unreadable,
        )

    def _fields_read(self, raw: Mapping[str, str]) -> frozenset[str]:
        """Name the file's fields. A blank unit tells nothing of what the page prints."""
        missing = {"url", "column"} | (set() if raw.get("unit") else {"unit"})
        return frozenset(self.places) - missing

    def _date(self, name: str, cells: Sequence[Cell]) -> date | None:
        place = self.places.get(name)
        cell = cells[place] if place is not None and place < len(cells) else None
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return parse_date(_text(cell))
        except FieldError as error:
            message = f"{_CHINESE[name]}不是日期：{error.raw[:60]}"
            raise _RowError(message) from error


def _places(path: Path, headers: Sequence[str]) -> Mapping[str, int]:
    """Find the columns that are known by their headers."""
    places: dict[str, int] = {}
    for i, header in enumerate(headers):
        words = re.sub(r"[\s*＊\ufeff]", "", header).lower()
        name = HEADERS.get(words, words)
        if name not in _FIELDS:
            continue
        if name in places:
            both = f"“{headers[places[name]]}”和“{header}”"
            raise ListFileError(path, f"列名重复：{both}都是{_CHINESE[name]}，请只保留一列")
        places[name] = i
    if missing := [f"{_CHINESE[name]}（{name}）" for name in REQUIRED if name not in places]:
        shown = "、".join(header for header in headers if header)[:200]
        raise ListFileError(path, f"第一行缺少列名{'、'.join(missing)}；读到的第一行是：{shown}")
    return places


def _text(cell: Cell) -> str:
    """Give a cell's words; whole numbers of a sheet lose the `.0` the sheet format gave them."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url
    except ValueError:
        return False


# --- files → lines of cells ------------------------------------------------------------------------


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ListFileError(path, f"超过 {MAX_BYTES // 1024**2} MB，请拆分后导入")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ListFileError(path, "文件不存在，请检查路径") from error
    except OSError as error:
        raise ListFileError(path, f"读不了（{error.strerror}），请检查文件和权限") from error


def _csv_lines(path: Path, content: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    reader = csv.reader(io.StringIO(_decode(path, content), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        reason = f"第 {line} 行起引号不配对或单元格过长（{error}），请用表格软件另存为 CSV"
        raise ListFileError(path, reason) from error


def _decode(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ListFileError(path, "是 UTF-16 编码，请另存为“CSV UTF-8”")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListFileError(path, "编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”")


def _gzip_lines(path: Path, content: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as unpacked:
            text = unpacked.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ListFileError(path, "不是完整的 gzip 文件，请重新导出") from error
    if len(text) > MAX_BYTES:
        raise ListFileError(path, f"解压后超过 {MAX_BYTES // 1024**2} MB，请拆分后导入")
    return _csv_lines(path, text)


def _sheet_lines(path: Path, content: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    _refuse_bombs(path, content)
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            filled = [
                (name, rows)
                for name in book.sheet_names
                if (rows := book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            ]
    except (python_calamine.CalamineError, OSError) as error:
        raise ListFileError(path, f"不是可读的 xlsx 文件（{error}），请重新导出") from error
    if len(filled) > 1:
        names = "、".join(name for name, _ in filled)
        raise ListFileError(path, f"有多张工作表（{names}），无法判断导入哪一张，请只保留一张")
    return enumerate(filled[0][1] if filled else [], start=1)


def _refuse_bombs(path: Path, content: bytes) -> None:
    """Check what a workbook unpacks to before the reader does it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise ListFileError(path, f"解压后超过 {MAX_BYTES // 1024**2} MB，请拆分后导入")
            for name in archive.namelist():
                _refuse_wide_sheet(path, archive.read(name))  # checks size and CRC, too
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ListFileError(path, "不是可读的 xlsx 文件，请用表格软件另存为 .xlsx") from error


def _refuse_wide_sheet(path: Path, member: bytes) -> None:
    """Refuse a sheet with one cell far away: its rectangle would fill the memory."""
    places = {(match[1], match[2]) for match in _CELL_PLACE.finditer(member)}
    rows = max((int(row) for _, row in places), default=0)
    letters = max((column for column, _ in places), key=lambda name: (len(name), name), default=b"")
    columns = 0
    for letter in letters:
        columns = columns * 26 + letter - ord("A") + 1
    if rows * columns > MAX_CELLS:
        place = f"{letters.decode()}{rows}"
        raise ListFileError(path, f"表格范围过大（到 {place}），请删除远处的空行空列后重试")


_TABLES: Final[Mapping[str, Callable[[Path, bytes], Iterator[tuple[int, Sequence[Cell]]]]]] = {
    ".csv": _csv_lines,
    ".csv.gz": _gzip_lines,
    ".xlsx": _sheet_lines,
}
