"""A town on 博达 VSB whose lists are served: `list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1210`.

The pager's addresses carry the number of pages (t), the page (p) and the rows a page (c) of the list with
its own number; every page but the first is asked with all of them.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "vsb"
COLUMN = "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1210"
OWNER = 1164291239
LIST = "a218493"
PER_PAGE = 6
TOTAL = 16
PAGES = -(-TOTAL // PER_PAGE)
TITLES = ("关于发放农村低保金的公示", "关于农村危房改造对象的公示", "镇人民政府2022年度政府信息公开工作年度报告", "关于做好春季防火工作的通知")  # fmt: skip


def build() -> Replica:
    """Build the site."""
    items = tuple(_item(number) for number in range(TOTAL))
    articles = {item.path: _article(item) for item in items}

    def answer(asked: Asked) -> Reply | None:
        if asked.method != "GET":
            return None
        if asked.target in articles:
            return Reply(articles[asked.target])
        parts = urlsplit(asked.target)
        query = dict(parse_qsl(parts.query))
        if parts.path != "/list.jsp" or query.get("wbtreeid") != "1210":
            return None
        place = int(query.get(f"{LIST}p", "1"))
        told = (query.get(f"{LIST}t", str(PAGES)), query.get(f"{LIST}c", str(PER_PAGE)))
        if told != (str(PAGES), str(PER_PAGE)) or not 1 <= place <= PAGES:
            return None
        return Reply(_list(items[(place - 1) * PER_PAGE : place * PER_PAGE], place))

    return Replica(family=FAMILY, column=COLUMN, items=items, answer=answer)


def _item(number: int) -> Item:
    day = f"2022-{12 - number // 3:02}-{25 - number % 3 * 9:02}"
    title = f"{TITLES[number % len(TITLES)]}（{TOTAL - number}）"
    fields = {"title": title, "published_on": day}
    return Item(f"/info/1210/{2300 - number}.htm", title, day, fields if number % 4 == 0 else {})


def _framed(title: str, content: str, counted: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}-白石镇人民政府</title>'
        "<!--Announced by Visual SiteBuilder 9-->"
        '<script type="text/javascript" src="/system/resource/js/vsbscreen.min.js" id="_vsbscreen"></script>'
        '<script type="text/javascript" src="/system/resource/js/counter.js"></script>'
        f'<script type="text/javascript">_jsq_({counted},{OWNER})</script></head><body>'
        '<div class="nav"><a href="/index.jsp">首页</a> <a href="list.jsp?urltype=tree.TreeTempUrl&amp;wbtreeid=1003">要闻</a>'
        f' <a href="{COLUMN.replace("&", "&amp;")}">通知公告</a></div>{content}<div>主办：白石镇人民政府</div></body></html>'
    )


def _address(place: int) -> str:
    return f"?{LIST}t={PAGES}&amp;{LIST}p={place}&amp;{LIST}c={PER_PAGE}&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1210"


def _sign(words: str, place: int, here: int, name: str) -> str:
    usable = 1 <= place <= PAGES and place != here
    inside = f'<a href="{_address(place)}">{words}</a>' if usable else words
    return f'<span class="{name}{"" if usable else "_d"} p_fun{"" if usable else "_d"}">{inside}</span>'


def _list(items: tuple[Item, ...], here: int) -> str:
    rows = "".join(
        f'<li id="line_u8_{place}"><a href="info/1210/{item.path.rsplit("/", 1)[1]}" title="{item.title}">{item.title}</a>'
        f"<em>[{item.published_on.replace('-', '/')}]</em></li>"
        for place, item in enumerate(items)
    )
    numbers = "".join(
        f'<span class="p_no_d">{place}</span>'
        if place == here
        else f'<span class="p_no"><a href="{_address(place)}">{place}</a></span>'
        for place in range(1, PAGES + 1)
    )
    pager = (
        f'<div class="pb_sys_common"><span class="p_pages">{_sign("首页", 1, here, "p_first")}{_sign("上页", here - 1, here, "p_prev")}'
        f"{numbers}{_sign('下页', here + 1, here, 'p_next')}{_sign('尾页', PAGES, here, 'p_last')}</span>"
        f'<span class="p_t">共{TOTAL}条</span><span class="p_goto"><input type="text" name="u8goto">'
        f'<a href="javascript:;" onclick="_simple_list_gotopage_fun({PAGES},\'u8goto\',1)">跳转</a></span></div>'
    )
    return _framed(
        "通知公告",
        f'<div class="list"><h2>通知公告</h2><ul>{rows}</ul>{pager}</div>',
        "1210,'/list.jsp',-1",
    )


def _article(item: Item) -> str:
    identifier = item.path.rsplit("/", 1)[1].removesuffix(".htm")
    content = (
        f'<form name="_newscontent_fromname"><h1>{item.title}</h1><div>时间：{item.published_on}&nbsp;来源：白石镇人民政府&nbsp;'
        f'点击：<script>_showDynClicks("wbnews", {OWNER}, {identifier})</script></div>'
        '<div id="vsb_content_2"><div class="v_news_content"><p>各村（社区）：</p>'
        "<p>现将有关名单予以公示，如有异议，请在公示期内向镇人民政府反映，并留下联系方式以便核实。</p></div></div></form>"
    )
    return _framed(item.title, content, f"1210,'/content.jsp',{identifier}")
