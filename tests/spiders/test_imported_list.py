"""Lists by hand or from a CMS: every row is either a disclosure or a reported line."""

from __future__ import annotations

import csv
import gzip
import io
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from audit_rules.model import Origin, Validity
from spiders import imported_list
from spiders.imported_list import ImportedList, ListFileError, read_list_file

AS_OF = datetime(2022, 7, 1, tzinfo=UTC)
FULL = "标题*,网址*,发布日期,成文日期,文号,有效性,单位,栏目,备注\n"
URL = "https://www.example.gov.cn/1.html"


def read(folder: Path, text: str | bytes, name: str = "清单.csv") -> ImportedList:
    """Import a text as a file."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_list_file(file, unit="区财政局", column="财政信息", as_of=AS_OF)


def read_sheet(folder: Path, *rows: list[object], name: str = "清单.xlsx") -> ImportedList:
    """Import rows as a workbook."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return read_list_file(folder / name, unit=None, column=None, as_of=AS_OF)


def test_a_full_row_becomes_a_disclosure(tmp_path: Path) -> None:
    """All eight columns, with the place each value stood in."""
    row = f"通知,{URL},2022年6月9日,2022-06-08,川政办字[2022]32号,有效,区住建局,政策文件,x\n"
    imported = read(tmp_path, FULL + row)
    disclosure = imported.rows[0].disclosure

    assert imported.problems == ()
    assert imported.headers[-1] == "备注"
    assert imported.rows[0].line == 2
    assert (disclosure.title, disclosure.url) == ("通知", URL)
    assert (disclosure.published_on, disclosure.formed_on) == (date(2022, 6, 9), date(2022, 6, 8))
    assert disclosure.document_number == "川政办字〔2022〕32号"
    assert disclosure.document_number_raw == "川政办字[2022]32号"
    assert disclosure.validity is Validity.IN_FORCE
    assert (disclosure.unit, disclosure.shown_unit) == ("区住建局", "区住建局")
    assert disclosure.columns == ("政策文件",)
    assert disclosure.origin is Origin.IMPORTED
    assert disclosure.first_seen_at == disclosure.captured_at == AS_OF
    assert disclosure.fields_read == {
        "title", "published_on", "formed_on", "document_number", "validity", "unit",
    }  # fmt: skip
    source = disclosure.sources["formed_on"]
    assert (source.raw, source.where) == ("2022-06-08", "第2行")
    assert len(disclosure.sha256 or "") == 64


def test_blank_cells_are_absent_and_missing_columns_are_unknown(tmp_path: Path) -> None:
    """The options stand in for unit and column; a field without column is not `fields_read`."""
    disclosure = read(tmp_path, f"标题,网址,文号,单位\n通知,{URL},,\n").rows[0].disclosure

    assert disclosure.document_number is None
    assert disclosure.unreadable == {}
    assert disclosure.fields_read == {"title", "document_number"}
    assert (disclosure.unit, disclosure.columns) == ("区财政局", ("财政信息",))
    assert disclosure.shown_unit is None


@pytest.mark.parametrize(
    "text",
    [
        f"title,url\n通知,{URL}\n".encode(),
        f"\ufeff 标 题 ＊,　URL *\n通知,{URL}\n".encode(),
        f"标题,网址\r\n通知,{URL}\r\n".encode("gb18030"),
        f"网址,别的,TITLE\n{URL},,通知\n".encode(),
        f"\n,,\n标题,网址\n\n通知,{URL}\n,\n".encode(),
    ],
)
def test_headers_and_encodings_are_met_halfway(tmp_path: Path, text: bytes) -> None:
    """Either language, stars, spaces, byte order mark, GB18030, any order, blank lines."""
    imported = read(tmp_path, text)

    assert [(r.disclosure.title, r.disclosure.url) for r in imported.rows] == [("通知", URL)]
    assert imported.problems == ()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f",{URL}", "缺少标题"),
        ("通知,", "缺少网址"),
        ("通知", "缺少网址"),
        ("通知,/a/1.html", "网址不是 http 或 https 地址：/a/1.html"),
        ("通知,ftp://example.gov.cn/1", "网址不是 http"),
        ("通知,javascript:alert(1)", "网址不是 http"),
        ("通知,http://[1", "网址不是 http"),
        ("通知,https:///1.html", "网址不是 http"),
        (f"通知,{URL},六月底", "发布日期不是日期：六月底"),
        (f"通知,{URL},2022-06-31", "发布日期不是日期"),
        (f"通知,{URL},2022-06-08,待定", "成文日期不是日期：待定"),
        (f"甲,乙,{URL},,,,,,,", "网址不是 http"),
        (f"通知,{URL},,,,,,,,多", "比表头多出 1 格"),
    ],
)
def test_a_row_that_cannot_be_read_is_reported(tmp_path: Path, row: str, reason: str) -> None:
    """With its line and reason; the rows around it are imported."""
    good = "https://www.example.gov.cn/good.html"
    imported = read(tmp_path, f"{FULL}{row}\n好,{good}\n")

    assert [r.disclosure.url for r in imported.rows] == [good]
    assert [problem.line for problem in imported.problems] == [2]
    assert reason in imported.problems[0].reason
    assert imported.problems[0].raw.startswith(row.split(",", maxsplit=1)[0])


def test_a_doubtful_number_or_validity_is_kept_as_unreadable(tmp_path: Path) -> None:
    """Those words are for the audit to judge; the row itself is clear."""
    disclosure = read(tmp_path, f"{FULL}通知,{URL},,,川政〔2018130号,大概有效\n").rows[0].disclosure

    assert disclosure.document_number is None
    assert disclosure.validity is None
    assert disclosure.unreadable == {"document_number": "川政〔2018130号", "validity": "大概有效"}


