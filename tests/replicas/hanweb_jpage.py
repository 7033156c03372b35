"""A county department on Hanweb: the column page carries two of five pages, the rest comes by POST."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "hanweb"
COLUMN_ID, UNIT_ID, WEB_ID = "1229101", "6179039", "3520"
COLUMN = f"/col/col{COLUMN_ID}/index.html"
DUTIES = "/col/col1229102/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
WEB_NAME = "示例县应急管理局"
PER_PAGE, GROUP = 5, 2
ROWS = 23
SUBJECTS = ("危险化学品企业安全专项检查", "汛期地质灾害防范", "森林防火督查", "应急避难场所名单公布", "安全生产月活动")  # fmt: skip


def build() -> Replica:
    """Build the site; the interface wants exactly the fields the page's script posts."""
    items = tuple(_item(number) for number in range(1, ROWS + 1))
    pages = {item.path: _article(item) for item in items}
    pages |= {"/": _home(), COLUMN: _column(items), DUTIES: _duties()}

    def answer(asked: Asked) -> Reply | None:
        parts = urlsplit(asked.target)
        if parts.path == PROXY:
            return Reply(_records(items, parts.query, asked), "text/xml; charset=utf-8")
        html = pages.get(asked.target)
        return Reply(html) if html else None

    return Replica(FAMILY, COLUMN, items, answer, home="/", column_name="政府信息公开/通知公告")


def _item(number: int) -> Item:
    day = f"2024-{(number - 1) % 12 + 1:02}-{number:02}"
    year, month, date = (int(part) for part in day.split("-"))
    title = f"{WEB_NAME}关于做好{SUBJECTS[number % len(SUBJECTS)]}工作的通知（第{number}号）"
    fields: dict[str, str | None] = {
        "title": title,
        "published_on": day,
        "formed_on": "2023-12-29",
        "document_number": f"示应急〔2023〕{number}号",
        "unit": "县应急管理局",
        "index_number": f"113325000026455663/2024-{43000 + number}",
    }
    return Item(f"/art/{year}/{month}/{date}/art_{COLUMN_ID}_{57000 + number}.html", title, day, fields if number < 3 else {})  # fmt: skip


def _records(items: tuple[Item, ...], query: str, asked: Asked) -> str:
    """Answer as the real interface: other ids, or a GET without them, get an empty body."""
    form = {key: values[0] for key, values in parse_qs(asked.form, keep_blank_values=True).items()}
    window = {key: int(values[0]) for key, values in parse_qs(query).items()}
    wanted = {
        "col": "1", "appid": "1", "webid": WEB_ID, "path": "/", "columnid": COLUMN_ID,
        "sourceContentType": "1", "unitid": UNIT_ID, "webname": WEB_NAME, "permissiontype": "0",
    }  # fmt: skip
    if asked.method != "POST" or form != wanted or set(window) != {"startrecord", "endrecord", "perpage"}:  # fmt: skip
        return ""
    shown = items[window["startrecord"] - 1 : window["endrecord"]]
    pages = -(-len(items) // window["perpage"])
    return f"\n<datastore>\n<totalrecord>{len(items)}</totalrecord>\n<totalpage>{pages}</totalpage>\n{_record_set(shown)}</datastore>"


def _record_set(items: tuple[Item, ...]) -> str:
    rows = "".join(f"<record><![CDATA[\n{_row(item)}]]></record>\n" for item in items)
    return f"<recordset>\n{rows}</recordset>"


def _row(item: Item) -> str:
    year, month, day = item.published_on.split("-")
    return (
        f'<li><a href="{item.path}" target="_blank" title="{item.title}">{item.title[:14]}...</a>'
        f'<span class="time">{year}-\n{month}-\n{day}</span></li>'
    )


def _column(items: tuple[Item, ...]) -> str:
    store = (
        '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&appid=1'
        f'&webid={WEB_ID}&path=/&columnid={COLUMN_ID}&unitid={UNIT_ID}&webname={WEB_NAME}&permissiontype=0"></a>]]></nextgroup>'
    )
    call = (
        f"$(function(){{ $('#{UNIT_ID}').jpage({{totalRecord:{len(items)},openCookies:false,"
        f"showMode:'normal',barPosition:'bottom',dataBefore:'<ul>',dataAfter:'</ul>',perPage:{PER_PAGE},groupSize:{GROUP},"
        f"proxyUrl:'{PROXY}',ajaxParam:{{col:1,appid:1,webid:{WEB_ID},path:'/',columnid:{COLUMN_ID},sourceContentType:1,"
        f"unitid:'{UNIT_ID}',webname:'{WEB_NAME}',permissiontype:0}}, themeName:'default'}}); }});"
    )
    return _framed(
        "通知公告",
        f'<div id="{UNIT_ID}"><script type="text/xml"><datastore>{store}{_record_set(items[: PER_PAGE * GROUP])}'
        f'</datastore></script></div><script type="text/javascript">{call}</script>',
        '<meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="信息公开">',
    )


def _duties() -> str:
    return _framed(
        "机构职能",
        "<h1>机构职能</h1><p>负责全县应急管理工作，指导各乡镇应对安全生产类、自然灾害类等突发事件。</p>",
    )


def _home() -> str:
    return _framed("首页", "<div><h2>欢迎访问县应急管理局网站</h2></div>")


def _article(item: Item) -> str:
    fields = item.fields
    box = (
        '<table class="xxgk_article"><tbody>'
        f"<tr><td>索引号</td><td>{fields['index_number']}</td><td>文号</td><td>{fields['document_number']}</td></tr>"
        f"<tr><td>组配分类</td><td>通知公告</td><td>发布机构</td><td>{fields['unit']}</td></tr>"
        f"<tr><td>成文日期</td><td>{fields['formed_on']}</td><td>公开方式</td><td>主动公开</td></tr></tbody></table>"
        if fields
        else ""
    )
    meta = (
        f'<meta name="ColumnName" content="通知公告"><meta name="ArticleTitle" content="{item.title}">'
        f'<meta name="PubDate" content="{item.published_on} 08:59"><meta name="ContentSource" content="{WEB_NAME}">'
    )
    return _framed(
        item.title,
        f'{box}<div class="xl_title">{item.title}</div><div><span>发布时间：{item.published_on}  08:59</span>'
        f"<span>浏览次数：</span><span>信息来源： {WEB_NAME}</span></div>"
        "<div><p>各乡镇人民政府，县级有关单位：</p><p>为做好有关工作，现将具体要求通知如下，请认真贯彻执行。</p></div>",
        meta,
    )


def _framed(title: str, content: str, meta: str = "") -> str:
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">'
        f'<script src="/module/jslib/jquery/jquery.js"></script><title>{title}</title>'
        f'<meta name="SiteName" content="{WEB_NAME}">{meta}</head><body>'
        '<div class="nav"><ul><li><a href="/index.html">首页</a></li><li><a href="#">政府信息公开</a>'
        f'<ul><li><a href="{COLUMN}">通知公告</a></li><li><a href="{DUTIES}">机构职能</a></li></ul></li></ul></div>'
        f"{content}<div>主办：{WEB_NAME} 网站标识码：3311220012</div></body></html>"
    )
