"""Which links are a document's files."""

from __future__ import annotations

import pytest

from spiders.offered_files import names_file
from spiders.reading import read_page


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a/P02022.pdf", True),
        ("/a/b.doc?v=1", True),
        ("/module/download/downfile.jsp?classid=0&filename=be5f1a4b.pdf", True),
        ("/front/document/download?fileUrl=/a/x.PDF&fileName=%E4%BB%B7.pdf", True),
        ("/a/t2022.html", False),
        ("/search.jsp?q=pdf", False),
        ("/a/b.html?file=", False),
    ],
)
def test_names_file(href: str, expected: bool) -> None:  # noqa: FBT001
    """By its end, or by the end of a file name a program is asked for."""
    assert names_file(href) is expected


def test_files_of_menus_and_boxes() -> None:
    """The forms of a menu and the downloads of a box are on every page; what is named 附件 is the page's."""
    record = read_page(
        "<body><ul><li><a href='/ysq/sqb.doc'>申请表下载</a></li></ul>"
        "<p>附件：<a href='/a/top.pdf'>全文</a></p><h1>2022年上半年法治政府建设情况</h1>"
        "<p>现将情况公开如下。</p><p><a href='/a/own.pdf'>全文</a></p>"
        "<div><h3>推荐下载</h3><a href='/x/gb.pdf'>政府公报</a></div></body>",
        url="http://www.shili.gov.cn/a/b.html",
    )

    assert [file.url.rsplit("/", 1)[1] for file in record.attachments] == ["top.pdf", "own.pdf"]
