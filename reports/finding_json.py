"""Findings for programs: JSON lines and CSV, with the keys of the stable interface."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, TextIO

from audit_rules.model import (
    AbsenceEvidence,
    Evidence,
    Finding,
    FindingKind,
    PageEvidence,
    Subject,
)
from reports.crawled_text import printable, without_formula
from reports.wording import QUOTE_WITHHELD, in_shanghai

_BREAKS_A_LINE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Characters that split a line for some reader or that UTF-8 cannot hold."""

_SCALARS_BEFORE_SUBJECT: Final = (
    *("key", "portal", "check_id", "plan", "row", "rule", "check"),
    *("unit", "column", "kind", "outcome", "severity"),
)
_SUBJECT: Final = ("url", "title", "document_number")
_SCALARS_AFTER_SUBJECT: Final = (
    *("period", "due_on", "formed_on", "published_on", "first_seen_at"),
    *("days_late", "deadline_from_row", "basis", "message"),
)
_PAGE: Final = ("url", "captured_at", "sha256", "quote", "where")
_ABSENCE: Final = ("column", "pages_read", "entries_read", "complete", "captured_at")
_VERSIONS: Final = ("rule_version", "calendar_version")

CSV_COLUMNS: Final = (
    *_SCALARS_BEFORE_SUBJECT,
    *(f"subject_{name}" for name in _SUBJECT),
    *_SCALARS_AFTER_SUBJECT,
    *(f"page_{name}" for name in _PAGE),
    *(f"absence_{name}" for name in _ABSENCE),
    *_VERSIONS,
)
"""The header of the CSV; several pieces of evidence stand in one cell, ` | ` between them."""


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return the finding as one JSON object, keys in the order of the stable interface.

    Days are ISO dates; instants are ISO with `+08:00`.
    """
    return {
        **{name: _plain(getattr(finding, name)) for name in _SCALARS_BEFORE_SUBJECT},
        "subject": _subject_json(finding.subject),
        **{name: _plain(getattr(finding, name)) for name in _SCALARS_AFTER_SUBJECT},
        "evidence": [_evidence_json(finding, evidence) for evidence in finding.evidence],
        **{name: getattr(finding, name) for name in _VERSIONS},
    }


def shown_quote(finding: Finding, evidence: PageEvidence) -> str:
    """Return the quotation, save where it would repeat the personal data it proves."""
    if finding.kind is FindingKind.PERSONAL_DATA and evidence.quote:
        return QUOTE_WITHHELD
    return evidence.quote


def write_jsonl(findings: Iterable[Finding], stream: TextIO) -> None:
    """Write one object a line, sorted by `key`. Every line is one line for any reader."""
    for finding in sorted(findings, key=lambda finding: finding.key):
        text = json.dumps(finding_json(finding), ensure_ascii=False)
        stream.write(_BREAKS_A_LINE.sub(_escaped, text) + "\n")


def write_csv(findings: Iterable[Finding], stream: TextIO) -> None:
    """Write the findings for a spreadsheet, sorted by `key`, behind a byte order mark.

    Open the stream with `newline=""` and UTF-8. No text in it can become a formula.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(CSV_COLUMNS)
    for finding in sorted(findings, key=lambda finding: finding.key):
        record = _flat(finding_json(finding))
        writer.writerow([_cell(record.get(name)) for name in CSV_COLUMNS])


def _plain(value: object) -> object:
    """Return a value as JSON knows it."""
    if isinstance(value, datetime):
        return in_shanghai(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _subject_json(subject: Subject | None) -> dict[str, str | None] | None:
    """Return the disclosure spoken of, or None."""
    return None if subject is None else {name: getattr(subject, name) for name in _SUBJECT}


def _evidence_json(finding: Finding, evidence: Evidence) -> dict[str, Any]:
    """Return one piece of evidence: a page's words, or a column read."""
    if isinstance(evidence, AbsenceEvidence):
        return {name: _plain(getattr(evidence, name)) for name in _ABSENCE}
    values = {name: _plain(getattr(evidence, name)) for name in _PAGE}
    return {**values, "quote": shown_quote(finding, evidence)}


def _escaped(match: re.Match[str]) -> str:
    """Return the JSON escape of one character."""
    return f"\\u{ord(match.group()):04x}"


def _flat(record: Mapping[str, Any]) -> dict[str, object]:
    """Return the record with subject and evidence spread over columns of their own."""
    subject = record["subject"] or {}
    pages = [item for item in record["evidence"] if "quote" in item]
    absences = [item for item in record["evidence"] if "quote" not in item]
    return {
        **record,
        **{f"subject_{name}": subject.get(name) for name in _SUBJECT},
        **{f"page_{name}": _joined(pages, name) for name in _PAGE},
        **{f"absence_{name}": _joined(absences, name) for name in _ABSENCE},
    }


def _joined(items: Iterable[Mapping[str, Any]], name: str) -> str:
    """Return one value of every item, in order; booleans and numbers as JSON writes them."""
    values = (item[name] for item in items)
    return " | ".join(
        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for value in values
    )


def _cell(value: object) -> object:
    """Return a value as a CSV cell: text made safe, numbers as they are, nothing for None."""
    return without_formula(printable(value)) if isinstance(value, str) else value
