"""A normative document's page shows the labels the plan lists, each with a readable value.

Source: 附件1 row 32 (明确标题、正文、文号、成文日期、发布日期、有效性); Table B G-12.
Finding: `incomplete`: a label or its value is absent. `mislabeled`: a value stands there that means
    nothing (有效性: null, 成文日期: 2022-13-45). In order: all six present and readable.
Suspected: words in a label that are not understood here; a title of a genre that is not surely normative.
Parameters: genres (words of titles that are surely meant); fields (which of title, document_number, formed_on, published_on, validity are required).
Undecidable: the page itself was not read, no box of labels was recognised, a label's words stand on
    the page but no value could be read beside them, or the source has no such field → `inconclusive`.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from audit_rules.checks.base import CheckSpec, Context, DocumentCheck, Verdict
from audit_rules.model import Disclosure, FindingKind, Origin, Outcome, PageKind
from audit_rules.quoting import PRINTED_AS, is_from_sign_off, quote_field, quote_words
from audit_rules.superiors import is_of_superior

FieldName = Literal["title", "document_number", "formed_on", "published_on", "validity"]
LABELS_OF_A_BOX: Final = 3
"""Fewer labels than this are no box: then the layout is one we do not know."""


NONSENSE: Final = re.compile(
    r"(?i:null|undefined|nan|none|\[object Object\])|请选择.*|-+请选择-+"
    r"|\d{4}[-/.年](?:0?0|1[3-9]|[2-9]\d)[-/.月]\d{1,2}日?"
    r"|\d{4}[-/.年]\d{1,2}[-/.月](?:0?0|3[2-9]|[4-9]\d)日?"
)
"""A program's leak, a form never filled in, a month or day that no calendar has."""


class Parameters(CheckSpec):
    """The fields a page must label.

    `genres` are words of titles of which it is sure that they are meant (办法, 规定 …); of others a
    person must say whether they are.
    """

    fields: tuple[FieldName, ...]
    genres: tuple[str, ...] = ()


def applies(disclosure: Disclosure, _spec: Parameters, context: Context) -> bool:
    """Tell whether the item is a document of the unit's own making."""
    return disclosure.page_kind is PageKind.DISCLOSURE and not is_of_superior(
        disclosure, context.units
    )


def judge(disclosure: Disclosure, spec: Parameters, _context: Context) -> Verdict:
    """Judge one document's labels; see the module's text."""
    if reason := _obstacle(disclosure, spec):
        return _verdict(disclosure, Outcome.INCONCLUSIVE, f"{reason}，无法核对要素")
    absent = [name for name in spec.fields if _is_absent(disclosure, name)]
    unread = [name for name in absent if not _is_provably_absent(disclosure, name)]
    garbled = [name for name in spec.fields if _is_garbled(disclosure, name)]
    if garbled:
        words = "；".join(
            f"{PRINTED_AS[name]}为“{disclosure.unreadable[name]}”" for name in garbled
        )
        proved = [name for name in absent if name not in unread]
        missing = f"，未标明{_names(proved)}" if proved else ""
        return _mislabeled(disclosure, garbled, words, missing)
    if unread:
        message = f"页面印有{_names(unread)}而未能读出，版式不明，无法核对要素"
        return _verdict(disclosure, Outcome.INCONCLUSIVE, message)
    if absent:
        is_sure = not spec.genres or any(word in disclosure.title for word in spec.genres)
        outcome = Outcome.FINDING if is_sure else Outcome.SUSPECTED
        doubt = "" if is_sure else "（请核实是否规范性文件）"
        return _verdict(disclosure, outcome, f"页面未标明{_names(absent)}{doubt}", absent)
    return _verdict(disclosure, Outcome.PASS, "要素齐全")


def _obstacle(disclosure: Disclosure, spec: Parameters) -> str | None:
    """Return why nothing can be said of this source's labels at all."""
    if disclosure.origin is Origin.ENTRY:
        return "详情页未能读取"
    if unknown := [name for name in spec.fields if name not in disclosure.fields_read]:
        return f"清单中没有{_names(unknown)}"
    if disclosure.origin is Origin.PAGE and len(disclosure.labels_read) < LABELS_OF_A_BOX:
        return "页面上没有认出要素表"
    return None


def _is_garbled(disclosure: Disclosure, name: str) -> bool:
    # A number nobody can read is the business of the check of number forms: one fault, one finding.
    return name in disclosure.unreadable and name != "document_number"


def _is_absent(disclosure: Disclosure, name: str) -> bool:
    if name in disclosure.unreadable:
        return False
    if name == "formed_on":
        # The plan asks for the label; a date under the signature is not one.
        return disclosure.formed_on is None or is_from_sign_off(disclosure)
    return getattr(disclosure, name) is None


def _is_provably_absent(disclosure: Disclosure, name: str) -> bool:
    """Tell whether the label is nowhere on the page, or stands in its box with nothing beside it."""
    if disclosure.origin is not Origin.PAGE or name == "title":
        return True
    return name not in disclosure.labels_printed or name in disclosure.labels_read


def _names(fields: list[FieldName]) -> str:
    return "、".join(PRINTED_AS[name] for name in fields)


def _mislabeled(
    disclosure: Disclosure, garbled: list[FieldName], words: str, missing: str
) -> Verdict:
    is_proved = all(NONSENSE.fullmatch(disclosure.unreadable[name].strip()) for name in garbled)
    judgement = "不是有效的内容" if is_proved else "无法识别，请核实"
    evidence = tuple(
        quote_words(
            disclosure, words=disclosure.unreadable[name], where=f"标签“{PRINTED_AS[name]}”"
        )
        for name in garbled
    )
    return Verdict(
        outcome=Outcome.FINDING if is_proved else Outcome.SUSPECTED,
        kind=FindingKind.MISLABELED,
        message=f"{words}，{judgement}{missing}",
        disclosure=disclosure,
        evidence=evidence,
    )


def _verdict(
    disclosure: Disclosure,
    outcome: Outcome,
    message: str,
    absent: list[FieldName] | None = None,
) -> Verdict:
    shown = [name for name in ("title", "published_on") if getattr(disclosure, name)]
    where = f"页面要素（无{_names(absent)}）" if absent else None
    title = quote_field(disclosure, "title")
    evidence = (
        (quote_words(disclosure, words=disclosure.title, where=where),)
        if where
        else tuple(quote_field(disclosure, name) for name in shown) or (title,)
    )
    return Verdict(
        outcome=outcome,
        kind=FindingKind.INCOMPLETE,
        message=message,
        disclosure=disclosure,
        evidence=evidence,
    )


CHECK = DocumentCheck(
    parameters=Parameters, speaks_of=FindingKind.INCOMPLETE, judge=judge, applies=applies
)
