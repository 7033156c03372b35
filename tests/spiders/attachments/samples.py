"""One notice in every format, and files that mean harm; all made here, but for two in `tests/files`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import docx
import olefile
import openpyxl

FILES = Path(__file__).resolve().parents[2] / "files"
TITLE = "关于印发《示例县样本管理办法》的通知"
NUMBER = "示样字〔2022〕32号"
NOTICE = (
    "示例县样本局文件",
    NUMBER,
    "示例县样本局",
    TITLE,
    "各镇人民政府，各街道办事处：",
    "现将《示例县样本管理办法》印发给你们，请遵照执行。",
    "序号\t单位\t期限",
    "1\t样本局\t5月",
    "全文见政府网站。",
    "本办法自2022年7月1日起施行，有效期5年。",
    "示例县样本局",
    "2022年6月8日",
)
"""The lines of every readable sample of a notice; `notice.doc` was saved by LibreOffice from them."""
PLAIN = tuple(line.replace("\t", "，") for line in NOTICE)
"""The same for formats that know no cells."""
WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_of(lines: Iterable[str] = NOTICE, header: str = "页眉") -> bytes:
    """Return a Word file; lines with tabs become rows of one table."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    table = None
    for line in lines:
        if "\t" not in line:
            table = None
            document.add_paragraph(line)
            continue
        cells = line.split("\t")
        table = table or document.add_table(rows=0, cols=len(cells))
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_around(document_xml: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a Word file whose main part is replaced."""
    name = "word/document.xml"
    return replaced(docx_of(["x"]), name, document_xml.encode(), method)


def laughing_docx() -> bytes:
    """Return a Word file whose entities would grow to 10^9 letters (billion laughs)."""
    entities = "".join(f'<!ENTITY e{depth + 1} "{f"&e{depth};" * 10}">' for depth in range(9))
    return docx_around(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "哈">{entities}]>'
        f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>'
    )


def zip_of(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def xlsx() -> bytes:
    """Return a workbook with a hidden sheet behind a visible one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "单位", "日期", "金额"])
    sheet.append([1, "样本局", datetime(2022, 6, 8), 12.5])  # noqa: DTZ001 - cells have no zone
    sheet.append([2, "示例局", datetime(2022, 6, 9, 10, 30), 3])  # noqa: DTZ001
    hidden = book.create_sheet("隐藏")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


ROWS = (
    "序号\t单位\t日期\t金额",
    "1\t样本局\t2022-06-08\t12.5",
    "2\t示例局\t2022-06-09 10:30:00\t3",
)


def pdf_of(*pages: Sequence[str], extra: Sequence[bytes] = ()) -> bytes:
    """Return a PDF whose letters have no shapes but codes: what its text layer says."""
    letters = sorted(set("".join("".join(lines) for lines in pages)))
    mapped = b"".join(b"<%04X> <%04X>\n" % (ord(one), ord(one)) for one in letters)
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%bendbfchar\nendcmap end end" % (len(letters), mapped)
    )
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(pages)),
        (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /Sample /Encoding /Identity-H"
            b" /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"
        ),
        (
            b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sample /DW 1000 /FontDescriptor 5 0 R"
            b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        (
            b"<< /Type /FontDescriptor /FontName /Sample /Flags 4 /FontBBox [0 -200 1000 800]"
            b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>"
        ),
        _stream(cmap),
    ]
    for number, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 1 + 2 * number)
        )
        objects.append(_stream(b"".join(_shown(line, row) for row, line in enumerate(lines))))
    return pdf_from([*objects, *extra])


def picture_pdf() -> bytes:
    """Return a PDF of one page that is a picture (a scan without a text layer)."""
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    return pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                b" /Resources << /XObject << /I 5 0 R >> >> >>"
            ),
            _stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            picture,
        ]
    )


def looping_pdf() -> bytes:
    """Return a PDF whose page tree holds itself 10,000 times."""
    kids = b"2 0 R " * 10_000
    return pdf_from(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%b] /Count 10000 >>" % kids,
        ]
    )


def locked_pdf() -> bytes:
    """Return a PDF that opens with a password nobody knows."""
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"41" * 32, b"42" * 32)
    return pdf_from(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", lock],
        b" /Encrypt 3 0 R /ID [<00> <00>]",
    )


def pdf_from(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of the objects; the first is the catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R%b >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(body))
    )


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)


def _shown(line: str, row: int) -> bytes:
    codes = "".join(f"{ord(one):04X}" for one in line).encode()
    return b"BT /F1 12 Tf 40 %d Td <%b> Tj ET\n" % (800 - 20 * row, codes)


def ofd_of(lines: Sequence[str] = PLAIN) -> bytes:
    """Return an OFD file of one page."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = "".join(
        f'<ofd:TextObject ID="{number}" Boundary="20 {20 + 8 * number} 170 5"><ofd:TextCode X="0" Y="4">'
        f"{line}</ofd:TextCode></ofd:TextObject>"
        for number, line in enumerate(lines)
    )
    members = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return zip_of({name: content.encode() for name, content in members.items()})


def html_of(lines: Iterable[str] = PLAIN) -> str:
    """Return a page as Word saves it."""
    return f"<html><head><meta charset=gb2312></head><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"


def mht_of(lines: Iterable[str] = PLAIN) -> bytes:
    """Return a page with its pictures in one file, as Word saves it."""
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="==b"\r\n\r\n--==b\r\n'
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n%b\r\n--==b--\r\n"
        % html_of(lines).encode("gb18030")
    )


def doc() -> bytes:
    """Return the notice as Word's binary format, with a table, a field and a header."""
    return (FILES / "notice.doc").read_bytes()


def xls() -> bytes:
    """Return the workbook in Excel's binary format."""
    return (FILES / "list.xls").read_bytes()


def doc_with(stream: str, place: int, content: bytes, body: bytes | None = None) -> bytes:
    """Return the notice as DOC (or `body`) with some bytes of one of its streams changed."""
    buffer = io.BytesIO(body or doc())
    with olefile.OleFileIO(buffer, write_mode=True) as container:
        whole = container.openstream(stream).read()
        container.write_stream(stream, whole[:place] + content + whole[place + len(content) :])
    return buffer.getvalue()


def renamed(body: bytes, stream: str, name: str) -> bytes:
    """Return an OLE file with one stream called otherwise (MS-CFB 2.6.1: 64 bytes, then the length)."""
    entry = stream.encode("utf-16-le").ljust(64, b"\x00") + (2 * len(stream) + 2).to_bytes(
        2, "little"
    )
    assert body.count(entry) == 1
    other = name.encode("utf-16-le").ljust(64, b"\x00") + (2 * len(name) + 2).to_bytes(2, "little")
    return body.replace(entry, other)


def replaced(body: bytes, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    assert name in members
    return zip_of(members | {name: content}, method)


def doc_stream(name: str) -> bytes:
    """Return one stream of the notice as DOC."""
    with olefile.OleFileIO(io.BytesIO(doc())) as container:
        return bytes(container.openstream(name).read())


READABLE = {
    "docx": docx_of,
    "doc": doc,
    "pdf": lambda: pdf_of(PLAIN),
    "ofd": ofd_of,
    "html": lambda: html_of().encode("gb18030"),
    "mht": mht_of,
    "text": lambda: "\r\n".join(PLAIN).encode("gb18030"),
    "xls": xls,
    "xlsx": xlsx,
}
"""A sample of every kind that is read."""
