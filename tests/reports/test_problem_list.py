"""The workbook, as an officer's spreadsheet program opens it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from audit_rules.model import Audit, FindingKind, Subject
from reports.crawled_text import printable
from reports.errors import ReportWriteError
from reports.problem_list import problem_list, write_problem_list
from reports.problem_row import PROBLEM_COLUMNS, problem_number
from reports.wording import HELD_NOTICE
from tests.reports.audit_factory import LATE, URL, WRITTEN_AT, audit, late, missing
from tests.reports.hostile_text import HOSTILE

HEADERS = [column.header for column in PROBLEM_COLUMNS]
SHEETS = ["核查清单", "单位汇总", "无法判断", "说明"]


def opened(subject: Audit, *, held: bool = False) -> Workbook:
    """Return the workbook, opened again."""
    return load_workbook(BytesIO(problem_list(subject, written_at=WRITTEN_AT, held=held)))


def list_rows(book: Workbook) -> list[dict[str, Cell]]:
    """Return the rows of the list under their headers."""
    sheet = book["核查清单"]
    rows = [row for row in sheet.iter_rows() if row[0].value is not None]
    (header,) = (place for place, row in enumerate(rows) if row[0].value == "序号")
    return [dict(zip(HEADERS, row, strict=True)) for row in rows[header + 1 :]]  # type: ignore[arg-type]


def texts(sheet: Worksheet) -> list[str]:
    """Return every text of a sheet."""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_the_sheets_and_the_twenty_columns() -> None:
    """Column 11 is three cells, so 22 stand in the header."""
    book = opened(audit())

    assert book.sheetnames == SHEETS
    assert len(HEADERS) == 22
    assert [cell.value for cell in book["核查清单"][3]] == HEADERS


def test_a_finding_fills_its_row() -> None:
    """Real dates, numbers as numbers, what people fill in left blank."""
    (row,) = list_rows(opened(audit(late())))

    assert {header: row[header].value for header in HEADERS} == {
        "序号": 1,
        "问题编号": "T12-1a2b3c4d5e",
        "责任单位": "区住房和城乡建设局",
        "任务/指标": "T12 双随机一公开",
        "栏目": "法定主动公开内容/双随机一公开",
        "问题类型": "公开不及时",
        "存在问题": LATE.message,
        "页面标题及网址": f"2022年第二季度抽查结果\n{URL}",
        "依据": "《2022年淄川区政务公开工作方案》附件1第12行（时限取自第11行）",
        "应公开时限": datetime(2022, 7, 6),  # noqa: DTZ001 - a day, as Excel has it
        "成文（形成）日期": datetime(2022, 6, 8),  # noqa: DTZ001
        "页面显示发布日期": datetime(2022, 7, 15),  # noqa: DTZ001
        "首次采集日期": datetime(2022, 7, 22),  # noqa: DTZ001
        "超期工作日": 7,
        "严重程度": "较重",
        "核查方式": "自动（待核实）",
        "整改建议": "请说明超期原因，今后在规定时限内公开。",
        "整改时限": None,
        "整改情况（单位填写）": None,
        "整改完成日期": None,
        "复核结果": None,
        "备注": "标签“成文日期”，存档0123456789ab，2022年8月1日 02:30采集",
    }
    assert row["应公开时限"].number_format == "yyyy-mm-dd"
    assert row["整改时限"].number_format == "yyyy-mm-dd"
    assert row["页面标题及网址"].hyperlink is not None
    assert row["页面标题及网址"].hyperlink.target == URL


def test_only_findings_and_suspected_are_listed() -> None:
    """By unit; the suspected is marked; the undecided has its own sheet."""
    book = opened(audit())

    assert [row["问题类型"].value for row in list_rows(book)] == [
        *("应公开未公开", "公开不及时", "【疑似】发布时间待核实")
    ]
    assert "栏目未读全：第2页返回503，重试3次仍失败" in texts(book["无法判断"])


def test_missing_dates_are_blank() -> None:
    """A finding of absence has none."""
    (row,) = list_rows(opened(audit(missing(due_on=None))))

    assert row["应公开时限"].value is None
    assert row["页面标题及网址"].value is None


@pytest.mark.parametrize("text", HOSTILE)
def test_crawled_text_comes_out_as_text(text: str) -> None:
    """Never a formula or an odd link, and shown as it stands; every part is valid XML."""
    subject = Subject(url=text, title=text, document_number=text)
    finding = late(subject=subject, message=text, column=text, unit=text, basis=text)
    content = problem_list(audit(finding), written_at=WRITTEN_AT)
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))

    (row,) = list_rows(load_workbook(BytesIO(content)))
    assert row["存在问题"].data_type == "s"
    assert _unix(row["存在问题"].value) == _unix(printable(text))
    assert row["页面标题及网址"].hyperlink is None


def _unix(text: object) -> str:
    """Return the text with the line ends and escapes a spreadsheet file cannot tell apart as one."""
    return str(text).replace("\r", "\n").replace("_x005F_", "_").replace("_x000D_", "\n")


def test_no_cell_computes() -> None:
    """Not even a sum."""
    book = opened(audit(*(late(key=text, message=text) for text in HOSTILE if text.isprintable())))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}

    assert "f" not in types


def test_a_long_address_stays_text() -> None:
    """Older Excel refuses links over 255 characters."""
    url = "http://x.cn/" + "a" * 300
    (row,) = list_rows(opened(audit(late(subject=Subject(url=url, title="甲")))))

    assert row["页面标题及网址"].hyperlink is None
    assert url in str(row["页面标题及网址"].value)


def test_a_long_title_is_shortened() -> None:
    """To 200 characters; the row stays on a page."""
    (row,) = list_rows(opened(audit(late(subject=Subject(url=URL, title="长" * 500)))))

    assert str(row["页面标题及网址"].value).split("\n")[0] == "长" * 199 + "…"


def test_personal_data_is_not_repeated() -> None:
    """The remarks name place and stored page only."""
    book = opened(audit(late(kind=FindingKind.PERSONAL_DATA)))

    assert not any("成文日期：2022-06-08" in text for sheet in book for text in texts(sheet))


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_on_a4_with_its_state(name: str) -> None:
    """Landscape, one page wide, 待核实 above and below, pages numbered."""
    sheet = opened(audit())[name]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in {None, 1}  # one is the default
    assert sheet.page_setup.fitToHeight == 0
    assert "待核实" in str(sheet.oddHeader.right.text)
    assert "第&P页 共&N页" in str(sheet.oddFooter.right.text)
    assert "待核实" in texts(sheet)[0]
    assert HELD_NOTICE not in texts(sheet)


@pytest.mark.parametrize("name", SHEETS)
def test_a_held_audit_says_so_first_on_every_sheet(name: str) -> None:
    """In red, and in the printed header."""
    sheet = opened(audit(), held=True)[name]

    assert sheet["A1"].value == HELD_NOTICE
    assert sheet["A1"].font.color.rgb == "FFC00000"
    assert HELD_NOTICE in str(sheet.oddHeader.right.text)


@pytest.mark.parametrize("name", ["核查清单", "单位汇总", "无法判断"])
def test_headers_are_frozen_filtered_and_repeated(name: str) -> None:
    """The header stands in row 3 under the two title lines."""
    sheet = opened(audit())[name]

    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert str(sheet.auto_filter.ref).startswith("A3:")
    assert all(width.width for width in sheet.column_dimensions.values())


def test_the_units_are_counted_with_a_chart() -> None:
    """Rows by burden, the sum beneath, only kinds that occur."""
    sheet = opened(audit())["单位汇总"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]

    assert rows == [
        [
            *("责任单位", "合计", "问题", "疑似", "严重", "较重", "一般", "提示"),
            *("应公开未公开", "公开不及时", "发布时间待核实"),
        ],
        ["区住房和城乡建设局", 2, 1, 1, 0, 1, 0, 1, 0, 1, 1],
        ["区教育和体育局", 1, 1, 0, 1, 0, 0, 0, 1, 0, 0],
        ["合计", 3, 2, 1, 1, 1, 0, 1, 1, 1, 1],
    ]
    assert len(sheet._charts) == 1


def test_the_explanation_tells_scope_and_unread_columns() -> None:
    """Versions, instants, what was not read and why."""
    shown = "\n".join(texts(opened(audit())["说明"]))

    for expected in (
        *("2022年淄川区政务公开工作方案（zichuan_2022）", "2022年8月1日 02:30", "r1", "2022.1"),
        *("共2个，读全1个，未读全1个", "第2页返回503，重试3次仍失败", "2022年8月1日 05:30"),
    ):
        assert expected in shown


def test_an_empty_audit_makes_a_workbook() -> None:
    """No finding, no read: every sheet is there."""
    empty = replace(audit(), findings=(), duties=(), column_reads=(), site_reads=())
    book = opened(empty)

    assert book.sheetnames == SHEETS
    assert list_rows(book) == []


def test_the_same_audit_gives_the_same_bytes() -> None:
    """Nothing of the moment goes in."""
    first, second = (problem_list(audit(), written_at=WRITTEN_AT) for _ in range(2))

    assert first == second


def test_the_problem_number_is_short_and_stable() -> None:
    """Rule and ten signs of the key; other findings have others."""
    assert problem_number(late()) == problem_number(late(message="x")) == "T12-1a2b3c4d5e"
    assert problem_number(missing()) != problem_number(late())


def test_the_workbook_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """Into an existing folder."""
    write_problem_list(tmp_path / "清单.xlsx", audit(), written_at=WRITTEN_AT)

    assert [path.name for path in tmp_path.iterdir()] == ["清单.xlsx"]
    with pytest.raises(ReportWriteError):
        write_problem_list(tmp_path / "无" / "清单.xlsx", audit(), written_at=WRITTEN_AT)
