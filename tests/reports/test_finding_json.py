"""Findings for programs."""

from __future__ import annotations

import csv
import json
from datetime import UTC
from io import StringIO

import pytest

from audit_rules.model import FindingKind, Subject
from reports.crawled_text import printable
from reports.finding_json import CSV_COLUMNS, finding_json, write_csv, write_jsonl
from reports.wording import QUOTE_WITHHELD
from tests.reports.audit_factory import AS_OF, LATE, PAGE, SHA256, URL, inconclusive, late, missing
from tests.reports.hostile_text import HOSTILE

KEYS = [
    *("key", "portal", "check_id", "plan", "row", "rule", "check", "unit", "column", "kind"),
    *("outcome", "severity", "subject", "period", "due_on", "formed_on", "published_on"),
    *("first_seen_at", "days_late", "deadline_from_row", "basis", "message", "evidence"),
    *("rule_version", "calendar_version"),
]


def test_the_keys_are_those_of_the_stable_interface_in_order() -> None:
    """No more, no fewer."""
    assert list(finding_json(LATE)) == KEYS
    assert list(finding_json(missing())) == KEYS


def test_dates_are_iso_and_instants_carry_shanghai_time() -> None:
    """Whatever zone the record has."""
    record = finding_json(late(first_seen_at=AS_OF.astimezone(UTC)))

    assert record["due_on"] == "2022-07-06"
    assert record["first_seen_at"] == "2022-08-01T02:30:00+08:00"


def test_page_evidence() -> None:
    """Five keys in order."""
    assert [list(evidence.items()) for evidence in finding_json(LATE)["evidence"]] == [
        [
            ("url", URL),
            ("captured_at", "2022-08-01T02:30:00+08:00"),
            ("sha256", SHA256),
            ("quote", "成文日期：2022-06-08"),
            ("where", "标签“成文日期”"),
        ]
    ]


def test_absence_evidence_and_null_subject() -> None:
    """A missing item has no page, only a column read whole."""
    record = finding_json(missing())

    assert record["subject"] is None
    assert record["published_on"] is None
    assert list(record["evidence"][0]) == [
        *("column", "pages_read", "entries_read", "complete", "captured_at")
    ]
    assert record["evidence"][0]["complete"] is True


def test_personal_data_is_not_repeated() -> None:
    """The proof is in the archive, not in the report."""
    finding = late(kind=FindingKind.PERSONAL_DATA)

    assert finding_json(finding)["evidence"][0]["quote"] == QUOTE_WITHHELD


def test_lines_are_sorted_by_key() -> None:
    """One object a line."""
    stream = StringIO()
    write_jsonl([late(), inconclusive(), missing()], stream)

    keys = [json.loads(line)["key"] for line in stream.getvalue().splitlines()]
    assert keys == sorted(keys)
    assert len(keys) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_jsonl_keeps_every_text_on_one_line(text: str) -> None:
    """Any reader of lines finds one, UTF-8 can hold it, and nothing is lost."""
    stream = StringIO()
    write_jsonl([late(subject=Subject(url=URL, title=text))], stream)

    (line,) = stream.getvalue().splitlines()
    assert json.loads(line.encode("utf-8"))["subject"]["title"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_holds_no_formula(text: str) -> None:
    """Every cell that might compute begins with an apostrophe; the file is valid UTF-8."""
    stream = StringIO(newline="")
    write_csv([late(subject=Subject(url=text, title=text), message=text)], stream)

    content = stream.getvalue().encode("utf-8").decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(content, newline=""))
    assert tuple(row) == CSV_COLUMNS
    assert all(not cell.startswith(tuple("=+-@\t\r")) for cell in row.values())
    assert row["message"].removeprefix("'") == printable(text)


def test_csv_flattens_and_begins_with_a_mark() -> None:
    """Excel opens it as UTF-8; several pieces of evidence share a cell; numbers stay numbers."""
    stream = StringIO(newline="")
    write_csv([late(evidence=(PAGE, PAGE), days_late=-3), missing()], stream)

    assert stream.getvalue().startswith("\ufeffkey,")
    first, second = csv.DictReader(StringIO(stream.getvalue().removeprefix("\ufeff"), newline=""))
    assert first["page_url"] == f"{URL} | {URL}"
    assert first["days_late"] == "-3"
    assert first["subject_document_number"] == "川住建字〔2022〕8号"
    assert second["absence_complete"] == "true"
    assert second["subject_url"] == ""
