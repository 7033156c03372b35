"""Files of every kind become lines; files that mean harm become a reason, and nothing else happens."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.attachments import reader
from spiders.attachments.limits import DEFAULT, Limits
from spiders.attachments.reader import AttachmentText, read_attachment
from tests.spiders.attachments import samples

NOTICES = ("docx", "doc", "pdf", "ofd", "html", "mht", "text")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="no such signals")


def read(body: bytes, limits: Limits = DEFAULT) -> AttachmentText:
    """Read a file under a name that tells nothing."""
    return read_attachment(body, "附件.bin", limits=limits)


# --- what is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_reads_the_same_in_every_format(name: str) -> None:
    """Paragraphs and tables in order; the header is no text, of a field only its result is shown."""
    body = samples.READABLE[name]()

    text = read(body)

    assert text.lines == (samples.NOTICE if name in ("docx", "doc") else samples.PLAIN)
    assert (text.reason, text.complaint, text.is_cut) == (None, None, False)
    assert text.sha256 == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("name", ["xls", "xlsx"])
def test_a_workbook_gives_its_visible_rows(name: str) -> None:
    """Dates as ISO, whole numbers without a fraction."""
    assert read(samples.READABLE[name]()).lines == samples.ROWS


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("示样字〔2022〕 32 号", "示样字〔2022〕32号"),
        ("示样字 〔 2022 〕 32 号", "示样字〔2022〕32号"),
        ("2022 年 6 月 8 日", "2022年6月8日"),
        ("二〇二二年 六月 八日", "二〇二二年六月八日"),
        ("关 于 印 发 办 法 的 通 知", "关于印发办法的通知"),
        ("自发布起有效期 5 年", "自发布起有效期5年"),
        ("示例县样本局 2022 年 6 月 8 日", "示例县样本局 2022年6月8日"),
        ("示样字〔2022〕32号 签发人：张三", "示样字〔2022〕32号 签发人：张三"),
    ],
)
def test_blanks_a_page_setter_leaves_are_undone(printed: str, expected: str) -> None:
    """In numbers and dates; two things on one line stay two."""
    text = read(samples.pdf_of(["这里是公文的第一行", printed, "这里是公文的最后一行"]))

    assert text.lines[1] == expected


def test_blanks_between_the_elements_of_a_page_saved_from_word_are_undone() -> None:
    """They are line breaks of the markup."""
    body = "<html><body><p>示样字<span>〔</span>\n2022<span>〕</span>\n<span>32</span>\n号</p></body></html>"

    assert read(body.encode()).lines == (samples.NUMBER,)


def test_page_numbers_are_no_lines() -> None:
    """They would stand between a signature and its date."""
    text = read(
        samples.pdf_of(["正文第一行没有结束", "示例县样本局", "— 1 —"], ["2022年6月8日", "2"])
    )

    assert text.lines == ("正文第一行没有结束", "示例县样本局", "2022年6月8日")


def test_pieces_of_a_doc_may_be_of_one_byte() -> None:
    """Word stores a piece of western letters as cp1252 and says so in the piece's address."""
    table = samples.doc_stream("1Table")
    words = samples.doc_stream("WordDocument")
    clx_at, clx_size = struct.unpack_from("<II", words, 0x1A2)
    assert table[clx_at] == 2
    assert clx_size == 21, "the sample is one piece"
    descriptor = clx_at + 5 + 8 + 2
    (place,) = struct.unpack_from("<I", table, descriptor)
    letters = b"Caf\xe9 \x93one\x94\rtwo\x07three\x07\x07".ljust(200, b"\r")
    body = samples.doc_with("WordDocument", place, letters)
    compressed = struct.pack("<I", place * 2 | 0x40000000)
    body = samples.doc_with("1Table", descriptor, compressed, body)

    assert read(body).lines[:2] == ("Café “one”", "two\tthree")