def test_a_quoted_line_break_does_not_shift_the_lines(tmp_path: Path) -> None:
    """Line numbers are those an editor shows."""
    imported = read(tmp_path, f'标题,网址\n"关于\n通知",{URL}\n坏,x\n')

    assert imported.rows[0].disclosure.title == "关于 通知"
    assert [problem.line for problem in imported.problems] == [4]


def test_two_rows_of_one_address(tmp_path: Path) -> None:
    """The same content is one disclosure; different content is reported."""
    imported = read(tmp_path, f"标题,网址\n甲,{URL}\n甲 ,{URL}\n乙,{URL}\n")

    assert [row.line for row in imported.rows] == [2]
    assert [(problem.line, problem.reason) for problem in imported.problems] == [
        (4, "网址与第 2 行相同，内容不同；已采用第 2 行")
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "是空的"),
        ("a.csv", "标题,链接\n".encode(), r"第一行缺少列名网址（url）；读到的第一行是：标题、链接"),
        ("a.csv", "标题,title,网址\n".encode(), "列名重复：“标题”和“title”都是标题"),
        ("a.csv", "标题,网址\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"\xff\xff\x80", "编码"),
        ("a.csv", f'标题,网址\n"甲,{URL}\n'.encode(), "第 2 行起引号不配对"),
        ("a.csv.gz", b"no gzip", "gzip"),
        ("a.csv.gz", gzip.compress(b"a" * 9999, mtime=0)[:-9], "gzip"),
        ("a.xlsx", b"no zip", "xlsx"),
        ("a.xls", b"", "不支持的文件类型“.xls”"),
        ("a", b"", "不支持的文件类型“”"),
    ],
)
def test_files_that_are_no_list(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """One clear sentence each."""
    with pytest.raises(ListFileError) as caught:
        read(tmp_path, content, name)

    assert reason in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    """Said so."""
    with pytest.raises(ListFileError, match="文件不存在"):
        read_list_file(tmp_path / "没有.csv", unit=None, column=None, as_of=AS_OF)


def test_a_workbook(tmp_path: Path) -> None:
    """Date cells, numbers and text alike; row numbers are the sheet's."""
    imported = read_sheet(
        tmp_path,
        [],
        ["标题", "网址", "发布日期", "成文日期"],
        [2022, URL, datetime(2022, 6, 9, 8, 30), date(2022, 6, 8)],  # noqa: DTZ001 - as in a cell
        ["甲", f"{URL}?2", 20220609, "2022.6.8"],
        ["乙", f"{URL}?3", 0.5, None],
    )

    assert [
        (row.line, row.disclosure.title, row.disclosure.published_on, row.disclosure.formed_on)
        for row in imported.rows
    ] == [
        (3, "2022", date(2022, 6, 9), date(2022, 6, 8)),
        (4, "甲", date(2022, 6, 9), date(2022, 6, 8)),
    ]
    assert [problem.line for problem in imported.problems] == [5]
    assert imported.rows[0].disclosure.unit == ""


def test_a_workbook_of_two_filled_sheets_is_not_guessed(tmp_path: Path) -> None:
    """Which one is meant is the user's to say."""
    book = openpyxl.Workbook()
    book.active.append(["标题", "网址"])
    book.create_sheet("旧表").append(["标题", "网址"])
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(ListFileError, match="有多张工作表（Sheet、旧表）"):
        read_list_file(tmp_path / "a.xlsx", unit=None, column=None, as_of=AS_OF)


def test_an_empty_workbook(tmp_path: Path) -> None:
    """No header, no list."""
    with pytest.raises(ListFileError, match="是空的"):
        read_sheet(tmp_path)


def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    """A few bytes can describe a rectangle of 17 thousand million cells."""
    book = openpyxl.Workbook()
    book.active["A1"] = "标题"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")

    with pytest.raises(ListFileError, match="表格范围过大（到 XFD1048576）"):
        read_list_file(tmp_path / "a.xlsx", unit=None, column=None, as_of=AS_OF)


def test_decompression_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both kinds of compressed file stop at the limit."""
    monkeypatch.setattr(imported_list, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(ListFileError, match="解压后超过 1 MB"):
        read(tmp_path, gzip.compress(b"a" * (1024 * 1024 + 1)), "a.csv.gz")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"a" * (1024 * 1024 + 1))
    with pytest.raises(ListFileError, match="解压后超过 1 MB"):
        read(tmp_path, packed.getvalue(), "a.xlsx")
    with pytest.raises(ListFileError, match="超过 1 MB"):
        read(tmp_path, b"a" * (1024 * 1024 + 1), "a.csv")


def test_twenty_thousand_rows_load_in_seconds(tmp_path: Path) -> None:
    """The size of three provinces' lists."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["title", "url", "published_on", "formed_on", "document_number"])
    for i in range(19_559):
        day = f"20{10 + i % 13}-{i % 12 + 1:02}-{i % 28 + 1:02}"
        writer.writerow(
            [f"关于第{i}项工作的通知", f"{URL}?{i}", day, day, f"川政字〔2022〕{i + 1}号"]
        )
    began = time.perf_counter()

    imported = read(tmp_path, gzip.compress(text.getvalue().encode()), "大.csv.gz")

    assert (len(imported.rows), imported.problems) == (19_559, ())
    assert time.perf_counter() - began < 10
