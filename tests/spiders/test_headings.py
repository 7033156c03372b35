"""What a page is called: not its site, not the path to it, not a title cut off."""

from __future__ import annotations

import pytest

from spiders.headings import is_path, is_site_name
from spiders.page import Page
from spiders.reading import read_page
from spiders.sheet import lay_out

TITLE = "关于公布2022年区级非遗工坊名单的通知"
DATE = "<p>发布日期：2022-08-15</p>"
TEXT = "<p>各镇：</p><p>现予公布，请认真学习。</p>"


def _title(body: str, head: str = "") -> str | None:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_page(html, url="http://www.shili.gov.cn/a/b.html").title


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>某区人民政府</h1><div>{TITLE}</div>{DATE}{TEXT}", ""),
        (
            f"<div>某州人民政府</div><h2>{TITLE}</h2>{DATE}{TEXT}",
            "<title>某州人民政府</title>",
        ),
        (
            f"<h1>某区人民政府</h1><p>{TITLE}</p>{DATE}{TEXT}",
            f"<title>{TITLE}-通知公告-某区</title>",
        ),
        (f"<p>您当前的位置： 首页 > 政务公开 > 通知公告</p><p>{TITLE}</p>{TEXT}", ""),
        (f"<h1>{TITLE}</h1>{TEXT}", f"<meta name='ArticleTitle' content='{TITLE[:14]}...'>"),
        (f"<h1>{TITLE}</h1>{TEXT}", f"<title>{TITLE[:14]}…</title>"),
    ],
)
def test_title_is_the_documents(body: str, head: str) -> None:
    """A logo, the path to the page and a title cut off give way to the title shown."""
    assert _title(body, head) == TITLE


def test_titles_that_stay() -> None:
    """A hyphen of its own and a declared title that nothing shown continues are kept."""
    assert _title("<h1>某区2021-2025年规划</h1>" + TEXT, "<title>某区2021-2025年规划</title>") == (
        "某区2021-2025年规划"
    )
    cut = "某区关于做好安全生产标..."
    assert _title(TEXT, f"<meta name='ArticleTitle' content='{cut}'>") == cut


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("某区人民政府", True),
        ("某市政府信息公开平台", True),
        ("区教育局", True),
        ("关于成立某区安全生产委员会", False),
        ("市水利局召开防汛工作会议", False),
        ("某区人民政府关于印发工作规则的通知", False),
    ],
)
def test_is_site_name(words: str, expected: bool) -> None:  # noqa: FBT001
    """The name of an organ and nothing it does."""
    assert is_site_name(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("您当前的位置：首页 > 政务公开 > 通知公告", True),
        ("当前位置：政务公开", True),
        ("首页 » 规划计划", True),
        ("政务公开>法定主动公开内容>通知公告", True),
        ("关于转发<办法>和<细则>的通知", False),
        ("关于首页改版的公告", False),
    ],
)
def test_is_path(words: str, expected: bool) -> None:  # noqa: FBT001
    """A path says where it leads; titles may have brackets of the same shape."""
    assert is_path(words) is expected


def test_a_column_without_rows_has_no_title() -> None:
    """Its path ends with 公告, and that makes it no document."""
    page = Page("", "<body><div>您的位置：首页 > 政务公开 > 通知公告</div><ul></ul></body>")

    assert lay_out(page).titles == ()


def test_label_cell_is_no_salutation() -> None:
    """公开责任部门： is a label, so the box goes on below it; 各有关部门： begins the text."""
    box = "<table><tr><td>报送单位：</td><td>某局</td></tr><tr><td>文号：</td><td>某政发〔2022〕1号</td></tr></table>"
    record = read_page(f"<body><h1>{TITLE}</h1>{box}{TEXT}</body>", url=None)
    below = read_page(f"<body><h1>{TITLE}</h1><p>各有关部门：</p>{box}{TEXT}</body>", url=None)

    assert (record.document_number, below.document_number) == ("某政发〔2022〕1号", None)
