"""A district bureau on TRS WCM: static pages, the pager written by `createPageHTML`, titles cut in the list.

The day in an article's address is the day of its record; rows and pages show the day of publication.
"""

from __future__ import annotations

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "trs"
HOME = "/zwgk/zfxxgk/qyjglj/"
COLUMN = f"{HOME}fdzdgknr/gfxwj/"
OTHER_COLUMN = f"{HOME}fdzdgknr/ghjh/"
PER_PAGE = 5
SHOWN = 18
SUBJECTS = (
    "危险化学品企业安全风险隐患双重预防机制建设", "烟花爆竹零售点规划布局", "工贸行业有限空间作业安全管理",
    "森林防灭火应急预案", "应急避难场所管理办法", "安全生产举报奖励实施细则", "自然灾害救助款物管理",
    "防汛抗旱应急响应工作规程", "矿山安全生产责任保险推进", "应急广播体系建设", "安全生产培训考核管理",
    "突发事件信息报送规定", "救灾物资储备管理办法",
)  # fmt: skip


def build() -> Replica:
    """Build the site: a home, two columns, three list pages, the articles."""
    items = tuple(_item(number, subject) for number, subject in enumerate(SUBJECTS, 1))
    pages = {HOME: _home(), OTHER_COLUMN: _framed("规划计划", "<ul></ul><p>暂无内容</p>")}
    pages |= {item.path: _article(item, number) for number, item in enumerate(items, 1)}
    count = -(-len(items) // PER_PAGE)
    for index in range(count):
        name = "index.shtml" if index == 0 else f"index_{index}.shtml"
        html = _list(items[index * PER_PAGE : (index + 1) * PER_PAGE], index, count)
        pages[f"{COLUMN}{name}"] = html
        if index == 0:
            pages[COLUMN] = html

    def answer(asked: Asked) -> Reply | None:
        html = pages.get(asked.target) if asked.method == "GET" else None
        return Reply(html) if html else None

    return Replica(
        family=FAMILY,
        column=COLUMN,
        items=items,
        answer=answer,
        home=HOME,
        column_name="法定主动公开内容/规范性文件",
    )


def _item(number: int, subject: str) -> Item:
    title = f"区应急管理局关于印发《{subject}（2023年修订）》的通知"
    fields = {
        "title": title,
        "published_on": f"2023-{13 - min(number, 12):02}-1{number % 10}",
        "formed_on": f"2023-{13 - min(number, 12):02}-0{number % 9 + 1}",
        "document_number": f"川应急字〔2023〕{60 - number}号",
        "validity": "in_force",
        "unit": "区应急管理局",
    }
    path = f"{COLUMN}202312/t20231228_{85460 - number}.shtml"
    return Item(path, title, str(fields["published_on"]), fields)


def _framed(column: str, content: str, meta: str = "") -> str:
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>'
        '<meta name="SiteName" content="示例区人民政府"/><meta name="SiteDomain" content="www.shili.gov.cn"/>'
        f'<meta name="ColumnName" content="{column}"/>{meta}<title>{column}_示例区人民政府</title>'
        '<script type="text/javascript" src="/images/common.js"></script></head><body>'
        '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>'
        f'<div class="rowOfCurrentPosition">当前位置：<a href="/">首页</a> &gt; {column}</div>'
        f'<div class="main">{content}</div>'
        '<div class="footer">主办：示例区人民政府办公室 网站标识码：3700000001</div></body></html>'
    )


def _home() -> str:
    return _framed(
        "区应急管理局",
        '<div class="tree"><ul><li><span>法定主动公开内容</span><ul>'
        '<li><a href="./fdzdgknr/gfxwj/">规范性文件</a></li>'
        '<li><a href="./fdzdgknr/ghjh/">规划计划</a></li></ul></li></ul></div>'
        '<div class="news"><ul><li><a href="../../yw/202401/t20240105_90001.shtml">区里召开会议</a></li></ul></div>',
    )


def _list(items: tuple[Item, ...], index: int, count: int) -> str:
    rows = "".join(
        f'<li><span class="date">{item.published_on}</span>'
        f'<a href="./{item.path.removeprefix(COLUMN)}" target="_blank" title="{item.title}">{item.title[:SHOWN]}...</a></li>'
        for item in items
    )
    pager = (
        '<div class="page"><script language="JavaScript">\n'
        f'createPageHTML({count}, {index}, "index", "shtml");\n</script></div>'
    )
    return _framed("规范性文件", f'<div class="newslist"><ul>{rows}</ul></div>{pager}')


def _article(item: Item, number: int) -> str:
    fields = item.fields
    box = "".join(
        f"<li>{label}：<font>{value}</font></li>"
        for label, value in (
            ("索&ensp;引&ensp;号", f"QYJ00101-1700-2023-{number:05}"),
            ("发文机关", fields["unit"]),
            ("成文日期", fields["formed_on"]),
            ("标&ensp;&ensp;&ensp;&ensp;题", fields["title"]),
            ("发文字号", fields["document_number"]),
            ("发布日期", fields["published_on"]),
            ("有&ensp;效&ensp;性", "有效"),
        )
    )
    meta = (
        f'<meta name="ArticleTitle" content="{item.title}"/>'
        f'<meta name="PubDate" content="{item.published_on} 10:35"/><meta name="ContentSource" content=""/>'
    )
    return _framed(
        "规范性文件",
        f'<div class="index_box"><ul>{box}</ul></div><div class="article_title">{item.title}</div>'
        f'<div class="article_extend"><span>时间：{item.published_on} 10:35</span></div>'
        "<div class=TRS_Editor><p>各镇（街道、开发区），区直各部门：</p>"
        "<p>现将修订后的文件印发给你们，请结合实际认真贯彻执行。</p></div>"
        f'<div class="article_attachment"><ul><li><a href="./P02023122832555{number:04}.docx">附件.docx</a></li></ul></div>',
        meta,
    )
