"""The classic skin: tables for labels, `ul` for lists and the tree, `?page=2` for paging."""

from __future__ import annotations

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
from sample_portal.skins.classic_frame import framed, paragraphs, signature, tree

TOOLS: Final = (
    '<p class="tool">字号：<span>大</span> <span>中</span> <span>小</span> <span>打印</span></p>'
)


def page_address(column: str, number: int) -> str:
    """`…/?page=2`; the first page is the column itself."""
    return column if number == 1 else f"{column}?page={number}"


def page_number(path: str, query: dict[str, str]) -> tuple[str, int] | None:
    """Return the column and page an address means; None where the page is no number."""
    number = query.get("page", "1")
    return (path, int(number)) if number.isdecimal() and path.endswith("/") else None


def listing(page: ListPage) -> str:
    """Return a column's list beside the tree."""
    rows = lines(_row(page.address, row) for row in page.rows)
    content = f'<ul class="newslist">\n{rows}\n</ul>' if page.rows else "<p>暂无信息</p>"
    return framed(
        page.frame,
        f'<div class="left">{tree(page.tree)}</div>'
        f'<div class="right"><h2>{escape(page.name)}</h2>\n{content}\n{_pager(page)}</div>',
    )


def article(page: ArticlePage) -> str:
    """Return a document under its label box."""
    box = (_policy_box if page.is_policy else _general_box)(page)
    files = lines(f"<p>附件：{anchor(file)}</p>" for file in page.files)
    links = lines(f"<li>{anchor(link)}</li>" for link in page.links)
    related = f'<div class="xg"><b>相关文件</b><ul>{links}</ul></div>' if links else ""
    return framed(
        page.frame,
        f'{box}\n<h1 class="bt">{escape(page.heading)}</h1>\n'
        f'<p class="sj">发布日期:{page.published_on}</p>\n{TOOLS}\n'
        f'<div class="zw">{paragraphs(page.paragraphs)}{signature(page.signature)}</div>\n'
        f"{files}{related}",
    )


def guide(page: GuidePage) -> str:
    """Return the guide beside the tree."""
    return framed(
        page.frame,
        f'<div class="left">{tree(page.tree)}</div><div class="right"><h3>{escape(page.unit)}</h3>'
        f"<h1>{escape(page.heading)}</h1><p>时间:{page.day}</p>{paragraphs(page.paragraphs)}</div>",
    )


def consultation(page: ConsultationPage) -> str:
    """Return a consultation: the tabs' names, then their texts."""
    names = "".join(f"<li>{escape(name)}</li>" for name, _ in page.tabs)
    texts = lines(f'<div class="tab">{paragraphs(texts)}</div>' for _, texts in page.tabs)
    return framed(
        page.frame,
        f"<h1>{escape(page.heading)}</h1><p>公示期:{page.period}</p>"
        f'<ul class="tabs">{names}</ul>{texts}',
    )


def index(page: IndexPage) -> str:
    """Return the entrance."""
    return framed(
        page.frame,
        lines(
            f"<h2>{escape(name)}</h2><ul>{''.join(f'<li>{anchor(link)}</li>' for link in links)}</ul>"
            for name, links in page.groups
        ),
    )


def not_found(frame: Frame) -> str:
    """Return the page for an address that leads nowhere."""
    return framed(frame, '<div class="err"><h1>404</h1><p>您访问的页面不存在或已被删除。</p></div>')


def _row(address: str, row: Row) -> str:
    """Return a row; a paper of this very column is linked relative to it."""
    href = escape(row.href.removeprefix(address))
    title = f'<a href="{href}" title="{escape(row.title)}" target="_blank">'
    return f"<li>{title}{escape(shortened(row.title))}</a><span>{row.day}</span></li>"


def _pager(page: ListPage) -> str:
    def to(text: str, number: int, *, is_link: bool) -> str:
        return anchor(Link(text, page_address(page.address, number) if is_link else ""))

    number, last = page.number, page.pages
    shown = range(max(1, number - 3), min(last, number + 3) + 1)
    parts = (
        f"共 {page.total} 条",
        f"第{number}/{last}页",
        to("首页", 1, is_link=number > 1),
        to("上一页", number - 1, is_link=number > 1),
        *(to(str(each), each, is_link=each != number) for each in shown),
        to("下一页", number + 1, is_link=number < last),
        to("尾页", last, is_link=number < last),
    )
    return f'<div class="page">{" ".join(parts)}</div>'


def _general_box(page: ArticlePage) -> str:
    """Two pairs in a row of the table, the title alone in the first."""
    cells = [f"<th>{escape(name)}:</th><td>{escape(text)}</td>" for name, text in page.labels]
    rows = [cells[0], *("".join(cells[at : at + 2]) for at in range(1, len(cells), 2))]
    return f'<table class="xxgk">{"".join(f"<tr>{row}</tr>" for row in rows)}</table>'


def _policy_box(page: ArticlePage) -> str:
    """Return the label on the line above its value."""
    rows = "".join(
        f"<tr><td><b>{escape(name)}</b></td></tr><tr><td>{escape(text)}</td></tr>"
        for name, text in page.labels
    )
    return f'<table class="zcwj">{rows}</table>'


CLASSIC: Final = Skin(
    page_address=page_address,
    page_number=page_number,
    listing=listing,
    article=article,
    guide=guide,
    consultation=consultation,
    index=index,
    not_found=not_found,
)
