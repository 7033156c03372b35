"""One finding as one row of the check list: 20 columns, the eleventh of three cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from audit_rules.model import AbsenceEvidence, Evidence, Finding, Outcome, PageEvidence
from reports.crawled_text import shortened
from reports.wording import KINDS, SEVERITIES, SUGGESTIONS, in_shanghai, instant_words

_TITLE_CHARACTERS: Final = 200
_QUOTE_CHARACTERS: Final = 60
_HASH_CHARACTERS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page's title and address; the cell shows both."""

    title: str
    url: str


CellValue: TypeAlias = str | int | date | Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemColumn:
    """A column of the list: its header, its width in characters, and how a finding fills it.

    `is_date` tells that a day belongs there, also where the cell is still blank.
    """

    header: str
    width: float
    value: Callable[[Finding], CellValue]
    is_date: bool = False


def problem_number(finding: Finding) -> str:
    """Return the short number of a problem: its rule and the first ten signs of its key.

    The same problem keeps it from night to night, as it keeps its key.
    """
    return f"{finding.rule}-{re.sub(r'[^0-9A-Za-z]', '', finding.key)[:10]}"


def _link(finding: Finding) -> CellValue:
    """Return the page spoken of, or the page that proves it."""
    if finding.subject is not None:
        return Link(
            title=shortened(finding.subject.title, _TITLE_CHARACTERS), url=finding.subject.url
        )
    pages = [evidence for evidence in finding.evidence if isinstance(evidence, PageEvidence)]
    return Link(title="", url=pages[0].url) if pages else None


def _first_seen_on(finding: Finding) -> date | None:
    """Return the Shanghai day on which the page was first captured."""
    return in_shanghai(finding.first_seen_at).date() if finding.first_seen_at else None


def _method(finding: Finding) -> str:
    """Return how it was checked; no finding here was confirmed by a person yet."""
    return "自动（待核实）" if finding.outcome is Outcome.FINDING else "自动（疑似，待核实）"


def _kind(finding: Finding) -> str:
    """Return the kind of problem, marked where it is only suspected."""
    mark = "【疑似】" if finding.outcome is Outcome.SUSPECTED else ""
    return mark + KINDS[finding.kind]


def _basis(finding: Finding) -> str:
    """Return what it rests on, and the row whose merged cell gave the deadline."""
    row = finding.deadline_from_row
    return finding.basis + (f"（时限取自第{row}行）" if row is not None else "")


def _remarks(finding: Finding) -> str:
    """Return the stored pages it rests on, one a line."""
    return "\n".join(_remark(evidence) for evidence in finding.evidence)


def _remark(evidence: Evidence) -> str:
    """Return one stored page or column read."""
    captured = instant_words(evidence.captured_at)
    if isinstance(evidence, AbsenceEvidence):
        whole = "已读全" if evidence.complete else "未读全"
        read = f"{evidence.pages_read}页{evidence.entries_read}条"
        return f"栏目“{evidence.column}”{whole}，{read}，{captured}采集"
    digest = f"，存档{evidence.sha256[:_HASH_CHARACTERS]}" if evidence.sha256 else ""
    return f"{shortened(evidence.where, _QUOTE_CHARACTERS)}{digest}，{captured}采集"


PROBLEM_COLUMNS: Final[Sequence[ProblemColumn]] = (
    ProblemColumn(header="序号", width=4.5, value=lambda _: None),
    ProblemColumn(header="问题编号", width=9.5, value=problem_number),
    ProblemColumn(header="责任单位", width=9.5, value=lambda f: f.unit),
    ProblemColumn(header="任务/指标", width=9.5, value=lambda f: f"{f.rule} {f.task}"),
    ProblemColumn(header="栏目", width=10.5, value=lambda f: f.column),
    ProblemColumn(header="问题类型", width=9, value=_kind),
    ProblemColumn(header="存在问题", width=22, value=lambda f: f.message),
    ProblemColumn(header="页面标题及网址", width=20, value=_link),
    ProblemColumn(header="依据", width=14, value=_basis),
    ProblemColumn(header="应公开时限", width=10.5, value=lambda f: f.due_on, is_date=True),
    ProblemColumn(header="成文（形成）日期", width=10.5, value=lambda f: f.formed_on, is_date=True),
    ProblemColumn(
        header="页面显示发布日期", width=10.5, value=lambda f: f.published_on, is_date=True
    ),
    ProblemColumn(header="首次采集日期", width=10.5, value=_first_seen_on, is_date=True),
    ProblemColumn(header="超期工作日", width=5, value=lambda f: f.days_late),
    ProblemColumn(header="严重程度", width=5, value=lambda f: SEVERITIES[f.severity]),
    ProblemColumn(header="核查方式", width=8, value=_method),
    ProblemColumn(header="整改建议", width=13, value=lambda f: SUGGESTIONS[f.kind]),
    ProblemColumn(header="整改时限", width=10.5, value=lambda _: None, is_date=True),
    ProblemColumn(header="整改情况（单位填写）", width=10, value=lambda _: None),
    ProblemColumn(header="整改完成日期", width=10.5, value=lambda _: None, is_date=True),
    ProblemColumn(header="复核结果", width=7, value=lambda _: None),
    ProblemColumn(header="备注", width=17, value=_remarks),
)
"""Source: notice-format section 3.2. The number in column 1 is given when the row is written."""
