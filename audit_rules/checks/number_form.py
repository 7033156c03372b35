"""The document number has the form the standard orders.

Source: GB/T 9704-2012 7.2.5 (年份用六角括号，顺序号不加“第”字、不编虚位); Table B G-20.
Finding: `malformed_number`: 〔2022〕08号, 〔2022〕第8号, brackets eaten. In order: 川政办字〔2022〕32号,
    and the lawful forms of orders and announcements (国令第707号, 公告2022年第3号).
    White space and look-alike brackets are one finding a column, not one a document.
Parameters: none.
Suspected: words that are no number form known here; the form of an announcement, or of a decision in a
    procedure (…罚字〔2022〕第3号), which has usages of its own.
Not applicable: no number (blank, 无文号, 〔〕号). Undecidable: the source shows no number
    field, or the page prints its label and no value could be read.
"""

from __future__ import annotations

import re
from typing import Final

from audit_rules.checks.base import CheckSpec, Context, DocumentCheck, Verdict
from audit_rules.document_numbers import COSMETIC, NumberDefect, NumberForm, read_number
from audit_rules.model import Disclosure, FindingKind, Outcome
from audit_rules.quoting import quote_field, quote_words

WORDS: Final = {
    NumberDefect.LEADING_ZERO: "发文顺序号编了虚位",
    NumberDefect.ORDINAL_WORD: "发文顺序号加了“第”字",
    NumberDefect.MISSING_BRACKETS: "年份未用六角括号括入",
    NumberDefect.MISSING_SUFFIX: "发文顺序号后缺“号”字",
    NumberDefect.NO_AGENCY: "缺发文机关代字",
    NumberDefect.BAD_YEAR: "年份不是四位全称",
    NumberDefect.SPACES: "夹有空格",
    NumberDefect.INVISIBLE_CHARACTERS: "夹有不可见字符",
    NumberDefect.FULLWIDTH_DIGITS: "用了全角数字",
    NumberDefect.LOOKALIKE_BRACKETS: "年份用了形近的括号",
    NumberDefect.LABEL_TEXT: "夹有标签文字",
    NumberDefect.UNRECOGNISED: "不是发文字号的写法",
}
ANNOUNCEMENT: Final = re.compile(r"(?:19|20)\d\d年第\d+号")
DECISION: Final = re.compile(r"决定书|告知书|处罚|许可")
"""Papers of a procedure, which the standard for official documents does not bind."""


class Parameters(CheckSpec):
    """No parameters of its own."""


def judge(disclosure: Disclosure, _spec: Parameters, _context: Context) -> Verdict:
    """Judge one document's number; see the module's text."""
    if "document_number" not in disclosure.fields_read:
        return _verdict(disclosure, Outcome.INCONCLUSIVE, "没有发文字号一栏，无法判断")
    if _is_unread(disclosure):
        message = "页面印有发文字号一栏而未能读出，版式不明，无法判断"
        return _verdict(disclosure, Outcome.INCONCLUSIVE, message)
    raw = disclosure.unreadable.get("document_number") or disclosure.document_number_raw or ""
    reading = read_number(raw)
    if reading.form is NumberForm.NONE:
        return _verdict(disclosure, Outcome.NOT_APPLICABLE, "没有发文字号")
    if not reading.defects and reading.canonical:
        return _verdict(disclosure, Outcome.PASS, "发文字号合规")
    reason = "、".join(WORDS[defect] for defect in reading.defects)
    if reading.canonical and reading.is_cosmetic_only:
        sentence = f"发文字号“{raw.strip()}”{reason}"
        return _verdict(disclosure, Outcome.FINDING, sentence, raw=raw, grouped_as=reason)
    is_known = bool(set(reading.defects) - COSMETIC - {NumberDefect.UNRECOGNISED})
    is_sure = is_known and not _may_be_other_form(disclosure, raw)
    outcome = Outcome.FINDING if is_sure else Outcome.SUSPECTED
    return _verdict(disclosure, outcome, f"发文字号“{raw.strip()}”{reason}", raw=raw)


def _is_unread(disclosure: Disclosure) -> bool:
    """Tell whether the label's words stand on the page although no box was read with it."""
    name = "document_number"
    is_printed = name in disclosure.labels_printed and name not in disclosure.labels_read
    return is_printed and disclosure.document_number is None and name not in disclosure.unreadable


def _may_be_other_form(disclosure: Disclosure, raw: str) -> bool:
    """Tell whether the number may follow a form of its own: an announcement's, a decision's."""
    return ANNOUNCEMENT.search(raw) is not None or DECISION.search(disclosure.title) is not None


def _verdict(
    disclosure: Disclosure,
    outcome: Outcome,
    message: str,
    *,
    raw: str = "",
    grouped_as: str | None = None,
) -> Verdict:
    source = disclosure.sources.get("document_number")
    evidence = quote_field(disclosure, "document_number" if raw else "title")
    if raw and not source:
        evidence = quote_words(disclosure, words=raw, where=evidence.where)
    return Verdict(
        outcome=outcome,
        kind=FindingKind.MALFORMED_NUMBER,
        message=message,
        disclosure=disclosure,
        evidence=(evidence,),
        grouped_as=grouped_as,
    )


CHECK = DocumentCheck(parameters=Parameters, speaks_of=FindingKind.MALFORMED_NUMBER, judge=judge)
