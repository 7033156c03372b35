"""A county site that puts the text into a file: the page shows the title, the date and a link."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from tests.replicas import Asked, Item, Replica, Reply
from tests.replicas.plain_list import framed

COLUMN = "/zwgk/zfwj/"
UNIT = "区应急管理局"
WHOLE = "关于开展危险化学品安全专项检查的通知"
LOST = "关于举办安全生产月活动的通知"
PRINTED = "关于调整烟花爆竹零售点布局的公告"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def build() -> Replica:
    """Build the site."""
    whole = {"title": WHOLE, "published_on": "2022-06-29"}
    told = {"document_number": "川应急字〔2022〕8号", "formed_on": "2022-06-20"}
    untold = {"document_number": None, "formed_on": None}
    items = (
        Item(f"{COLUMN}2022/12.html", WHOLE, "2022-06-29", whole, told),
        Item(f"{COLUMN}2022/11.html", LOST, "2022-06-28", untold),
        Item(f"{COLUMN}2022/10.html", PRINTED, "2022-06-27", untold),
    )
    rows = "".join(
        f'<li><a href="{item.path}">{item.title}</a><span>{item.published_on}</span></li>'
        for item in items
    )
    pages = {
        COLUMN: framed("政府文件", f"<ul>{rows}</ul><div>共3条</div>"),
        items[0].path: _article(items[0], f'<p><a href="12.docx">{WHOLE}.docx</a></p>'),
        items[1].path: _article(items[1], f'<p><a href="11.docx">{LOST}.docx</a></p>'),
        items[2].path: _article(
            items[2],
            "<p>为规范烟花爆竹零售经营，保障人民群众生命财产安全，现对全区零售点布局作出调整，请各经营单位认真执行。</p>"
            * 4
            + '<p><a href="10.docx">附件：零售点一览.docx</a></p>',
        ),
    }

    def answer(asked: Asked) -> Reply | None:
        if asked.target == f"{COLUMN}2022/12.docx":
            return Reply(_paper(), WORD)
        return Reply(pages[asked.target]) if asked.target in pages else None

    return Replica(family="generic", column=COLUMN, items=items, answer=answer)


def _article(item: Item, content: str) -> str:
    return framed(
        item.title,
        f"<h1>{item.title}</h1><p>来源：{UNIT} 发布时间：{item.published_on}</p>{content}",
    )


def _paper() -> bytes:
    paper = Document()
    for line in (
        "川应急字〔2022〕8号",
        f"{UNIT}",
        WHOLE,
        "各镇（街道、开发区），有关单位：",
        "为做好危险化学品安全工作，决定在全区开展专项检查，请认真贯彻执行。",
        UNIT,
        "2022年6月20日",
    ):
        paper.add_paragraph(line)
    stream = BytesIO()
    paper.save(stream)
    return stream.getvalue()
