"""Pages made to be hard on a reader: deep, long, repetitive, torn. `size` says how hard, 1 for real runs.

Each shape names a way in which work might grow faster than the page: labels times lines, links times
ancestors, rules times names, and text that makes regular expressions try again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

_BOX: Final = (
    "<table><tr><td>标题</td><td>关于某事的通知</td><td>文号</td><td>川政发〔2022〕1号</td></tr>"
    "<tr><td>成文日期</td><td>2022-03-01</td><td>发布机构</td><td>某区人民政府</td></tr></table>"
)
_TITLE: Final = "<title>关于某事的通知</title>"


def _times(count: float, size: float) -> int:
    return max(1, int(count * size))


SHAPES: Final[Mapping[str, Callable[[float], str]]] = {
    "50 MB of text": lambda n: "<p>" + "某区人民政府关于某事的通知。" * _times(3_500_000, n) + "</p>",
    "50 MB of tags": lambda n: "<p>文号：</p>" * _times(4_500_000, n),
    "50 MB of nothing": lambda n: " \n" * _times(25_000_000, n),
    "nested div": lambda n: "<div>" * _times(200_000, n) + "文" + "</div>" * _times(200_000, n),
    "nested unclosed": lambda n: "<div>文号：" * _times(200_000, n),
    "nested inline": lambda n: "<b>文" * _times(200_000, n),
    "nested links": lambda n: "<div><a href='/gongkai/channel_a/doc_1.html'>通知" * _times(50_000, n),
    "nested tables": lambda n: "<table><tr><td>文号：" * _times(10_000, n),
    "nested tables closed": lambda n: (
        "<table><tr><td>文号" * _times(10_000, n) + "</td></tr></table>" * _times(10_000, n)
    ),
    "nested lists": lambda n: "<ul><li>发布日期：2022-03-01" * _times(20_000, n),
    "nested hidden": lambda n: "<div class='h'>" * _times(20_000, n) + "<style>.h{display:none}</style>",
    "label lines": lambda n: "<p>文号：</p>" * _times(100_000, n),
    "label cells": lambda n: "<table>" + "<tr><td>文号</td></tr>" * _times(100_000, n) + "</table>",
    "label row": lambda n: (
        "<table><tr>" + "<td>成文日期</td>" * _times(50_000, n) + "</tr><tr>"
        + "<td>2022-03-01</td>" * _times(50_000, n) + "</tr></table>"
    ),
    "label column": lambda n: (
        "<div>" + "<p>有效性</p>" * _times(20_000, n) + "</div><div>" + "<p>有效</p>" * _times(20_000, n) + "</div>"
    ),
    "pairs": lambda n: _TITLE + "<p>文号：川政发〔2022〕1号</p>" * _times(50_000, n) + "<h1>关于某事的通知</h1>",
    "pairs that differ": lambda n: _TITLE + "<h1>关于某事的通知</h1>" + "".join(
        f"<div><p>成文日期：2022-03-{day % 28 + 1:02}</p><p>文号：甲〔2022〕{day}号</p></div>"
        for day in range(_times(20_000, n))
    ),
    "boxes of others": lambda n: _TITLE + "<h1>关于某事的通知</h1>" + "".join(
        f"<table><tr><td>标题</td><td>第{place}号另一件事情的公告</td></tr></table>"
        for place in range(_times(290, min(n, 1)))
    ),
    "pairs in one line": lambda n: "<p>" + "文号：甲 成文日期：2022-03-01 " * _times(50_000, n) + "</p>",
    "titles": lambda n: _TITLE + "<p>关于某事的通知</p>" * _times(20_000, n),
    "near titles": lambda n: _TITLE + "<p>关于某事的通</p>" * _times(20_000, n) + _BOX,
    "title of 1 MB": lambda n: "<title>" + "某_" * _times(500_000, n) + "</title>" + _BOX,
    "title of pieces": lambda n: "<title>" + "某局 - " * _times(100_000, n) + "</title><p>某局某局</p>",
    "links": lambda n: "<a href='/gongkai/channel_a/doc_61f23602d711308e8b82fe7b.html'>关于某事的通知</a>" * _times(100_000, n),
    "links that differ": lambda n: "".join(
        f"<li><a href='/gongkai/channel_a/doc_{place:024x}.html'>关于某事的通知</a><span>2022-03-01</span></li>"
        for place in range(_times(30_000, n))
    ),
    "files": lambda n: "".join(f"<a href='{place}.pdf'>附件{place}</a>" for place in range(_times(100_000, n))),
    "files in one": lambda n: "".join(f"<a href='{place}.pdf'><b>" for place in range(_times(5_000, n))),
    "bad links": lambda n: "<a href='http://[::1'>附件</a><a href='javascript:x'>x</a>" * _times(50_000, n),
    "one line": lambda n: "<p>" + "关于某事的通知，成文日期如下，有效期至二〇二二年" * _times(180_000, n) + "</p>",
    "one line of marks": lambda n: "<p>" + "<b>文</b>" * _times(400_000, n) + "</p>",
    "attribute of 1 MB": lambda n: "<p title='" + "文号：" * _times(350_000, n) + "'>文号：甲</p>" + _BOX,
    "style of 1 MB": lambda n: "<p style='" + "display : " * _times(100_000, n) + "'>文号：甲</p>" + _BOX,
    "attributes": lambda n: "<p " + " ".join(f"a{place}='1'" for place in range(_times(20_000, n))) + ">文</p>",
    "classes": lambda n: "<style>.x{display:none}</style><p class='" + "c " * _times(400_000, n) + "'>文</p>",
    "style rules": lambda n: "<style>" + ".a{display:none}" * _times(100_000, n) + "</style>" + _BOX,
    "style selectors": lambda n: "<style>" + ".a," * _times(300_000, n) + ".b{display:none}</style>" + _BOX,
    "style braces": lambda n: "<style>none" + "@a{" * _times(100_000, n) + "</style>" + _BOX,
    "style opened": lambda n: "<style>none" + "@" * _times(200_000, n) + "</style>" + _BOX,
    "style comments": lambda n: "<style>none" + "/*" * _times(200_000, n) + "</style>" + _BOX,
    "style names": lambda n: "<style>" + "".join(f".a{place}{{display:none}}" for place in range(_times(10_000, n)))
    + "</style>" + "<p class='b c d'>某事。</p>" * _times(20_000, n),
    "meta": lambda n: "<meta name='PubDate' content='2022-03-01'>" * _times(100_000, n) + _BOX,
    "meta that differ": lambda n: "".join(f"<meta name='n{p}' content='x'>" for p in range(_times(100_000, n))),
    "scripts": lambda n: "<script>var a='<li>'</script>" * _times(50_000, n) + _BOX,
    "comments": lambda n: "<!-- <li><a href='a.html'>通知</a></li> -->" * _times(50_000, n) + _BOX,
    "open comment": lambda n: "<!--" * _times(500_000, n) + _BOX,
    "open tags": lambda n: "<" * _times(1_000_000, n) + _BOX,
    "ampersands": lambda n: "&" * _times(1_000_000, n) + "&#" * _times(500_000, n) + "&amp" * _times(100_000, n),
    "entities": lambda n: "<p>" + "&nbsp;&ensp;&#x3000;" * _times(100_000, n) + "文号：甲</p>",
    "nulls": lambda n: "<p>\x00\x00文号：\x00</p>" * _times(100_000, n),
    "surrogates": lambda n: "<p>\ud800文号\udfff</p>" * _times(100_000, n),
    "blanks": lambda n: "<p>文号" + " " * _times(2_000_000, n) + "：甲</p>",
    "blanks and marks": lambda n: "<p>" + "\u3000\xa0<b> </b>" * _times(200_000, n) + "：甲</p>",
    "invisible": lambda n: "<p>文" + "\u200b" * _times(2_000_000, n) + "号：甲</p>",
    "padded label": lambda n: "<p>" + "索 " * _times(500_000, n) + "：</p>",
    "colons": lambda n: "<p>" + "：" * _times(1_000_000, n) + "</p>",
    "digits": lambda n: "<p>发布日期：" + "2" * _times(1_000_000, n) + "</p>",
    "years": lambda n: "<h1>关于某事的通知</h1><p>" + "2022年有效期至" * _times(200_000, n) + "</p>",
    "terms": lambda n: "<h1>关于某事的通知</h1><p>正文。</p><p>" + "自2022年1月1日起施行有效期" * _times(100_000, n) + "</p>",
    "from to": lambda n: "<h1>关于某事的通知</h1><p>正文。</p><p>" + "自" * _times(500_000, n) + "有效期</p>",
    "templates": lambda n: "<li>文号：" + "{{" * _times(500_000, n) + "</li>",
    "ticks": lambda n: "<p>有效性：" + "☑有效 □" * _times(200_000, n) + "</p>",
    "brackets": lambda n: "<h1>关于某事的通知</h1><p>" + "（(〔[【" * _times(200_000, n) + "</p><p>正文。</p>",
    "numbers": lambda n: "<h1>关于某事的通知</h1><p>" + "川政发〔2022〕1号" * _times(100_000, n) + "</p><p>正文。</p>",
    "events": lambda n: "<h1>关于某事的通知</h1><p>正文。</p>" + "<p>竣工日期：2022-03-01</p>" * _times(50_000, n),
    "event colons": lambda n: "<h1>某通知</h1><p>正文。</p><p>" + "竣工日期：" * _times(200_000, n) + "</p>",
    "sign offs": lambda n: "<h1>关于某事的通知</h1><p>正文。</p>" + "<p>某区财政局</p><p>2022年3月1日</p>" * _times(10_000, n),
    "signers": lambda n: "<h1>" + "某" * 200 + "关于某事的通知</h1><p>正文。</p>" + "".join(
        f"<p>{'某' * (place % 50)}局</p><p>{1950 + place % 150}年{place % 12 + 1}月{place % 28 + 1}日</p>"
        for place in range(_times(10_000, n))
    ),
    "breaks": lambda n: "<h1>" + "关于某事的通知<br>" * _times(100_000, n) + "</h1>",
    "images": lambda n: "<td>文号</td><td>" + "<img alt='甲'>" * _times(50_000, n) + "</td>",
    "image labels": lambda n: "<table>" + "<tr><td>文号</td><td><img></td></tr>" * _times(30_000, n) + "</table>",
    "inputs": lambda n: "<div>文号：甲" + "<p>文号：甲</p><input name='a'>" * _times(30_000, n) + "</div>",
    "fields around": lambda n: "<div>文号：" * _times(2_000, n) + "<input value='a'>" * _times(2_000, n),
    "bases": lambda n: "<base href='http://['>" * _times(50_000, n) + "<a href='a.pdf'>附件</a>",
    "canonical": lambda n: "<link rel='canonical' href='x'>" * _times(100_000, n) + _BOX,
    "torn table": lambda n: "<table><td><tr></td><li></table><p></td>" * _times(30_000, n) + "文号：",
    "frames": lambda n: "<frameset><frame><noframes>" * _times(30_000, n) + _BOX,
    "svg": lambda n: "<svg><p>文号：甲" * _times(30_000, n),
    "forms": lambda n: "<form><input><p>文号：甲</p>" * _times(30_000, n),
    "options": lambda n: "<select>" + "<option value='/gongkai/channel_a/'>某栏目" * _times(100_000, n) + "</select>",
    "not json": lambda n: "[" * _times(500_000, n),
    "json": lambda n: "[" * _times(50_000, n) + "]" * _times(50_000, n),
    "json of rows": lambda n: "[" + ",".join(['{"a":"2022-03-01"}'] * _times(200_000, n)) + "]",
    "xml": lambda n: "<datastore>" + "<recordset><![CDATA[<li>" * _times(50_000, n),
    "bold title": lambda n: _TITLE + _BOX + "<p>" + "<b>关于</b>某事的" * _times(100_000, n) + "</p>",
    "headings": lambda n: "<h1>某某通知</h1>" * _times(30_000, n),
    "pager": lambda n: "".join(f"<a href='index_{p}.html'>{p}</a>" for p in range(_times(50_000, n))) + "共50000页",
    "pager words": lambda n: "<p>" + "共1条记录第1页" * _times(200_000, n) + "</p>",
    "menu": lambda n: "".join(
        f"<ul><li><a href='/gongkai/channel_m{p}/'>栏目{p}</a>" for p in range(_times(3_000, n))
    ),
}  # fmt: skip
"""Shapes by name."""

LIST_ADDRESSES: Final[Mapping[str, str]] = {
    "gansu": "http://www.shili.gov.cn/csj/c101928/list.shtml",
    "generic": "http://www.shili.gov.cn/zwgk/list.html",
    "gkmlpt": "http://www.shili.gov.cn/nsqyjglj/gkmlpt/index#4102",
    "gongkai": "http://www.shili.gov.cn/gongkai/channel_a/",
    "govcn": "https://www.gov.cn/zhengce/content/202301/content_9737200.htm",
    "hanweb": "http://yjj.shili.gov.cn/col/col1229101/index.html",
    "hanweb_jpaas": "https://sthjt.shili.gov.cn/slssthjt/col/col42150/index.html",
    "trs": "http://www.shili.gov.cn/zwgk/csglj/tzgg/",
    "vsb": "http://www.shili.gov.cn/zwgk/tzgg.htm",
}
"""For each family an address by which it reads what it is given as a list, or as its own."""


def _cut(page: bytes, chance: Random) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def _block(page: bytes, chance: Random) -> tuple[int, int]:
    begin = chance.randrange(max(len(page), 1))
    return begin, min(len(page), begin + chance.choice((40, 400, 4000)))


def _repeat_block(page: bytes, chance: Random) -> bytes:
    begin, end = _block(page, chance)
    return page[:begin] + page[begin:end] * chance.choice((20, 1000, 1000, 5000)) + page[end:]


def _repeat_element(page: bytes, chance: Random) -> bytes:
    """Repeat whole rows, as real elements begin and end: what makes tables and lists long."""
    tag = chance.choice(
        (b"li", b"tr", b"td", b"p", b"div", b"a", b"span", b"table", b"script", b"meta")
    )
    found = list(re.finditer(rb"<%s[\s>].{0,2000}?(?:</%s>|>)" % (tag, tag), page, re.DOTALL))
    if not found:
        return page
    chosen = chance.choice(found)
    return (
        page[: chosen.end()] + chosen[0] * chance.choice((300, 5000, 30_000)) + page[chosen.end() :]
    )


def _unclose(page: bytes, chance: Random) -> bytes:
    tag = chance.choice(
        (b"div", b"td", b"tr", b"table", b"a", b"span", b"p", b"script", b"ul", b"li")
    )
    return page.replace(b"</%s>" % tag, b"")


def _nest(page: bytes, chance: Random) -> bytes:
    tag = chance.choice(
        (b"div", b"span", b"table><tr><td", b"ul><li", b"a href='a.html'", b"b", b"p")
    )
    place = chance.randrange(len(page) + 1)
    return page[:place] + b"<%s>" % tag * chance.choice((300, 5000, 200_000)) + page[place:]


def _flip_bytes(page: bytes, chance: Random) -> bytes:
    changed = bytearray(page)
    for _ in range(chance.choice((1, 50, 2000))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _wrong_charset(page: bytes, chance: Random) -> bytes:
    text = page.decode("utf-8", "replace")
    name = chance.choice(("gb18030", "utf-16", "big5", "utf-7", "shift_jis"))
    said = chance.choice(("utf-8", "gb2312", "utf-16", "utf-7", "zlib", "idna", "punycode", "x"))
    return b"<meta charset=%s>" % said.encode() + text.encode(name, "replace")


def _nulls(page: bytes, chance: Random) -> bytes:
    return chance.choice((b"\0", b"\x1f", b"\x1e", b"\x0b")).join(
        page[begin : begin + 50] for begin in range(0, len(page), 50)
    )


def _long_attribute(page: bytes, chance: Random) -> bytes:
    name = chance.choice(
        (b"class", b"style", b"href", b"id", b"title", b"onclick", b"value", b"content")
    )
    filling = chance.choice(
        (b"a ", "文号：".encode(), b"display:", b"../", b"&amp;", b"1", b"(", b"location=")
    )
    said = b' %s="%s" ' % (name, filling * (1_000_000 // len(filling)))
    tag = chance.choice((b"<a", b"<div", b"<p", b"<td", b"<meta", b"<body", b"<li"))
    return page.replace(tag + b" ", tag + said, chance.choice((1, 2)))


def _entities(page: bytes, chance: Random) -> bytes:
    filling = chance.choice((b"&nbsp;", b"&#x200b;", b"&#0;", b"&lt;li&gt;", b"&#65306;", b"&"))
    place = chance.randrange(len(page) + 1)
    return page[:place] + filling * 100_000 + page[place:]


def _shuffle(page: bytes, chance: Random) -> bytes:
    parts = page.split(b"<")
    chance.shuffle(parts)
    return b"<".join(parts)


def _labels(page: bytes, chance: Random) -> bytes:
    label = chance.choice(
        (
            "文号：",
            "<p>成文日期：2022-03-01</p>",
            "有效性 ",
            "<td>发布机构</td><td>甲局</td>",
            "标题：<b>",
        )
    )
    place = page.rfind(b"</body")
    return page[:place] + label.encode() * 50_000 + page[place:]


def _links(page: bytes, chance: Random) -> bytes:
    made = chance.choice((
        "<li><a href='./t20220301_%d.html'>关于某事的通知</a><span>2022-03-01</span></li>",
        "<a href='index_%d.html'>%d</a>",
        "<a href='/gongkai/channel_a/doc_%024x.html'>关于某事的通知</a>2022-03-01<br>",
        "<tr><td><a href='art/2022/3/1/art_1229101_%d.html'>关于某事的通知</a></td><td>2022-03-01</td></tr>",
        "<a href='%d.pdf'>附件</a>",
    ))  # fmt: skip
    many = "".join(
        made % ((place,) * made.count("%")) for place in range(chance.choice((3_000, 100_000)))
    )
    place = chance.randrange(len(page) + 1)
    return page[:place] + many.encode() + page[place:]


def _one_line(page: bytes, chance: Random) -> bytes:
    begin, end = _block(page, chance)
    bare = re.sub(rb"<[^>]{0,200}>|\s", b"", page[begin:end]) or b"1"
    return page[:end] + bare * (4_000_000 // len(bare)) + page[end:]


MUTATIONS: Final[Mapping[str, Callable[[bytes, Random], bytes]]] = {
    "cut": _cut,
    "block repeated": _repeat_block,
    "element repeated": _repeat_element,
    "unclosed": _unclose,
    "nested": _nest,
    "bytes flipped": _flip_bytes,
    "wrong charset": _wrong_charset,
    "nulls": _nulls,
    "long attribute": _long_attribute,
    "entities": _entities,
    "shuffled": _shuffle,
    "labels": _labels,
    "links": _links,
    "one line": _one_line,
}
"""What is done to the bytes of a page, by name."""
