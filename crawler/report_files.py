"""Which files one audit's reports are, and where they go. A run never overwrites another's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from crawler.auditing import AuditOutcome
from crawler.errors import NotAFolderError
from reports.files import write_atomically
from reports.finding_json import write_csv, write_jsonl
from reports.problem_list import write_problem_list
from reports.site import write_audit_page


def write_reports(outcome: AuditOutcome, folder: Path, *, written_at: datetime) -> list[Path]:
    """Write all reports of an audit below `folder`, in a folder named by its instant."""
    audit, held = outcome.audit, not outcome.is_trustworthy
    target = folder / f"{audit.as_of:%Y-%m-%d_%H%M%S}"
    _make(target)
    list_path = target / f"核查清单_{audit.as_of:%Y-%m-%d}.xlsx"
    write_problem_list(list_path, audit, written_at=written_at, held=held)
    page_path = target / "index.html"
    write_audit_page(page_path, audit, written_at=written_at, held=held)
    with _text_file(target / "findings.jsonl") as stream:
        write_jsonl(audit.findings, stream)
    with _text_file(target / "findings.csv") as stream:
        write_csv(audit.findings, stream)
    return [list_path, page_path, target / "findings.jsonl", target / "findings.csv"]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotAFolderError(folder, error.strerror or str(error)) from error


@contextmanager
def _text_file(path: Path) -> Iterator[io.TextIOWrapper]:
    with (
        write_atomically(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="") as stream,
    ):
        yield stream
