"""A Fujian site on TRS WCM, 动静结合: the first rows in the page, all of them from `/fjdzapp/search`.

Rows lead into other columns too. The interface answers only what the page's own script would ask.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "trs"
COLUMN = "/zwgk/ghxx/gzjzqk/"
OTHER = "/zwgk/zdlyxxgk/ssjygk/sjccjg/"
PER_PAGE = 3
STATIC_PAGES = 2
COUNT = 17
CHANNEL = "200210"
CONDITION = "chnlid=1780"
SORT = "-docorderpri,-docreltime"


def build() -> Replica:
    """Build the site."""
    items = tuple(_item(number) for number in range(1, COUNT + 1))
    articles = {item.path: _article(item) for item in items}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path == "/fjdzapp/search":
            query = parts.query if asked.method == "GET" else asked.form
            return _served(parse_qs(query), replica)
        html = _list(items) if asked.target == COLUMN else articles.get(asked.target)
        return Reply(html) if html else None

    replica = Replica(family=FAMILY, column=COLUMN, items=items, answer=answer)
    return replica


def _item(number: int) -> Item:
    title = f"区公安局2023年第{number}批“双随机、一公开”抽查工作情况"
    day = f"2023-10-{29 - number:02}"
    directory = OTHER if number % 5 == 0 else COLUMN
    return Item(
        f"{directory}202312/t20231228_{85500 - number}.htm",
        title,
        day,
        {"title": title, "published_on": day},
    )


def _served(asked: dict[str, list[str]], replica: Replica) -> Reply:
    """Answer as the search does; without its parameters it knows no channel."""
    named = {name: values[0] for name, values in asked.items()}
    wanted = {"channelid": CHANNEL, "classsql": CONDITION, "sortfield": SORT}
    if any(named.get(name) != value for name, value in wanted.items()):
        return _json({"code": 500, "message": "参数错误"})
    page, size = int(named["page"]), int(named["prepage"])
    rows = [
        {
            "docid": str(85500 - number),
            "doctitle": item.title,
            "chnldocurl": f"{replica.base_url}{item.path}",
            "docpuburl": f"{replica.base_url}{item.path}",
            "docreltime": f"{item.published_on} 08:59:00",
            "chnlname": "工作进展情况",
        }
        for number, item in enumerate(replica.items, 1)
    ]
    return _json(
        {
            "count": str(len(rows)),
            "page": str(page),
            "pageCount": -(-len(rows) // size),
            "data": rows[(page - 1) * size : page * size],
        }
    )


def _json(value: object) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False), "application/json;charset=UTF-8")


def _list(items: tuple[Item, ...]) -> str:
    static = "".join(
        f'<div ms-visible="$showStatic({start + 1})"><ul>'
        + "".join(_row(item) for item in items[start : start + PER_PAGE])
        + "</ul></div>"
        for start in range(0, PER_PAGE * STATIC_PAGES, PER_PAGE)
    )
    drawn = (
        '<div ms-visible="!showStatic" style="display: none"><ul ms-if="list.length"><li ms-repeat="list">'
        '<a ms-attr-title="el.doctitle_cp" ms-attr-href="el.chnldocurl" ms-text="el.doctitle|html|showkey"></a>'
        "<span ms-text=\"el.docreltime | date2('yyyy-MM-dd')\"></span></li></ul></div>"
    )
    script = f"""<script>
    var SiteInfo = {{
        //searchId: 290792,
        itpSiteId: 21,    //互动站点ID
        searchId: {CHANNEL}, //默认的文档检索频道的ID
        openSlb: true
    }};
    var pageChnlInfo={{
      quickMode:"动静结合",
      maxStaticIndex: {STATIC_PAGES},
      classsql: "" || "{CONDITION}",
      recordCount:'{len(items)}',
      sortfield:'{SORT}',
      prepage:{PER_PAGE},
      cache:true
    }}
    require(['list2.trsapi'], function(listModel) {{
      listModel({{ listArgs: {{ channelid: SiteInfo.searchId, classsql: pageChnlInfo.classsql }},
        listApi: {{ url: "/fjdzapp/search" }} }})
    }})
    </script>"""
    return _framed(
        f'<div class="list_base" ms-controller="list"><div ms-visible="showStatic">{static}</div>{drawn}</div>'
        f'<div class="page_base" ms-controller="list_pagebar" ms-include-src="pgTemp"></div>{script}'
    )


def _row(item: Item) -> str:
    below = item.path.startswith(COLUMN)
    href = f"./{item.path.removeprefix(COLUMN)}" if below else f"../../{item.path[len('/zwgk/') :]}"
    return (
        f'<li><a href="{href}" target="_blank" title="{item.title}">{item.title}</a><em></em>'
        f'<span class="bf-pass">{item.published_on}</span></li>'
    )


def _framed(content: str, meta: str = "") -> str:
    return (
        '<!DOCTYPE html><html ms-controller="windowRoot"><head><meta charset="utf-8"/>'
        '<meta name="SiteName" content="示例综合实验区管委会"/><meta name="ColumnName" content="工作进展情况"/>'
        f'{meta}<meta name="ChnlId" content="1780"/><title>工作进展情况_示例综合实验区管委会</title></head><body>'
        '<div class="breadcrumb"><span>当前位置：</span><ul><li><a href="../../../">首页</a></li>'
        f'<li><a href="./">工作进展情况</a></li></ul></div><div class="main">{content}</div>'
        '<div class="footer">网站标识码：3590000001</div></body></html>'
    )


def _article(item: Item) -> str:
    return _framed(
        f'<div class="article_title">{item.title}</div>'
        f'<div class="article_extend"><span class="article_time">时间：{item.published_on} 10:35</span></div>'
        "<div class=TRS_Editor><p>根据年度抽查计划，现将本批抽查工作情况公布如下，请予监督。</p></div>",
        f'<meta name="ArticleTitle" content="{item.title}"/><meta name="PubDate" content="{item.published_on} 10:35"/>',
    )
