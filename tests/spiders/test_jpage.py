"""What a page or an answer carries of a `jpage` unit, in the spellings seen."""

from __future__ import annotations

import pytest

from spiders.jpage import Unit, read_literal, read_units
from spiders.page import Page

URL = "http://www.example.gov.cn/col/col1/index.html"
STORE = "<datastore><nextgroup>{group}</nextgroup><recordset>{records}</recordset></datastore>"
ROW = "<record><![CDATA[<li><a href='/art/2024/1/1/art_1_1.html'>甲</a></li>]]></record>"


def _unit(html: str) -> Unit:
    (unit,) = read_units(Page(URL, html))
    return unit


@pytest.mark.parametrize(
    ("script", "form"),
    [
        ("$('#2').jpage({totalRecord:9,ajaxParam:{col:1,path:'/',columnid:1,unitid:'2'}})", {"col": "1", "path": "/", "columnid": "1", "unitid": "2"}),
        ("var param_2 = {col:1,columnid:1};\n$('#2').jpage({totalRecord:9, ajaxParam : param_2})", {"col": "1", "columnid": "1"}),
        ('jQuery("#2").jpage( {"totalRecord":"9","ajaxParam":{"columnid":"xTq1PZ0f+MQ=="}})', {"columnid": "xTq1PZ0f+MQ=="}),
        ("$('#2').jpage({totalRecord:9,proxyUrl:'/p.jsp',ajaxParam:unknown})", {}),
    ],
)  # fmt: skip
def test_the_form_of_the_call(script: str, form: dict[str, str]) -> None:
    """Written into the call or set to a variable; encrypted identifiers are kept as they stand."""
    unit = _unit(f"<html><body>{STORE.format(group='', records=ROW)}<script>{script}</script></body></html>")  # fmt: skip

    if form:
        assert dict(unit.form) == form
        assert unit.total == 9
    else:
        assert unit.form == ()


def test_every_call_has_its_own_variable() -> None:
    """The variable of the next call stands between two calls and belongs to the second."""
    script = (
        "var p1={columnid:1,unitid:'11'}; $('#11').jpage({totalRecord:3,ajaxParam:p1});"
        "var p2={columnid:2,unitid:'22'}; $('#22').jpage({totalRecord:4,ajaxParam:p2});"
    )
    units = read_units(Page(URL, f"<html><body>{STORE * 2}<script>{script}</script></body></html>"))

    assert [(unit.column, unit.total) for unit in units] == [("1", 3), ("2", 4)]


def test_an_empty_group_does_not_borrow_a_rows_link() -> None:
    """`<nextgroup></nextgroup>`: the first row's address is no way on."""
    assert _unit(f"<html>{STORE.format(group='', records=ROW)}").next_group == ""


def test_the_group_names_the_interface() -> None:
    """Its link may be escaped, and name the site in Chinese: that is quoted as UTF-8."""
    link = (
        '<![CDATA[<a href="/module/jpage/dataproxy.jsp?page=1&amp;columnid=7&webname=示例"></a>]]>'
    )
    unit = _unit(f"<html>{STORE.format(group=link, records=ROW)}")

    assert unit.next_group == "/module/jpage/dataproxy.jsp?page=1&columnid=7&webname=%E7%A4%BA%E4%BE%8B"  # fmt: skip
    assert unit.column == "7"


@pytest.mark.parametrize(
    ("record", "markup"),
    [
        ("<record><![CDATA[ <li>甲</li> ]]></record>", " <li>甲</li> "),
        ("<record>&lt;li&gt;甲&lt;/li&gt;</record>", "<li>甲</li>"),
        ("<RECORD><![CDATA[<li>甲</li>]]></RECORD>", "<li>甲</li>"),
        ("<record><![CDATA[<li>甲", "<li>甲"),
    ],
)
def test_records(record: str, markup: str) -> None:
    """In CDATA, escaped, or cut short by the network."""
    assert _unit(f"<datastore><totalrecord>1</totalrecord>{record}").records == (markup,)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a: 1, b : 'x', c:\"y\", d: false, e: ''", [("a", ("1",), False), ("b", ("x",), False), ("c", ("y",), False), ("d", ("false",), False), ("e", ("",), False)]),
        ("site: ['s1', 's2'], 'code': [ 'c' ]", [("site", ("s1", "s2"), True), ("code", ("c",), True)]),
        ("path: 'http://a.cn/x:y,z', n: 2", [("path", ("http://a.cn/x:y,z",), False), ("n", ("2",), False)]),
        ("", []),
    ],
)  # fmt: skip
def test_literals(text: str, pairs: list[tuple[str, tuple[str, ...], bool]]) -> None:
    """Strings of both quotes, bare words, arrays, empty values; what a string holds is no pair."""
    assert list(read_literal(text)) == pairs
