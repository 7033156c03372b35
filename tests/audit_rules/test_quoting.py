"""Evidence is quoted as it stands on the stored page."""

from __future__ import annotations

from datetime import date

import pytest

from audit_rules.model import FieldSource, Origin
from audit_rules.quoting import chinese_date, quote_field, quote_words, subject_of
from tests.audit_rules.factory import disclosure


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2022, 6, 8), "2022年6月8日"), (date(2022, 12, 31), "2022年12月31日")],
)
def test_dates_as_official_papers_write_them(day: date, words: str) -> None:
    """GB/T 9704: no leading zeros."""
    assert words == chinese_date(day)


def test_a_field_is_quoted_in_the_pages_own_words() -> None:
    """Where a source is known: its words and its place."""
    source = FieldSource(raw="2022.6.8 ", where="标签“成文日期”", by="gongkai")
    item = disclosure("通知", formed_on=date(2022, 6, 8), sources={"formed_on": source})
    quoted = quote_field(item, "formed_on")

    assert (quoted.quote, quoted.where) == ("2022.6.8 ", "标签“成文日期”")
    assert (item.url, item.sha256, item.captured_at) == (
        quoted.url,
        quoted.sha256,
        quoted.captured_at,
    )


@pytest.mark.parametrize(
    ("origin", "where"),
    [(Origin.PAGE, "页面"), (Origin.ENTRY, "栏目列表"), (Origin.IMPORTED, "导入清单")],
)
def test_without_a_source_the_value_and_its_kind_of_place(origin: Origin, where: str) -> None:
    """A reader must know whether to look at a page or at a list."""
    quoted = quote_field(
        disclosure("通知", origin=origin, published_on=date(2022, 6, 8)), "published_on"
    )

    assert ("2022-06-08", where) == (quoted.quote, quoted.where)


def test_words_given_and_the_subject() -> None:
    """The words stand as given; the subject is the page's."""
    item = disclosure("通知", document_number="川教体字〔2022〕8号")

    assert quote_words(item, words="null", where="标签“有效性”").quote == "null"
    assert (item.url, "通知", "川教体字〔2022〕8号") == (
        subject_of(item).url,
        subject_of(item).title,
        subject_of(item).document_number,
    )
