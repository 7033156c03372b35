"""`gongkai extract` with attachments: beside their page, and by themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawler.conftest import Zygote
from tests.spiders.attachments import samples

PAGE = f"""<html><head><meta charset="utf-8"><title>{samples.TITLE}</title></head><body>
<h1>{samples.TITLE}</h1><p>通知全文见附件，请各单位下载阅读。</p>
<p><a href="files/notice.doc">附件：通知全文.doc</a></p>
<p><a href="scan.pdf">附件：扫描件.pdf</a></p><p><a href="../outside.docx">附件：别处.docx</a></p>
</body></html>"""


def test_a_stored_page_is_completed_from_the_files_beside_it(
    gongkai: Zygote, tmp_path: Path
) -> None:
    """The number of the file is marked as the file's; a scan is named, with its reason."""
    folder = tmp_path / "stored"
    (folder / "files").mkdir(parents=True)
    (folder / "a.html").write_text(PAGE, encoding="utf-8")
    (folder / "files" / "notice.doc").write_bytes(samples.doc())
    (folder / "scan.pdf").write_bytes(samples.picture_pdf())
    (tmp_path / "outside.docx").write_bytes(b"broken")

    alone = gongkai("extract", folder / "a.html")
    within = gongkai("extract", folder)

    for done in (alone, within):
        assert done.code == 0, done.said
        page = json.loads(done.out)
        assert page["title"] == samples.TITLE
        assert page["document_number"] == samples.NUMBER
        assert page["formed_on"] == "2022-06-08"
        assert page["valid_until"] == "2027-06-30"
        assert page["fields"]["document_number"]["where"] == "附件“附件：通知全文.doc”"
        assert page["unreadable"] == {"attachments": "“附件：扫描件.pdf”无法读取：扫描件没有文字层"}


@pytest.mark.parametrize("name", ["docx", "doc", "pdf", "html"])
def test_a_file_by_itself_is_one_object(gongkai: Zygote, tmp_path: Path, name: str) -> None:
    """Whatever is inside a `.doc`."""
    file = tmp_path / "通知.doc"
    file.write_bytes(samples.READABLE[name]())

    done = gongkai("extract", file, "--format", "jsonl")

    found = json.loads(done.out)
    assert done.code == 0
    assert (found["family"], found["page_kind"], found["url"]) == ("unknown", "disclosure", "")
    assert found["title"] == "示例县样本局" + samples.TITLE
    assert found["document_number"] == samples.NUMBER
    assert found["file"] == str(file)


def test_a_file_on_standard_input_is_told_by_its_bytes(gongkai: Zygote, tmp_path: Path) -> None:
    """It has no name."""
    file = tmp_path / "x"
    file.write_bytes(samples.READABLE["pdf"]())

    done = gongkai("extract", "-", stdin=file)

    assert json.loads(done.out)["document_number"] == samples.NUMBER


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("x.pdf", samples.picture_pdf(), "附件无法读取：扫描件没有文字层"),
        ("x.pdf", b"", "附件无法读取：文件已损坏或不完整（空文件）"),
        ("x.docx", samples.laughing_docx(), "附件无法读取：文件已损坏或不完整"),
        ("x.rar", b"Rar!\x1a\x07\x01\x00", "附件无法读取：RAR 压缩包，不支持读取"),
    ],
)
def test_a_file_that_cannot_be_read_is_unknown_with_the_reason(
    gongkai: Zygote, tmp_path: Path, name: str, body: bytes, reason: str
) -> None:
    """Not an error of the command: the file is as it is."""
    (tmp_path / name).write_bytes(body)

    done = gongkai("extract", tmp_path / name)

    found = json.loads(done.out)
    assert done.code == 0
    assert (found["page_kind"], found["title"]) == ("unknown", None)
    assert found["unreadable"] == {"page": reason}
