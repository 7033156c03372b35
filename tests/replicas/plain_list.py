"""A county site of no known make: a plain list over two pages, an article with a label line."""

from __future__ import annotations

from tests.replicas import Asked, Item, Replica, Reply

FAMILY = "generic"
COLUMN = "/xwzx/tzgg/"
NUMBER = "川应急字〔2022〕{number}号"
PER_PAGE = 5
TITLES = (
    "关于开展危险化学品安全专项检查的通知", "关于公布2022年应急避难场所名单的公告", "关于举办安全生产月活动的通知",
    "关于印发防汛应急预案的通知", "关于开展森林防火督查的通知", "关于调整烟花爆竹零售点布局的公告",
    "关于做好冬季安全生产工作的通知",
)  # fmt: skip


def build() -> Replica:
    """Build the site."""
    items = tuple(_item(number, title) for number, title in enumerate(TITLES, 1))
    pages = {item.path: _article(item) for item in items}
    pages[COLUMN] = _list(items[:PER_PAGE], 1)
    pages[f"{COLUMN}index_2.html"] = _list(items[PER_PAGE:], 2)

    def answer(asked: Asked) -> Reply | None:
        html = pages.get(asked.target)
        return Reply(html) if html else None

    return Replica(family=FAMILY, column=COLUMN, items=items, answer=answer)


def _item(number: int, title: str) -> Item:
    day = f"2022-06-{30 - number:02}"
    fields = {
        "title": title,
        "published_on": day,
        "document_number": NUMBER.format(number=40 - number),
    }
    return Item(f"{COLUMN}2022/{1000 - number}.html", title, day, fields)


def framed(title: str, content: str) -> str:
    """Return a page of the site."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<div class="nav"><a href="/">首页</a> <a href="/xwzx/">新闻中心</a></div>'
        f"{content}<div>主办：区应急管理局</div></body></html>"
    )


def _list(items: tuple[Item, ...], number: int) -> str:
    rows = "".join(
        f'<li><a href="{item.path}">{item.title}</a><span>{item.published_on}</span></li>'
        for item in items
    )
    other = (
        f'<a href="{COLUMN}index_2.html">下一页</a>'
        if number == 1
        else f'<a href="{COLUMN}">上一页</a> 下一页'
    )
    return framed("通知公告", f"<ul>{rows}</ul><div>共{len(TITLES)}条 {other}</div>")


def _article(item: Item) -> str:
    return framed(
        item.title,
        f"<h1>{item.title}</h1><p>来源：区应急管理局 发布时间：{item.published_on}</p>"
        f"<p>{item.fields['document_number']}</p><p>各镇（街道、开发区），有关单位：</p>"
        "<p>为做好有关工作，现将具体要求通知如下，请认真贯彻执行。</p>",
    )
