"""Which columns a page links to, and when they cannot be all."""

from __future__ import annotations

import pytest

from spiders.families import load_family
from spiders.page import Page

HOME = "http://www.shili.gov.cn/gongkai/site_sl/"
A = '<a href="/gongkai/site_sl/channel_a1/">预算</a>'
B = '<a href="/gongkai/site_sl/channel_a2/">决算</a>'


def _page(body: str, address: str = HOME) -> Page:
    return Page(address, f"<html><body>{body}</body></html>")


@pytest.mark.parametrize(
    ("body", "columns"),
    [
        (f"<div>当前位置：<a href='/'>首页</a> &gt; {A}</div><ul><li>{B}</li></ul>", ["决算"]),
        (f"<div><span>当前位置</span><ol><li>{A}</li></ol></div><ul><li>{B}</li></ul>", ["决算"]),
        (f"<div>您的位置：<a href='/'>首页</a><ul><li>{A}<ul><li>{B}</li></ul></li></ul></div>", ["预算", "预算/决算"]),
        (("<select><option>请选择</option><option value=''>财政</option><option value='/gongkai/site_sl/channel_a1/'>　预算</option>"
         "<option value='/gongkai/site_sl/channel_a2/'>决算</option></select>"), ["财政/预算", "决算"]),
        (("<ul><li><a href='javascript:;'>财政</a><ul><li><a href='javascript:void(0)' "
         "onclick=\"location.href='/gongkai/site_sl/channel_a1/'\">预算</a></li></ul></li></ul>"), ["财政/预算"]),
        ("<ul><li onclick=\"window.open('/gongkai/site_sl/channel_a1/')\">预算</li></ul>", ["预算"]),
    ],
)  # fmt: skip
def test_columns(body: str, columns: list[str]) -> None:
    """Breadcrumbs are no menu; choices and clicks are."""
    assert columns == [link.path for link in load_family("gongkai").read_columns(_page(body))]


def test_tabs_of_a_column() -> None:
    """A column's own page: its tabs are columns, its pager is not."""
    body = f"<ul><li>{A}</li></ul><a href='?page=2'>2</a><a href='index_2.html'>下一页</a>"
    links = load_family("gongkai").read_columns(_page(body, HOME + "channel_p/"))

    assert [tuple(link) for link in links] == [("预算", HOME + "channel_a1/")]


@pytest.mark.parametrize(
    "menu",
    [
        f"<ul><li>{A}</li><li><a href='javascript:;' onclick='expand(this)'>财政</a><ul></ul></li></ul>",
        f"<ul><li>{A}</li><li><a href='#'>财政</a></li></ul>",
        f"<dl><dd><details><summary>财政</summary></details></dd><dt>{A}</dt></dl>",
        f"<ul id='tree' class='ztree'></ul><p>{A}</p>",
    ],
)
def test_obstacle(menu: str) -> None:
    """What only a script unfolds was not seen."""
    assert load_family("gongkai").columns_obstacle(_page(menu))


def test_obstacle_of_a_cut_page() -> None:
    """A page cut short may have lost half its tree."""
    assert load_family("gongkai").columns_obstacle(Page(HOME, f"<html><body><ul><li>{A}"))


@pytest.mark.parametrize(
    "menu",
    [
        f"<ul><li><a href='javascript:;'>财政</a><ul><li>{A}</li></ul></li><li>{B}</li></ul>",
        f"<ul><li><a href='#'>财政</a></li><ul><li>{A}</li></ul></ul>",
        f"<dl><dt>财政</dt><dd>{A}</dd></dl>",
        f"<ul><li class='title'>目录</li><li>{A}</li></ul>",
        f"<ul><li><a href='javascript:;'>设为首页</a></li></ul><ul><li>{A}</li></ul>",
    ],
)
def test_no_obstacle(menu: str) -> None:
    """A parent without a page of its own hides nothing."""
    assert load_family("gongkai").columns_obstacle(_page(menu)) is None


@pytest.mark.parametrize("family", ["generic", "govcn"])
def test_other_families(family: str) -> None:
    """They read no column at all, which says enough."""
    assert load_family(family).columns_obstacle(_page(A)) is None
