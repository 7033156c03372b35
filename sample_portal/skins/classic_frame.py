"""What stands around every page of the classic skin, and the parts its pages share."""

from __future__ import annotations

from html import escape
from typing import Final

from sample_portal.pages import Branch, Frame
from sample_portal.skins.base import anchor, head

STYLES: Final = (
    "body{font:14px/1.8 SimSun,serif;margin:0 auto;width:1100px}.left{float:left;width:260px}"
    ".right{margin-left:280px}.newslist span{float:right}table{width:100%;border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:4px}.zw p{text-indent:2em}.foot{clear:both;color:#666}"
)
TOP: Final = (
    '<div class="top"><h3>示例区人民政府</h3><ul class="nav"><li><a href="/">首页</a></li>'
    '<li><a href="/gongkai/">政务公开</a></li><li><a href="/gongkai/channel_c11502/">区政府文件</a></li>'
    '<li><a href="/gongkai/channel_c1543/">征求意见</a></li></ul></div>'
)


def framed(frame: Frame, content: str) -> str:
    """Return a whole page."""
    crumbs = " &gt; ".join(anchor(link) for link in frame.crumbs)
    return (
        f"{head(frame, STYLES)}\n<body>{TOP}\n"
        f'<div class="wz">当前位置：{crumbs}</div>\n<div class="main">{content}</div>\n'
        f'<div class="foot"><p>主办单位：示例区人民政府办公室　承办单位：{escape(frame.sponsor)}</p>'
        f"<p>网站标识码：3799990001　更新时间：{frame.updated_on} 08:30　累计访问：{frame.visits}次</p>"
        "<p>版权所有：示例区人民政府　联系电话：0500-5180000</p></div></body></html>\n"
    )


def tree(branches: tuple[Branch, ...]) -> str:
    """Return the column tree as nested lists; a parent's link leads nowhere."""
    items = "".join(
        f'<li><a href="javascript:;">{escape(branch.link.text)}</a>{tree(branch.children)}</li>'
        if branch.children
        else f"<li>{anchor(branch.link)}</li>"
        for branch in branches
    )
    return f'<ul class="menu">{items}</ul>'


def paragraphs(texts: tuple[str, ...]) -> str:
    """Return the text's paragraphs."""
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def signature(signed: tuple[str, str] | None) -> str:
    """Who signed, and the day, below the text."""
    if signed is None:
        return ""
    return "".join(f'\n<p align="right">{escape(line)}</p>' for line in signed)
