"""A district bureau on Guangdong's gkmlpt: an application page with the tree, lists as JSON, 100 rows a page.

Page 0 is answered as page 1, pages beyond the last with 404, other columns or sites with 404. Most of its
items are entries of type `url`, which jump straight to a file.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "gkmlpt"
BASE = "/qyjglj/gkmlpt"
SID = "755325"
COLUMN = 4102
GUIDE = "/qyjglj/xxgkzn/"
PER_PAGE = 100
TOTAL = 203
UNIT = "南山区应急管理局"
REPEALED, EXPIRED = 0, 7
WITH_PAGES = frozenset((REPEALED, 3, EXPIRED, 50, 99, 100, 150, 202))


def build() -> Replica:
    """Build the site."""
    items = tuple(_item(number) for number in range(TOTAL))
    articles = {items[number].path: _article(items[number], number) for number in WITH_PAGES}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if asked.method != "GET":
            return None
        if parts.path == f"{BASE}/index":
            return Reply(_index())
        if asked.target in articles:
            return Reply(articles[asked.target])
        if parts.path == f"{BASE}/api/all/{COLUMN}":
            return _served(parse_qs(parts.query), replica.base_url)
        return Reply(_guide()) if asked.target == GUIDE else None

    replica = Replica(
        family=FAMILY,
        column=f"{BASE}/api/all/{COLUMN}?page=1&sid={SID}",
        items=items,
        answer=answer,
        home=f"{BASE}/index",
        column_name="法定主动公开内容/通知公告",
    )
    return replica


def _item(number: int) -> Item:
    moment = _published(number)
    title = f"{UNIT}关于2022年第{TOTAL - number}批安全生产检查情况的通报"
    if number in (3, 50):
        title = f"{UNIT}关于印发《应急物资储备管理办法》的通知（{number}）"
    day = moment.date().isoformat()
    fields: dict[str, str | None] = {}
    if number in (REPEALED, EXPIRED, 3, 100, 202):
        fields = {
            "title": title,
            "published_on": day,
            "formed_on": (moment - timedelta(days=2)).date().isoformat(),
            "document_number": f"深南应急规〔2022〕{TOTAL - number}号",
            "index_number": f"11440305MB2C94128B/2022-{TOTAL - number:05}",
            "unit": UNIT,
            "validity": {REPEALED: "repealed", EXPIRED: "expired"}.get(number),
        }
    identifier = 9900000 - number
    if number not in WITH_PAGES:
        return Item(f"/attachment/9/{identifier // 1000}/{identifier}.pdf", title, day)
    return Item(f"{BASE}/content/9/{identifier // 1000}/post_{identifier}.html", title, day, fields)


def _published(number: int) -> datetime:
    """Return the instant a paper went online, in Shanghai (UTC+8) without its zone."""
    return datetime(2022, 12, 28, 9, 30) - timedelta(days=number)  # noqa: DTZ001 - wall clock


def _seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp()) - 8 * 3600


def _tree() -> list[dict[str, Any]]:
    return [
        {"id": 4001, "name": "政府信息公开指南", "parent_id": 0, "jump_url": GUIDE, "post_count": 0, "children": []},
        {"id": 4100, "name": "法定主动公开内容", "parent_id": 0, "jump_url": "", "post_count": TOTAL, "children": [
            {"id": COLUMN, "name": "通知公告", "parent_id": 4100, "jump_url": "", "post_count": TOTAL, "children": []},
        ]},
    ]  # fmt: skip


def _index() -> str:
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>政府信息公开目录</title>'
        '<link href="/gkmlpt/gkml/pc/css/index.css" rel="stylesheet"><script>window._CONFIG = {'
        f"SID: '{SID}', TREE: {json.dumps(_tree())}, SERVICE_AREA_ID: '440305', SITE_NAME: '{UNIT}'"
        '};</script></head><body><div class="header"><p>深圳市南山区人民政府</p><p>网站支持IPv6</p></div>'
        '<div id="app"></div><div class="footer"><p>主办单位：南山区应急管理局 网站标识码：4403050001</p>'
        "<p>备案序号：粤ICP备00000000号 粤公网安备44030000000000号 联系电话：0755-00000000 版权所有</p></div>"
        '<script src="/gkmlpt/gkml/pc/js/chunk-common.c1553651.js"></script></body></html>'
    )


def _guide() -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开指南</title></head><body>'
        f"<h1>{UNIT}政府信息公开指南</h1><p>发布日期：2022-01-20</p><p>为了更好地提供政府信息公开服务，"
        "方便公民、法人和其他组织获取本机关的政府信息，编制本指南，每年更新一次。</p></body></html>"
    )


def _served(query: dict[str, list[str]], base_url: str) -> Reply | None:
    """Answer as the interface does."""
    page = int(query.get("page", ["1"])[0])
    start = (max(page, 1) - 1) * PER_PAGE
    if query.get("sid") != [SID] or start >= TOTAL:
        return None
    rows = [_row(number, base_url) for number in range(start, min(start + PER_PAGE, TOTAL))]
    answer = {
        "classify": {"id": COLUMN, "name": "通知公告", "post_count": TOTAL, "jump_url": ""},
        "articles": rows,
        "total": TOTAL,
        "offset": start,
    }
    return Reply(json.dumps(answer), "application/json; charset=utf-8")


def _row(number: int, base_url: str) -> dict[str, Any]:
    item = _item(number)
    moment = _published(number)
    return {
        "id": 9900000 - number, "type": "normal" if number in WITH_PAGES else "url", "title": item.title, "publisher": UNIT, "identifier": "",
        "document_number": f"深南应急规〔2022〕{TOTAL - number}号", "classify_main": COLUMN,
        "classify_main_name": "通知公告", "date": _seconds(moment - timedelta(days=2)),
        "create_time": _seconds(moment), "created_at": moment.strftime("%Y-%m-%d %H:%M:%S"),
        "display_publish_time": _seconds(moment), "first_publish_time": _seconds(moment + timedelta(days=40)),
        "is_expired": int(number == EXPIRED), "is_abolished": int(number == REPEALED),
        "url": f"{base_url}{item.path}", "post_url": "", "attachment": [], "relation": "[]",
    }  # fmt: skip


def _article(item: Item, number: int) -> str:
    moment = _published(number)
    formed = (moment - timedelta(days=2)).strftime("%Y-%m-%d")
    detail = {
        "id": 9900000 - number, "title": item.title, "is_expired": int(number == EXPIRED),
        "is_abolished": int(number == REPEALED), "content": "<p>各街道办事处：</p>",
    }  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{item.title}</title><script>window._CONFIG = {{'
        f"SID: '{SID}', DETAIL: {json.dumps(detail)}, SERVICE_AREA_ID: '440305'}};</script></head><body>"
        '<div class="header"><a href="/qyjglj/gkmlpt/index">政府信息公开目录</a></div><div class="classify"><table><tbody>'
        f'<tr><td class="title">索引号:</td><td>11440305MB2C94128B/2022-{TOTAL - number:05}</td><td class="title">分类:</td><td>通知公告</td></tr>'
        f'<tr><td class="title">发布机构:</td><td>{UNIT}</td><td class="title">成文日期:</td><td>{formed}</td></tr>'
        f'<tr><td class="title">名称:</td><td colspan="3">{item.title}</td></tr>'
        f'<tr><td class="title">文号:</td><td>深南应急规〔2022〕{TOTAL - number}号</td><td class="title">发布日期:</td><td>{item.published_on}</td></tr>'
        '<tr><td class="title">主题词:</td><td colspan="3">安全生产</td></tr></tbody></table></div>'
        f'<h1 class="title document-number">{item.title}</h1><div class="article-content"><p>各街道办事处：</p>'
        "<p>现将本批次安全生产检查的有关情况通报如下，请结合工作实际督促有关单位抓好整改落实，并按时报送情况。</p>"
        "</div></body></html>"
    )
