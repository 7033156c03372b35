"""www.gov.cn: addresses of all ages, and its tables where a page is stored without its address."""

from __future__ import annotations

import pytest

from spiders.families import govcn
from spiders.page import Page
from spiders.reading import read_page

TABLES = {
    "paper": ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期"),
    "library": ("标题", "发文机关", "发文字号", "来源", "主题分类", "公文种类", "成文日期"),
}


def table(labels: tuple[str, ...], title: str = "关于印发工作方案的通知") -> str:
    """Return a page with a label table."""
    rows = "".join(f"<tr><td>{label}：</td><td>某某内容</td></tr>" for label in labels)
    return f"<html><head><title>{title}</title></head><body><table>{rows}</table></body></html>"


@pytest.mark.parametrize(
    ("url", "is_own"),
    [
        ("http://www.gov.cn/zhengce/content/2018-12/24/content_5351624.htm", True),
        ("https://www.gov.cn/zhengce/content/202301/content_5737200.htm", True),
        ("https://www.gov.cn/zhengce/zhengceku/202408/content_6966863.htm", True),
        ("https://www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730718.htm", True),
        ("https://www.gov.cn/zhengce/202407/content_6963770.htm", True),
        ("https://www.gov.cn/gongbao/2023/issue_10566/202307/content_6890000.html", True),
        ("https://www.gov.cn/yaowen/liebiao/202301/content_5737200.htm", False),
        ("https://www.gov.cn/zhengce/", False),
        ("https://www.gov.cn/zhengce/zhengceku/index.htm", False),
        ("https://www.hubei.gov.cn/zhengce/content/202301/content_5737200.htm", False),
        ("http://[/zhengce/content_1.htm", False),
    ],
)
def test_is_recognised_by_its_addresses(url: str, *, is_own: bool) -> None:
    """Policies on its own host only: news and other sites' like paths are not."""
    assert govcn.recognises(Page(url, table(TABLES["paper"]))) is is_own


@pytest.mark.parametrize(
    ("html", "is_own"),
    [
        (table(TABLES["paper"]), True),
        (table(TABLES["library"], "关于印发工作方案的通知_国务院部门文件_中国政府网"), True),
        (table(TABLES["library"], "关于印发工作方案的通知_某省人民政府"), False),
        (table(TABLES["library"][:5], "关于印发工作方案的通知_中国政府网"), False),
        (table(TABLES["paper"][1:]), False),
    ],
)
def test_without_an_address_the_whole_table_tells(html: str, *, is_own: bool) -> None:
    """Other sites copied the library's table: it needs the site's name beside it."""
    assert govcn.recognises(Page("", html)) is is_own


def test_a_paper_is_no_list_of_those_it_links_to() -> None:
    """A paper without a box, with dated links under it."""
    rows = "".join(
        f'<li><a href="/zhengce/202407/content_{n}.htm">解读文章第{n}篇的题目</a><span>2024-07-2{n}</span></li>'
        for n in range(4)
    )
    body = f"<h1>关于进一步做好有关工作的意见</h1><p>为做好有关工作，现提出以下意见。</p><ul>{rows}</ul>"
    record = read_page(
        f"<html><body>{body}</body></html>", url="https://www.gov.cn/zhengce/202407/content_9.htm"
    )

    assert (record.family, record.page_kind.value) == ("govcn", "disclosure")
