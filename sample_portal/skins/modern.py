"""The modern skin: sections and `dl` for labels, articles for rows, `index_2.html` for paging."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from sample_portal.pages import (
    ArticlePage,
    ConsultationPage,
    Frame,
    GuidePage,
    IndexPage,
    Link,
    ListPage,
    Row,
)
from sample_portal.skins.base import Skin, anchor, lines, shortened
from sample_portal.skins.modern_frame import framed, paragraphs, signature, tree

LIST_PAGE: Final = re.compile(r"(?P<column>.*/)(index_(?P<number>\d+)\.html)?")


def page_address(column: str, number: int) -> str:
    """`…/index_2.html`; the first page is the column itself."""
    return column if number == 1 else f"{column}index_{number}.html"


def page_number(path: str, query: dict[str, str]) -> tuple[str, int] | None:
    """Return the column and page an address means; None where it is no list page."""
    del query
    found = LIST_PAGE.fullmatch(path)
    return (found["column"], int(found["number"] or 1)) if found else None


def listing(page: ListPage) -> str:
    """Return a column's list beside the tree."""
    rows = lines(_row(row) for row in page.rows)
    empty = '<div class="blank">暂无信息</div>'
    return framed(
        page.frame,
        f'{tree(page.tree)}<section class="panel"><header>{escape(page.name)}</header>'
        f"{rows or empty}\n{_pager(page)}</section>",
    )


def article(page: ArticlePage) -> str:
    """Return a document under its labels; the related ones come before the text."""
    links = "".join(f"<span>{anchor(link)}</span>" for link in page.links)
    related = f'<aside class="refs">关联阅读 {links}</aside>' if links else ""
    files = "".join(f'<div class="file">{anchor(file, " download")}</div>' for file in page.files)
    return framed(
        page.frame,
        f'<section class="card">{_policy_box(page) if page.is_policy else _general_box(page)}'
        f'{related}<h2 class="headline">{escape(page.heading)}</h2>'
        f'<div class="sub"><span>发布日期：{page.published_on}</span><span>字号 A- A+</span>'
        "<button>打印</button></div>"
        f'<div class="text">{paragraphs(page.paragraphs)}{signature(page.signature)}</div>{files}'
        "</section>",
    )


def guide(page: GuidePage) -> str:
    """Return the guide beside the tree."""
    return framed(
        page.frame,
        f'{tree(page.tree)}<section class="panel"><div class="who">{escape(page.unit)}</div>'
        f'<h2 class="headline">{escape(page.heading)}</h2><div class="sub">时间：{page.day}</div>'
        f'<div class="text">{paragraphs(page.paragraphs)}</div></section>',
    )


def consultation(page: ConsultationPage) -> str:
    """Return a consultation: every tab's name above its text."""
    tabs = lines(
        f"<section><header>{escape(name)}</header>{paragraphs(texts)}</section>"
        for name, texts in page.tabs
    )
    return framed(
        page.frame,
        f'<h2 class="headline">{escape(page.heading)}</h2>'
        f'<div class="sub">公示期：{page.period}</div>{tabs}',
    )


def index(page: IndexPage) -> str:
    """Return the entrance."""
    return framed(
        page.frame,
        lines(
            f"<section><header>{escape(name)}</header>"
            f"{''.join(f'<div>{anchor(link)}</div>' for link in links)}</section>"
            for name, links in page.groups
        ),
    )


def not_found(frame: Frame) -> str:
    """Return the page for an address that leads nowhere."""
    return framed(
        frame, '<section class="lost"><h2>404</h2><div>抱歉，页面走丢了。</div></section>'
    )


def _row(row: Row) -> str:
    return (
        f'<article class="item"><time>{row.day}</time><h4><a href="{escape(row.href)}" '
        f'title="{escape(row.title)}">{escape(shortened(row.title))}</a></h4></article>'
    )


def _pager(page: ListPage) -> str:
    def to(text: str, number: int) -> str:
        return anchor(Link(text, page_address(page.address, number)))

    number, last = page.number, page.pages
    parts = [f"<em>{number} / {last} 页</em>", f"<em>总计 {page.total} 条记录</em>"]
    if number > 1:
        parts.append(to("‹ 上一页", number - 1))
    shown = range(max(1, number - 2), min(last, number + 2) + 1)
    parts += [f"<b>{each}</b>" if each == number else to(str(each), each) for each in shown]
    if number < last:
        parts.append(to("下一页 ›", number + 1))
    return f'<nav class="pages">{"".join(parts)}</nav>'


def _general_box(page: ArticlePage) -> str:
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in page.labels)
    return f'<dl class="facts">{pairs}</dl>'


def _policy_box(page: ArticlePage) -> str:
    pairs = "".join(
        f'<div class="fact"><div>{escape(name)}：</div><div>{escape(text)}</div></div>'
        for name, text in page.labels
    )
    return f'<div class="facts">{pairs}</div>'


MODERN: Final = Skin(
    page_address=page_address,
    page_number=page_number,
    listing=listing,
    article=article,
    guide=guide,
    consultation=consultation,
    index=index,
    not_found=not_found,
)
