"""A county on 博达 VSB whose lists are generated files: `tzgg.htm`, then `tzgg/3.htm` down to `tzgg/1.htm`.

A new page is added at the front, so the files are numbered from the oldest. Links are relative to the
page, the counter's call tells the column, and the pager's words are 首页 上页 下页 尾页.
"""

from __future__ import annotations

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "vsb"
HOME = "/zfxxgk/yjglj.htm"
FOLDER = "/zfxxgk/yjglj"
OWNER = 1470981840
PER_PAGE = 8
KINDS = ("通知", "公告", "实施方案", "工作要点")
SUBJECTS = ("危险化学品专项检查", "防汛应急预案修订", "烟花爆竹零售布点", "森林防火督查", "应急避难场所", "安全生产月活动", "冬季安全生产")  # fmt: skip
TOTAL = 27
PAGES = -(-TOTAL // PER_PAGE)


def build() -> Replica:
    """Build the site: a home with two columns, one of four pages, one of three items."""
    items = tuple(_item(number) for number in range(TOTAL))
    pages = {item.path: _article(item, number) for number, item in enumerate(items)}
    pages[HOME] = _home()
    for place in range(1, PAGES + 1):
        rows = items[(place - 1) * PER_PAGE : place * PER_PAGE]
        pages[_page_path(place)] = _list(rows, place)
    pages[f"{FOLDER}/jgzn.htm"] = _short_list(items[:3])

    def answer(asked: Asked) -> Reply | None:
        html = pages.get(asked.target)
        return Reply(html) if html and asked.method == "GET" else None

    return Replica(
        family=FAMILY,
        column=f"{FOLDER}/tzgg.htm",
        items=items,
        answer=answer,
        home=HOME,
        column_name="公示公告/通知公告",
    )


def _page_path(place: int) -> str:
    """Return where the page in this place from the newest stands: numbers count from the oldest."""
    return f"{FOLDER}/tzgg.htm" if place == 1 else f"{FOLDER}/tzgg/{PAGES - place + 1}.htm"


def _item(number: int) -> Item:
    day = f"2023-{9 - number // 4:02}-{27 - number % 4 * 6:02}"
    subject, kind = SUBJECTS[number % len(SUBJECTS)], KINDS[number % len(KINDS)]
    title = f"县应急管理局关于{subject}（第{TOTAL - number}期）的{kind}"
    fields = {
        "title": title,
        "published_on": day,
        "document_number": f"川应急字〔2023〕{TOTAL - number}号",
    }
    return Item(
        f"/info/1041/{5600 - number * 7}.htm", title, day, fields if number % 5 == 0 else {}
    )


def _framed(title: str, content: str, *, up: str, counted: str, kind: int) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{title}-川北县人民政府</title>'
        f'<meta name="pageType" content="{kind}"><meta name="pageTitle" content="{title}">'
        "<!--Announced by Visual SiteBuilder 9-->"
        f'<link rel="stylesheet" type="text/css" href="{up}_sitegray/_sitegray_d.css">'
        '<script type="text/javascript" src="/system/resource/js/counter.js"></script>'
        f'<script type="text/javascript">_jsq_({counted},{OWNER})</script></head><body>'
        f'<div class="nav"><ul><li><a href="{up}index.htm">网站首页</a></li><li><a href="{up}xwzx.htm">新闻中心</a></li>'
        f'<li><a href="{up}zfxxgk.htm">政府信息公开</a></li></ul></div>{content}'
        '<div class="foot"><p>主办：川北县人民政府办公室</p><p>网站标识码：6205250001</p></div></body></html>'
    )


def _home() -> str:
    menu = (
        '<div class="menu"><ul><li><a href="yjglj/jgzn.htm">机构职能</a></li>'
        '<li><span>公示公告</span><ul><li><a href="yjglj/tzgg.htm">通知公告</a></li></ul></li></ul></div>'
        '<div class="more"><a href="jyj.htm">县教育局</a> <a href="../info/1041/5600.htm">最新公开</a></div>'
    )
    return _framed("县应急管理局", menu, up="../", counted="1040,'/zfxxgk.jsp',-1", kind=2)


def _rows(items: tuple[Item, ...], up: str) -> str:
    rows = []
    for place, item in enumerate(items):
        words = item.title if len(item.title) <= 26 else f"{item.title[:26]}..."
        rows.append(
            f'<li id="line_u7_{place}"><span>{item.published_on}</span><a href="{up}{item.path[1:]}" target="_blank" '
            f'title="{item.title}">{words}</a></li>'
        )
    return f"<ul>{''.join(rows)}</ul>"


def _list(items: tuple[Item, ...], place: int) -> str:
    up = "../../" if place == 1 else "../../../"
    parts = [f"共{TOTAL}条&nbsp;&nbsp;{place}/{PAGES}&nbsp;"]
    if place == 1:
        parts += ['<span class="PrevDisabled">首页</span><span class="PrevDisabled">上页</span>']
    else:
        before = "../tzgg.htm" if place == 2 else f"{PAGES - place + 2}.htm"
        parts += [
            f'<a href="../tzgg.htm" class="Prev">首页</a><a href="{before}" class="Prev">上页</a>'
        ]
    if place == PAGES:
        parts += ['<span class="NextDisabled">下页</span><span class="NextDisabled">尾页</span>']
    else:
        folder = "tzgg/" if place == 1 else ""
        parts += [
            f'<a href="{folder}{PAGES - place}.htm" class="Next">下页</a><a href="{folder}1.htm" class="Next">尾页</a>'
        ]
    goto = (
        '<input type="button" class="defaultButtonStyle" value="转到" onclick="javascript:a148356_gopage_fun()">'
        '<input size="2" name="a148356GOPAGE" value="">页'
    )
    pager = f'<table><tr><td id="fanye148356">{"".join(parts)}&nbsp;{goto}</td></tr></table>'
    content = f'<div class="right"><h3>通知公告</h3>{_rows(items, up)}{pager}</div>'
    return _framed("通知公告", content, up=up, counted="1041,'/zfxxgk_list.jsp',-1", kind=2)


def _short_list(items: tuple[Item, ...]) -> str:
    pager = '<table><tr><td id="fanye148357">共3条&nbsp;&nbsp;1/1&nbsp;<span>首页</span><span>上页</span><span>下页</span><span>尾页</span></td></tr></table>'
    content = f'<div class="right"><h3>机构职能</h3>{_rows(items, "../../")}{pager}</div>'
    return _framed("机构职能", content, up="../../", counted="1042,'/zfxxgk_list.jsp',-1", kind=2)


def _article(item: Item, number: int) -> str:
    identifier = item.path.rsplit("/", 1)[1].removesuffix(".htm")
    content = (
        '<form name="_newscontent_fromname"><div class="content">'
        f"<h2>{item.title}</h2><p>来源：县应急管理局&nbsp;&nbsp;发布时间：{item.published_on}&nbsp;&nbsp;点击数："
        f'<script>_showDynClicks("wbnews", {OWNER}, {identifier})</script></p>'
        '<div id="vsb_content"><div class="v_news_content">'
        f"<p>川应急字〔2023〕{TOTAL - number}号</p><p>各乡镇人民政府，县直有关部门：</p>"
        "<p>为做好有关工作，现将具体要求通知如下，请结合实际认真贯彻执行，重要情况及时报告。</p></div></div>"
        '<p>上一条：<a href="5001.htm">另一篇文章</a></p></div></form>'
    )
    return _framed(
        item.title, content, up="../../", counted=f"1041,'/content.jsp',{identifier}", kind=3
    )
