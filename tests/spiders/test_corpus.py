"""Accuracy on real pages kept outside the repository (GONGKAI_CORPUS, else ../shared/corpus)."""

from __future__ import annotations

import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from spiders.decoding import decode
from spiders.reading import read_page

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("GONGKAI_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
FIELDS = ("title", "published_on", "document_number", "formed_on", "validity_raw", "unit")
LEAST_RIGHT = 0.90
MOST_WRONG = 0.02

pytestmark = pytest.mark.skipif(
    not (CORPUS / "pages.jsonl").exists(),
    reason=f"NO CORPUS at {CORPUS}: accuracy on real pages is not proven by this run",
)


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _html(row: dict[str, Any]) -> str:
    if row.get("text") is not None:
        return "<body>" + "".join(f"<p>{line}</p>" for line in row["text"].split("\n")) + "</body>"
    return decode((CORPUS / row["file"]).read_bytes())


def _same(value: object) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else value
    return "".join(str(text or "").split())


@cache
def _counts() -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for row in _rows("pages.jsonl"):
        record = read_page(_html(row), url=row["url"])
        for field in FIELDS:
            found, wanted = _same(getattr(record, field)), _same(row["labels"][field])
            counts[field, "right" if found == wanted else "wrong" if found else "missed"] += 1
    return counts


@pytest.mark.parametrize("field", FIELDS)
def test_accuracy(field: str) -> None:
    """At least 90 % right, at most 2 % wrong; a miss is better than a false value."""
    counts = _counts()
    total = sum(number for (name, _), number in counts.items() if name == field)

    assert counts[field, "wrong"] <= MOST_WRONG * total
    assert counts[field, "right"] >= LEAST_RIGHT * total


def test_lists() -> None:
    """Every row is read, none invented, and no list is called whole that is not."""
    for row in _rows("lists.jsonl"):
        url = row["page_url"].split()[0]
        listing = read_page(_html(row), url=url).listing
        wanted = {
            (urljoin(url, r["href"]), _same(r["title"]), r["date"]) for r in row.get("rows", [])
        }

        assert listing is not None, row["id"]
        assert wanted == {(e.url, _same(e.title), _same(e.published_on)) for e in listing.entries}
        assert not listing.complete, row["id"]
