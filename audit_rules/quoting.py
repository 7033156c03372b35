"""Evidence and dates in the words a finding uses."""

from __future__ import annotations

from datetime import date

from audit_rules.model import Disclosure, Origin, PageEvidence, Subject

PRINTED_AS = {
    "published_on": "发布日期",
    "formed_on": "成文日期",
    "document_number": "发文字号",
    "validity": "有效性",
    "title": "标题",
    "valid_until": "有效期",
}


def chinese_date(day: date) -> str:
    """Return 2022年6月8日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def is_from_sign_off(disclosure: Disclosure) -> bool:
    """Tell whether the formation date stands under the signature, not beside a label."""
    source = disclosure.sources.get("formed_on")
    return source is not None and "落款" in source.where


def quote_field(disclosure: Disclosure, name: str) -> PageEvidence:
    """Return the words of a field as they stand on the stored page, and where they stand."""
    source = disclosure.sources.get(name)
    value = getattr(disclosure, name, None)
    return PageEvidence(
        url=disclosure.url,
        captured_at=disclosure.captured_at,
        sha256=disclosure.sha256,
        quote=source.raw if source else str(value if value is not None else ""),
        where=source.where if source else _default_place(disclosure),
    )


def quote_words(disclosure: Disclosure, *, words: str, where: str) -> PageEvidence:
    """Return given words of a stored page as evidence."""
    return PageEvidence(
        url=disclosure.url,
        captured_at=disclosure.captured_at,
        sha256=disclosure.sha256,
        quote=words,
        where=where,
    )


def subject_of(disclosure: Disclosure) -> Subject:
    """Return the disclosure as the subject of a finding."""
    return Subject(
        url=disclosure.url, title=disclosure.title, document_number=disclosure.document_number
    )


def _default_place(disclosure: Disclosure) -> str:
    return {Origin.ENTRY: "栏目列表", Origin.IMPORTED: "导入清单"}.get(disclosure.origin, "页面")
