"""What stands around every page of the modern skin, and the parts its pages share."""

from __future__ import annotations

from html import escape
from typing import Final

from sample_portal.pages import Branch, Frame
from sample_portal.skins.base import anchor, head

STYLES: Final = (
    ":root{--c:#0b5cad}body{font:16px/1.75 sans-serif;margin:0}main{max-width:1200px;margin:auto}"
    ".facts{display:grid;grid-template-columns:8em 1fr}.item{display:flex;gap:1em}"
    ".text div{text-indent:2em}.sign{text-align:right}footer{background:#f4f4f4;padding:2em}"
)
TOP: Final = (
    '<header class="bar"><strong>示例区政府信息公开平台</strong><nav><a href="/">网站首页</a>'
    '<a href="/gongkai/">公开专栏</a><a href="/gongkai/channel_c11501/">规范性文件</a>'
    '<a href="/gongkai/channel_c11506/">年报</a></nav></header>'
)


def framed(frame: Frame, content: str) -> str:
    """Return a whole page."""
    crumbs = "".join(f"<li>{anchor(link)}</li>" for link in frame.crumbs)
    return (
        f'{head(frame, STYLES)}\n<body>{TOP}\n<main><div class="path"><span>当前位置</span>'
        f"<ol>{crumbs}</ol></div>\n{content}</main>\n"
        f"<footer><div>主办：示例区人民政府办公室</div><div>内容维护：{escape(frame.sponsor)}</div>"
        f"<div>网站标识码 3799990001</div><div>最近更新时间：{frame.updated_on} 08:30</div>"
        f"<div>访问量 {frame.visits}</div></footer></body></html>\n"
    )


def tree(branches: tuple[Branch, ...]) -> str:
    """Return the column tree: a description list of leaves, folds for parents."""
    return f'<nav class="side">{_nested(branches)}</nav>'


def paragraphs(texts: tuple[str, ...]) -> str:
    """Return the text's paragraphs."""
    return "\n".join(f"<div>{escape(text)}</div>" for text in texts)


def signature(signed: tuple[str, str] | None) -> str:
    """Who signed, and the day, below the text."""
    if signed is None:
        return ""
    unit, day = signed
    return f'\n<div class="sign">{escape(unit)}<br>{escape(day)}</div>'


def _nested(branches: tuple[Branch, ...]) -> str:
    items = "".join(
        f"<dd><details open><summary>{escape(branch.link.text)}</summary>"
        f"{_nested(branch.children)}</details></dd>"
        if branch.children
        else f"<dt>{anchor(branch.link)}</dt>"
        for branch in branches
    )
    return f"<dl>{items}</dl>"
