"""The 文号 box of a page → its canonical number."""

from __future__ import annotations

from audit_rules.document_numbers import NumberForm, read_number
from spiders.errors import FieldError


def parse_document_number(raw: str) -> str | None:
    """Return the canonical number; None where the box says there is none.

    Raises FieldError for a number that cannot be told for certain (`源政办字〔2018130号`).
    """
    reading = read_number(raw)
    if reading.form is NumberForm.UNKNOWN:
        raise FieldError(raw)
    return reading.canonical


def says_none(raw: str) -> bool:
    """Whether a box states that there is no number (无文号, 〔〕号), and is not merely blank."""
    return bool(raw.strip()) and read_number(raw).form is NumberForm.NONE
