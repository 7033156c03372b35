"""A city bureau's disclosure catalogue on Hanweb's xxgk module: a table the page loads from a search, page by page."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "hanweb"
DIRECTORY, AREA, DIVISION, WEB_ID = "Y001C001", "11330110002510133X", "div1229106886", "3095"
COLUMN = f"/col/col1229191870/index.html?number={DIRECTORY}"
SEARCH = "/module/xxgk/search.jsp"
PER_PAGE = 12
ROWS = 29


def build() -> Replica:
    """Build the site; the search needs directory, division and area, wherever they are sent."""
    items = tuple(_item(number) for number in range(1, ROWS + 1))
    pages = {item.path: _article(item) for item in items} | {COLUMN: _column()}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path == SEARCH:
            return Reply(_table(items, f"{parts.query}&{asked.form}"))
        html = pages.get(asked.target)
        return Reply(html) if html else None

    return Replica(FAMILY, COLUMN, items, answer)


def _item(number: int) -> Item:
    day = f"2022-{(number - 1) % 12 + 1:02}-{number % 28 + 1:02}"
    year, month, date = (int(part) for part in day.split("-"))
    title = f"示例市规划和自然资源局第{number}号地块控制性详细规划批后公布"
    fields = {"title": title, "published_on": day} if number == 1 else {}
    return Item(f"/art/{year}/{month}/{date}/art_1229191870_{4050000 + number}.html", title, day, fields)  # fmt: skip


def _table(items: tuple[Item, ...], sent: str) -> str:
    fields = {key: values[0] for key, values in parse_qs(sent).items()}
    asked = {"infotypeId": DIRECTORY, "jdid": WEB_ID, "area": AREA, "divid": DIVISION}
    if not asked.items() <= fields.items():
        return ""
    number = int(fields.get("currpage", "1"))
    pages = -(-len(items) // PER_PAGE)
    shown = items[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = "".join(
        f'<tr class="tr_main_value_{"odd" if place % 2 else "even"}"><td>{AREA}/2022-{place:05}</td>'
        f'<td><a title="{item.title}" target="_blank" href="{item.path}" mc="{item.title}" rq="{item.published_on}" gkfs="主动公开">{item.title[:16]}...</a></td>'
        f"<td>{item.published_on}</td></tr>"
        for place, item in enumerate(shown, 1)
    )
    following = f"<a href=\"javascript:funGoPage('{SEARCH}',{number + 1})\">下一页</a>" if number < pages else "下一页"  # fmt: skip
    return (
        f'<table><tr class="tr_title"><td>索引号</td><td>信息名称</td><td>发布日期</td></tr>{rows}</table>'
        f'<table><tr><td align="right">第&nbsp;{number}&nbsp;页/共&nbsp;{pages}&nbsp;页&nbsp;&nbsp;首页 上一页 {following} 尾 页</td></tr></table>'
    )


def _column() -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="ColumnName" content="规划信息"><title>规划信息</title></head><body>'
        '<div class="nav"><a href="/">首页</a> <a href="/col/col1229191871/index.html">政务公开</a></div><h2>规划信息</h2>'
        f'<iframe src="/module/xxgk/tree.jsp?standardXxgk=1&amp;area={AREA}&amp;divid={DIVISION}"></iframe><div id="{DIVISION}"></div>'
        f"<script>loadDynamic('{SEARCH}?standardXxgk=1&isAllList=1&texttype=0&fbtime=-1&vc_title=&vc_number=&sortfield=,compaltedate:0',"
        f" '{DIVISION}', '0', '0', '0', '{WEB_ID}', '1', '{AREA}');</script><div>主办：示例市规划和自然资源局</div></body></html>"
    )


def _article(item: Item) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{item.title}</title>'
        f'<meta name="ArticleTitle" content="{item.title}"><meta name="PubDate" content="{item.published_on} 10:35"></head><body>'
        f"<h1>{item.title}</h1><div>信息来源：市规划和自然资源局 发布日期：{item.published_on} 10:35</div>"
        "<p>经市人民政府批准，现将该地块控制性详细规划予以公布，请社会各界监督。</p></body></html>"
    )
