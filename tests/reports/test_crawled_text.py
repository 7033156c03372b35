"""Strangers' text and addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.crawled_text import is_web_address, printable, shortened, without_formula


@given(st.text(alphabet=st.characters()))
def test_printable_text_goes_into_xml_and_utf8(text: str) -> None:
    """Nothing is lost but what cannot be held, and that is shown."""
    shown = printable(text)

    assert len(text) == len(shown)
    assert shown == shown.encode("utf-8").decode("utf-8")
    assert not set(shown) & {"\x00", "\x0b", "\x1f", "\ufffe", "\uffff"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t1", "\r1", " =1", "\u200b=1", "＝1"])
def test_text_that_might_compute_gets_an_apostrophe(text: str) -> None:
    """A spreadsheet then shows it as it stands."""
    assert "'" + text == without_formula(text)


@pytest.mark.parametrize("text", ["", "关于a=1的通知", "2022-06-08", "川政办字〔2022〕32号"])
def test_ordinary_text_stays(text: str) -> None:
    """Only the beginning matters."""
    assert text == without_formula(text)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/a.html?b=1&c=2", "HTTPS://例.cn/甲"])
def test_a_web_address_may_be_linked(url: str) -> None:
    """Http and https with a host."""
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.cn/a",
        "/a.html",
        "http://",
        "http://[::1",
        "http://x.cn/a b",
        'http://x.cn/"onclick=',
        "http://x.cn/a\n",
    ],
)
def test_other_addresses_stay_text(url: str) -> None:
    """Nothing that runs, reads files or breaks a sheet becomes a link."""
    assert not is_web_address(url)


def test_shortened_text_ends_in_an_ellipsis() -> None:
    """At most so many characters, the ellipsis included."""
    assert shortened("一二三四", 4) == "一二三四"
    assert shortened("一二三四五", 4) == "一二三…"
