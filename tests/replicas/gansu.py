"""A department on Gansu's platform: the rows in a comment, served by `/common/search/<channelId>`.

The static pages end at 2 of its 3 (`createPageHTML` is in the comment, too, and cut at a cap).
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "gansu"
HOME = "/yjt/c107268/zwgk.shtml"
COLUMN = "/yjt/c110634/zwgklist.shtml"
CHANNEL = "e5eb2abb5014415399847ba2bb99b31f"
PER_PAGE = 5
COUNT = 13


def build() -> Replica:
    """Build the site."""
    items = tuple(_item(number) for number in range(1, COUNT + 1))
    pages = {item.path: _article(item) for item in items}
    pages |= {HOME: _home(), COLUMN: _list(items[:PER_PAGE])}
    pages["/yjt/c107284/zwgklist.shtml"] = _list(())

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path.startswith("/common/search/"):
            return _served(parts.path.rpartition("/")[2], parse_qs(parts.query), items)
        html = pages.get(asked.target) if asked.method == "GET" else None
        return Reply(html) if html else None

    return Replica(
        family=FAMILY,
        column=COLUMN,
        items=items,
        answer=answer,
        home=HOME,
        column_name="政府文件/文件通知",
    )


def _item(number: int) -> Item:
    title = f"省应急管理厅关于做好第{number}批应急救援队伍建设工作的通知"
    day = f"2025-07-{30 - number}"
    return Item(
        f"/yjt/c110634/202507/{174240950 - number}.shtml",
        title,
        day,
        {"title": title, "published_on": day},
    )


def _served(channel: str, asked: dict[str, list[str]], items: tuple[Item, ...]) -> Reply:
    named = {name: values[0] for name, values in asked.items()}
    if named.get("_isJson") != "true" or channel != CHANNEL:
        return Reply('<ul id="body"></ul>')
    page, size = int(named["page"]), int(named["_pageSize"])
    rows = [
        {
            "title": item.title,
            "url": item.path,
            "publishedTime": 1753000000000,
            "publishedTimeStr": f"{item.published_on} 09:30:00",
            "channelName": "文件通知",
            "manuscriptId": str(number),
        }
        for number, item in enumerate(items)
    ]
    data = {
        "page": page,
        "rows": size,
        "total": len(rows),
        "channelId": channel,
        "results": rows[(page - 1) * size : page * size],
    }
    return Reply(
        json.dumps({"code": 200, "data": data}, ensure_ascii=False),
        "application/json;charset=UTF-8",
    )


def _framed(content: str, meta: str = "") -> str:
    return (
        '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f'<meta name="code" content="c110634"><meta charset="utf-8">{meta}'
        '<script src="/yjt/xhtml/static/js/page_list.js"></script><title>文件通知 - 省应急管理厅</title></head>'
        f'<body><div class="top">省应急管理厅</div>{content}<div class="foot">网站标识码：6200000068</div></body></html>'
    )


def _home() -> str:
    return _framed(
        '<div class="sideMenu"><ul><li><span>政府文件</span><ul>'
        '<li id="erji_c110634"><a href="/yjt/c110634/zwgklist.shtml">文件通知</a></li>'
        '<li id="erji_c107284"><a href="/yjt/c107284/zwgklist.shtml">规划统计</a></li></ul></li></ul></div>'
        "<h1>政府信息公开指南</h1><p>发布时间：2024-01-05</p><p>为便于公民、法人和其他组织获取政府信息，编制本指南。</p>"
    )


def _list(items: tuple[Item, ...]) -> str:
    rows = "".join(
        f'<li><a target="_blank" href="{item.path}" title="{item.title}">{item.title}</a><b>{item.published_on}</b></li>'
        for item in items
    )
    return _framed(
        f'<input id="page" type="hidden" value="1"><input id="pageSize" type="hidden" value="{PER_PAGE}">'
        f'<ul class="list"><!--{rows}<script src="/yjt/xhtml/js/page.js"></script>'
        f"<script>createPageHTML('page_div',2, 1,'zwgklist','shtml',{2 * PER_PAGE});</script>--></ul>"
        '<div class="page"><div id="page_div"></div></div>',
        f'<meta name="channelId" content="{CHANNEL}"><meta name="ColumnName" content="文件通知">',
    )


def _article(item: Item) -> str:
    return _framed(
        f"<h1>{item.title}</h1><p>发布时间：{item.published_on} 来源：省应急管理厅</p>"
        "<div><p>各市州应急管理局，有关单位：</p><p>为加强队伍建设，现将有关要求通知如下，请认真贯彻执行。</p></div>",
        f'<meta name="ArticleTitle" content="{item.title}"><meta name="PubDate" content="{item.published_on} 09:30">',
    )