# --- what is refused -------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "空文件"),
    "random bytes": (lambda: random.Random(1).randbytes(50_000), "格式无法识别"),  # noqa: S311
    "random bytes called a PDF": (
        lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(50_000),  # noqa: S311
        "文件已损坏或不完整",
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
    "a scan": (samples.picture_pdf, "扫描件没有文字层"),
    "letters without codes": (lambda: samples.pdf_of(["\ue001\ue002\ue003" * 9]), "没有编码"),
    "a locked PDF": (samples.locked_pdf, "文件已加密"),
    "a page tree that holds itself": (samples.looping_pdf, "没有可读的页面"),
    "a locked DOC": (lambda: samples.doc_with("WordDocument", 10, b"\x00\x13"), "文件已加密"),
    "a locked DOCX": (
        lambda: samples.renamed(samples.doc(), "WordDocument", "EncryptedPackage"),
        "文件已加密",
    ),
    "Word 95": (lambda: samples.doc_with("WordDocument", 2, b"\x68\x00"), "Word 95"),
    "RTF": (lambda: b"{\\rtf1 x}", "RTF"),
    "RAR": (lambda: b"Rar!\x1a\x07\x01\x00", "RAR"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
    "a zip of documents": (lambda: samples.zip_of({"a.docx": samples.docx_of()}), "压缩包"),
    "slides": (lambda: samples.zip_of({"ppt/presentation.xml": b""}), "PPT 文件"),
    "a zip bomb": (
        lambda: samples.docx_around("0" * 30_000_000),
        "疑为压缩炸弹",
    ),
    "a larger zip bomb": (
        lambda: samples.zip_of({"word/document.xml": b"0" * 210_000_000}),
        "解压后超过200 MB",
    ),
    "billion laughs": (samples.laughing_docx, "文件已损坏或不完整"),
    "a million elements deep": (
        lambda: samples.docx_around("<a>" * 300_000, zipfile.ZIP_STORED),
        "文件已损坏或不完整",
    ),
    "too many members": (
        lambda: samples.zip_of({f"word/{number}": b"" for number in range(6000)}),
        "超过5000个",
    ),
    "more than 20 MB": (lambda: b"%PDF-1.4" + bytes(20 * 1024 * 1024), "文件超过20 MB"),
    "an empty Word file": (lambda: samples.docx_of([]), "没有文字"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why(name: str) -> None:
    """In Chinese, and the next file is read as if nothing had been."""
    make, reason = REFUSED[name]

    text = read(make())

    assert text.lines == ()
    assert text.complaint is not None
    assert text.complaint.startswith("附件无法读取：")
    assert reason in text.complaint
    assert read(samples.READABLE["text"]()).lines == samples.PLAIN


def test_an_entity_does_not_read_the_disk() -> None:
    """XML may name a file to be put in; it is not."""
    body = samples.docx_around(
        '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f'<w:document xmlns:w="{samples.WORD_NAMESPACE}"><w:body><w:p><w:r><w:t>前&f;后</w:t></w:r></w:p></w:body></w:document>'
    )

    assert "root" not in "".join(read(body).lines)


@pytest.mark.parametrize("name", samples.READABLE)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_ends_as_lines_or_a_reason(name: str, share: float) -> None:
    """Never as both, never as neither."""
    body = samples.READABLE[name]()

    text = read(body[: int(len(body) * share)])

    assert bool(text.lines) != bool(text.reason)


# --- the limits ------------------------------------------------------------------------------------


def test_pages_over_the_limit_are_left_out_and_said_to_be() -> None:
    """A PDF that shows one page 10,000 times costs no more than 300 pages."""
    body = samples.pdf_of(*[["这一页的文字说明"]] * 12)

    text = read(body, replace(DEFAULT, pages=5))

    assert (len(text.lines), text.is_cut) == (5, True)
    assert read(body, replace(DEFAULT, pages=12)).is_cut is False


@pytest.mark.parametrize("name", samples.READABLE)
def test_characters_over_the_limit_are_left_out(name: str) -> None:
    """Of every kind."""
    text = read(samples.READABLE[name](), replace(DEFAULT, characters=20))

    assert text.is_cut
    assert 0 < sum(map(len, text.lines)) <= 20


@pytest.mark.parametrize("name", samples.READABLE)
def test_lines_over_the_limit_are_left_out(name: str) -> None:
    """Of every kind."""
    text = read(samples.READABLE[name](), replace(DEFAULT, lines=2))

    assert (len(text.lines), text.is_cut) == (2, True)


@needs_signals
def test_memory_over_the_limit_ends_the_reading_only() -> None:
    """Two cells at the corners of a sheet make a reader that stores rows in full ask for 400 GB."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    body = samples.replaced(samples.xlsx(), "xl/worksheets/sheet1.xml", sheet.encode())

    text = read(body)

    assert text.reason is not None
    assert read(samples.xlsx()).lines == samples.ROWS


@needs_signals
def test_a_reading_that_does_not_end_is_stopped() -> None:
    """By the clock of the waiting process: the reading one is held still."""
    read(samples.xlsx())
    os.kill(reader._WORKERS[0].process.pid, signal.SIGSTOP)
    began = time.monotonic()

    text = read(samples.docx_of(), replace(DEFAULT, seconds=0.3))

    assert text.reason == "读取超过0.3秒，已停止"
    assert time.monotonic() - began < 10
    assert read(samples.docx_of()).lines == samples.NOTICE


@needs_signals
@pytest.mark.parametrize("size", [100, 5_000_000], ids=["small", "larger than a pipe"])
def test_a_reading_process_that_is_killed_costs_one_file(size: int) -> None:
    """As the system does when memory runs out."""
    read(samples.xlsx())
    process = reader._WORKERS[0].process
    os.kill(process.pid, signal.SIGSTOP)
    killer = threading.Timer(0.2, process.kill)
    killer.start()

    text = read(b"%PDF-1.4" + bytes(size))
    killer.join()

    assert text.reason == "读取程序意外终止，文件可能已损坏"
    assert read(samples.xlsx()).lines == samples.ROWS


@needs_signals
def test_a_reading_process_that_died_between_two_files_is_replaced() -> None:
    """Nobody's file is to blame."""
    read(samples.xlsx())
    reader._WORKERS[0].process.kill()
    reader._WORKERS[0].process.wait()

    assert read(samples.xlsx()).lines == samples.ROWS


def test_a_reading_process_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What libraries leak does not add up."""
    monkeypatch.setattr(reader, "FILES_PER_PROCESS", 2)
    reader.close()
    numbers = []
    for _ in range(4):
        read(samples.xlsx())
        numbers.append(reader._WORKERS[0].process.pid)

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


@pytest.mark.parametrize(
    "answer",
    [
        b"not JSON",
        b"[]",
        b'{"kind": "pdf", "lines": [1], "is_cut": false, "reason": null}',
        b'{"kind": "exe", "lines": ["x"], "is_cut": false, "reason": null}',
        b'{"kind": "pdf", "lines": ["xxxxxxxxxxx"], "is_cut": false, "reason": null}',
        b'{"kind": "pdf", "lines": [], "is_cut": false, "reason": null}',
    ],
)
def test_an_answer_is_checked_before_it_is_believed(answer: bytes) -> None:
    """A hostile file may have taken the reading process over."""
    text = reader._told(answer, "0", replace(DEFAULT, characters=10))

    assert text.reason == "读取程序的答复无法识别"


def test_the_waiting_process_loads_no_parser() -> None:
    """They open files in the other process only."""
    code = (
        "import sys\n"
        "import spiders.attachments.beside, spiders.attachments.merge\n"
        "print([n for n in ('pypdfium2', 'docx', 'olefile', 'python_calamine') if n in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


# --- whatever a file holds -------------------------------------------------------------------------

BODIES = {name: make() for name, make in samples.READABLE.items()}


@settings(max_examples=120, deadline=None)
@given(
    name=st.sampled_from(sorted(BODIES)),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), max_size=8),
    end=st.floats(0.3, 1),
)
def test_whatever_is_changed_in_a_file_a_result_comes(
    name: str, cuts: list[tuple[float, bytes]], end: float
) -> None:
    """Bytes overwritten anywhere, and the end cut off or not."""
    body = bytearray(BODIES[name])
    for place, content in cuts:
        begin = int(place * len(body))
        body[begin : begin + len(content)] = content
    body = body[: int(end * len(body)) if end < 0.9 else len(body)]
    limits = replace(DEFAULT, characters=5000, seconds=10.0)

    text = read(bytes(body), limits)

    assert bool(text.lines) != bool(text.reason)
    assert sum(map(len, text.lines)) <= limits.characters
