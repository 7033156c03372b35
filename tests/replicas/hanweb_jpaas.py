"""A provincial department on Hanweb's newer platform: the column page posts to `/queryList` for its rows."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "hanweb_jpaas"
SITE, CODE = "slssthjt", "col42150"
COLUMN = f"/{SITE}/col/{CODE}/index.html"
UNIT_ID = "380055"
PER_PAGE = 15
ROWS = 34
FIELDS = {
    "unitid": UNIT_ID, "webSiteCode[]": SITE, "channelCode[]": CODE, "dataBefore": "",
    "dataAfter": "", "perPage": str(PER_PAGE), "notReturnContent": "false", "showMode": "normal",
    "groupSize": "1", "barPosition": "bottom", "titleMax": "34",
    "templateContainerId": f"div{UNIT_ID}", "themeName": "lucidity", "pageSize": str(PER_PAGE),
}  # fmt: skip


def build() -> Replica:
    """Build the site; fields of the address and of the body are one set to the server."""
    items = tuple(_item(number) for number in range(1, ROWS + 1))
    pages = {item.path: _article(item) for item in items} | {COLUMN: _column()}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path == "/queryList":
            return Reply(_rows(items, parts.query, asked), "application/json; charset=utf-8")
        html = pages.get(asked.target)
        return Reply(html) if html else None

    return Replica(FAMILY, COLUMN, items, answer)


def _item(number: int) -> Item:
    day = f"2025-{(number - 1) % 12 + 1:02}-{number % 28 + 1:02}"
    title = f"《示例省生态环境分类执法监管办法（第{number}批）》政策解读"
    path = f"/{SITE}/col/{CODE}/content/content_19512063636776{71000 + number}.html"
    fields = {"title": title, "published_on": day} if number == 1 else {}
    return Item(path, title, day, fields)


def _rows(items: tuple[Item, ...], query: str, asked: Asked) -> str:
    sent = parse_qs(f"{query}&{asked.form}", keep_blank_values=True)
    current = int(sent.pop("current", ["0"])[0])
    if asked.method != "POST" or {key: values[0] for key, values in sent.items()} != FIELDS:
        return json.dumps({"code": 500, "msg": "参数错误", "data": None}, ensure_ascii=False)
    shown = items[(current - 1) * PER_PAGE : current * PER_PAGE]
    results = [{"id": str(number), "source": _source(item)} for number, item in enumerate(shown)]
    data = {"total": len(items), "results": results}
    return json.dumps({"code": "200", "msg": "操作成功", "data": data}, ensure_ascii=False)


def _source(item: Item) -> dict[str, object]:
    return {
        "title": item.title,
        "showTitle": f"<p>{item.title}</p>",
        "pubDate": f"{item.published_on} 16:59",
        "urls": json.dumps({"pc": item.path}),
        "contentSource": "法规与标准处",
        "topStatus": 0,
    }


def _column() -> str:
    return (
        f'<!doctype html><html><head><base href="/{SITE}/"><meta name="SiteName" content="示例省生态环境厅">'
        '<meta name="ColumnName" content="政策解读"><meta charset="UTF-8"><title>政策解读 - 示例省生态环境厅</title>'
        '<script src="commonfiles/handlebars.min.js"></script>'
        f"<script>var websiteId = '1753255916894359552', websiteCode = '{SITE}', codeName = '{CODE}';"
        "var channelsTagParent = [];</script></head><body>"
        '<ul><script id="subMenu" type="text/x-handlebars-template">{{#each items}}<li><a href="{{pcUrl}}">{{name}}</a></li>{{/each}}</script>'
        "<script>renderChannelTemplate('subMenu', channelsTagParent, 'subMenu', true, { titleMax:10 });</script></ul>"
        f'<h2>政策解读</h2><div id="{UNIT_ID}"></div><script id="div{UNIT_ID}" type="text/x-handlebars-template">'
        "<ul class='List_list'>{{#each data}}{{#with this}}<li><a href='{{pcUrl}}' title='{{title}}'>{{title}}</a>"
        "<span>{{formatDate pubDate 'YYYY'}}</span></li>{{/with}}{{/each}}</ul></script>"
        '<script src="commonfiles/jquery.jpage.js"></script><script> var params = { current: 1,'
        f" unitid: '{UNIT_ID}', webSiteCode: ['{SITE}'], channelCode: ['{CODE}'], dataBefore: '', dataAfter: '',"
        f" perPage: '{PER_PAGE}', notReturnContent:false, showMode: 'normal', groupSize: 1, barPosition: 'bottom',"
        f" titleMax: '34', templateContainerId: 'div{UNIT_ID}', themeName: 'lucidity', }};"
        f" loadPageData(params, '{UNIT_ID}'); </script></body></html>"
    )


def _article(item: Item) -> str:
    return (
        f'<!doctype html><html><head><meta charset="UTF-8"><meta name="ArticleTitle" content="{item.title}">'
        f'<meta name="PubDate" content="{item.published_on} 16:59"><meta name="ContentSource" content="法规与标准处">'
        f"<title>{item.title} - 示例省生态环境厅</title></head><body><h1>{item.title}</h1>"
        f"<p>发布日期：{item.published_on} 16:59</p><p>信息来源：法规与标准处</p>"
        "<p>为便于社会公众了解本办法的主要内容，现就制定背景和主要内容解读如下。</p></body></html>"
    )
