"""A city bureau on Hanweb's newer platform: the list is built by a unit the column page names in a script tag."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "hanweb_jpaas"
COLUMN = "/col/col1229123351/index.html"
INTERFACE = "/api-gateway/jpaas-publish-server/front/page/build/unit"
QUERY = {
    "parseType": "bulidstatic", "webId": "3630", "tplSetId": "5HrZiFGOR8vHklhTYqM4B",
    "pageType": "column", "tagId": "当前栏目list", "editType": "null", "pageId": "1229123351",
}  # fmt: skip
PER_PAGE = 15
ROWS = 32


def build() -> Replica:
    """Build the site; the unit pages by `paramJson` alone."""
    items = tuple(_item(number) for number in range(1, ROWS + 1))
    pages = {item.path: _article(item) for item in items} | {COLUMN: _column()}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path == INTERFACE and asked.method == "GET":
            return Reply(_unit(items, parts.query), "application/json; charset=utf-8")
        html = pages.get(asked.target)
        return Reply(html) if html else None

    return Replica(FAMILY, COLUMN, items, answer)


def _item(number: int) -> Item:
    day = f"2026-{(number - 1) % 8 + 1:02}-{number % 28 + 1:02}"
    title = f"示例市发展和改革局关于公布第{number}批重点建设项目名单的通知"
    fields = {"title": title, "published_on": day} if number == 2 else {}
    return Item(f"/col/col1229123351/art/2026/art_{number:032x}.html", title, day, fields)


def _unit(items: tuple[Item, ...], query: str) -> str:
    sent = {key: values[0] for key, values in parse_qs(query).items()}
    page = json.loads(sent.pop("paramJson", '{"pageNo":1}'))
    if sent != QUERY:
        return json.dumps({"success": False, "code": "500", "data": {}})
    number = int(page["pageNo"])
    shown = items[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = "".join(
        f'<li class="clearfix"><a href="{item.path}" target="_blank" title="{item.title}">{item.title[:18]}...</a>'
        f'<span class="bt-right">[{item.published_on}]</span></li>'
        for item in shown
    )
    pager = (
        f'<div class="pagination" rows="{PER_PAGE}" count="{len(items)}" pageNo="{number}"></div>'
    )
    html = f'<div class="page-content"><ul>{rows}</ul></div>{pager}'
    return json.dumps({"success": True, "code": "200", "data": {"html": html}}, ensure_ascii=False)


def _column() -> str:
    query = str(QUERY).replace('"', "'")
    navigation = str({**QUERY, "tagId": "导航"}).replace('"', "'")
    script = '<script src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3" parseType="bulidstatic"'
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ColumnName" content="通知公告">'
        "<title>通知公告</title></head><body>"
        f'<div>{script} url="{INTERFACE}" queryData="{navigation}"></script></div>'
        f'<div class="list">{script} url="{INTERFACE}" queryData="{query}"></script></div>'
        "<div>主办：示例市发展和改革局</div></body></html>"
    )


def _article(item: Item) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{item.title}">'
        f'<meta name="PubDate" content="{item.published_on} 10:24"><title>{item.title}</title></head><body>'
        f"<h1>{item.title}</h1><p>发布日期：{item.published_on} 10:24 信息来源：市发展改革局</p>"
        "<p>各区县发展和改革局，市级有关单位：</p><p>现将名单予以公布，请认真组织实施。</p></body></html>"
    )
