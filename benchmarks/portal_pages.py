"""Pages to measure the reader with: the sample portal's documents inside a frame of realistic size.

The sample portal's own frame is tiny (its pages have 2 to 3 KB). Real pages of such sites weigh about
30 KB of UTF-8, two thirds of them navigation, menus and footer with some 130 links. Here each document
keeps its markup and gets such a frame and more paragraphs; the frame is invented, and like a real one
it is not wholly the same on every page: the menu marks where one is, the footer counts visits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sample_portal.portal import build
from sample_portal.site import View, answer

ADDRESS: Final = "http://127.0.0.1:8080"
DAY: Final = date(2026, 11, 20)
SIZE: Final = 30_000
"""Bytes of UTF-8 a page is filled up to."""
_GROUPS: Final = (
    "政务公开",
    "解读回应",
    "办事服务",
    "互动交流",
    "数据开放",
    "走进本区",
    "专题专栏",
    "营商环境",
)
_ITEMS: Final = (
    "机构职能", "领导信息", "政策文件", "财政资金", "重点项目", "行政执法", "建议提案", "应急管理", "公共监管",
)  # fmt: skip
_MENU: Final = (
    "公开指南", "公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开", "规划计划", "统计信息", "财政预决算",
    "行政许可", "行政处罚", "政府采购", "会议公开", "人事信息", "双随机一公开", "乡村振兴", "义务教育", "医疗卫生",
    "生态环境", "食品药品", "安全生产", "公共文化", "社会救助", "养老服务", "户籍管理", "征地补偿", "保障性住房",
    "国有土地", "城市管理", "税费优惠", "就业创业",
)  # fmt: skip
_FRIENDS: Final = tuple(f"示例市{name}" for name in (
    "发展改革委", "教育局", "科技局", "工业和信息化局", "公安局", "民政局", "司法局", "财政局", "人社局", "住建局",
    "交通局", "水利局", "农业农村局", "商务局", "文旅局", "卫健委", "应急局", "审计局", "市场监管局", "统计局",
    "医保局", "信访局", "税务局", "气象局",
))  # fmt: skip
_FILLING: Final = (
    "各单位要结合实际，把各项任务分解到科室、落实到人，明确完成时限，确保件件有着落、事事有回音。",
    "要加强部门之间的沟通配合，建立信息共享机制，对工作中遇到的问题及时会商研究，合力推进落实。",
    "对群众反映集中的事项，要认真核实情况，依法依规处理，并在规定时间内答复，自觉接受社会监督。",
)


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A page as fetched and decoded."""

    url: str
    html: str


def plain_pages(skin: str) -> Iterator[PortalPage]:
    """Yield every item page of the sample portal in one of its skins, as the portal sends it."""
    view = View(1, 1.0, DAY, skin)
    portal = build(1, 1.0)
    for path in (*sorted(portal.by_path), *(item.path for item in portal.consultations)):
        sent = answer(view, path)
        if sent.status == 200:
            yield PortalPage(ADDRESS + path, sent.body.decode())


def framed_pages(skin: str, step: int = 1) -> Iterator[PortalPage]:
    """Yield every `step`-th item page, in a realistic frame and filled up to `SIZE`."""
    for number, page in enumerate(plain_pages(skin)):
        if number % step == 0:
            yield PortalPage(page.url, _framed(page.html, number))


def _framed(html: str, number: int) -> str:
    head, body = html.split("<body>", 1)
    main, end = body.rsplit("</body>", 1)
    own = (
        f"{head.replace('</head>', _HEAD + '</head>')}<body>{_HEADER}{_side(number)}{main}{_FOOTER}"
    )
    visits = f"<p class='cnt'>您是第<b>{480_000 + number * 7}</b>位访问者</p>"
    room = SIZE - len((own + visits + end).encode()) - 20
    return _filled(own, room) + visits + "</body>" + end


def _filled(html: str, room: int) -> str:
    """Add paragraphs to the text, before who signed it, until the page has its size."""
    paragraphs = []
    while room > 0:
        words = f"（{len(paragraphs) + 1}）{_FILLING[len(paragraphs) % len(_FILLING)]}"
        paragraphs.append(f'<p style="text-indent:2em"><span lang="ZH">{words}</span></p>\n')
        room -= len(paragraphs[-1].encode())
    for mark in ('<p align="right">', '<div class="sign">', '<div class="foot">', "<footer>"):
        if mark in html:
            before, after = html.split(mark, 1)
            return before + "".join(paragraphs) + mark + after
    return html + "".join(paragraphs)


def _link(path: str, name: str, more: str = "") -> str:
    return f'<li{more}><a href="{path}" target="_blank" title="{name}">{name}</a></li>'


def _side(number: int) -> str:
    """Return the menu beside the text; the entry one is in is marked."""
    here = number // 9 % len(_MENU)
    items = "\n".join(
        _link(f"/gongkai/channel_m{place:04}/", name, ' class="on"' if place == here else "")
        for place, name in enumerate(_MENU)
    )
    return f'<div class="side"><h4>公开目录导航</h4><ul class="menu">{items}</ul></div>\n'


_HEAD: Final = (
    '<meta name="SiteName" content="示例区人民政府"><meta name="SiteDomain" content="127.0.0.1">'
    '<meta name="ColumnName" content=""><meta http-equiv="X-UA-Compatible" content="IE=edge">'
    '<link rel="stylesheet" href="/static/css/common.css"><script src="/static/js/jquery.js"></script>'
)
_NAVIGATION: Final = "\n".join(
    f'<li class="sub"><a href="/channel_g{place}/">{group}</a><ul class="drop">'
    + "".join(
        _link(f"/channel_g{place}/c{at}/", f"{group}{name}") for at, name in enumerate(_ITEMS)
    )
    + "</ul></li>"
    for place, group in enumerate(_GROUPS)
)
_HEADER: Final = (
    '<div class="header"><div class="logo"><a href="/"><img src="/static/logo.png" alt="示例区人民政府"></a></div>\n'
    '<div class="search"><form action="/search"><input name="q" type="text"><input type="submit" value="搜索"></form></div>\n'
    f'<div class="nav"><ul>{_NAVIGATION}</ul></div></div>\n'
)
_FOOTER: Final = (
    '<div class="links"><h4>友情链接</h4><ul>'
    + "\n".join(_link(f"http://www.b{at}.example.cn/", name) for at, name in enumerate(_FRIENDS))
    + '</ul></div>\n<div class="bottom"><p>版权所有：示例区人民政府 主办：示例区人民政府办公室</p>'
    "<p>网站标识码：3700000000　鲁ICP备00000000号　鲁公网安备37000002000000号</p>"
    "<p><a href='/about/'>关于我们</a>|<a href='/map/'>网站地图</a>|<a href='/contact/'>联系我们</a></p></div>\n"
)
