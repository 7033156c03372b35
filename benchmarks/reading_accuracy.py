"""How right are the fields read off real pages? `python -m benchmarks.reading_accuracy`.

Needs the corpus of labelled pages (GONGKAI_CORPUS, else ../shared/corpus beside the repository).
Per field and family four figures, as a share of all pages labelled: `right` (the same value, or none
where the page has none), `missed` (there is one, none was said), `wrong` (another was said),
`absent-but-said` (one was said where the page has none). Every miss and error is printed.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from audit_rules.document_numbers import NumberForm, read_number
from audit_rules.model import PageRecord
from spiders.decoding import decode
from spiders.reading import read_page

REPOSITORY: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = Path(os.environ.get("GONGKAI_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
FIELDS: Final = ("title", "published_on", "document_number", "formed_on", "validity_raw", "unit")
VERDICTS: Final = ("right", "missed", "wrong", "absent-but-said")


@dataclass(frozen=True)
class Judged:
    """One field of one page, against what a person read there."""

    page: str
    family: str
    field: str
    found: str
    wanted: str

    @property
    def verdict(self) -> str:
        """One of `VERDICTS`."""
        if self.found == self.wanted:
            return "right"
        if not self.found:
            return "missed"
        return "wrong" if self.wanted else "absent-but-said"


def labelled(name: str) -> Iterator[dict[str, Any]]:
    """Yield the labels of a file of the corpus, one object a page."""
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def source_of(row: Mapping[str, Any]) -> str:
    """Return a page's markup; of some only the rendered head is known, a line a line."""
    if row.get("text") is not None:
        return "<body>" + "".join(f"<p>{line}</p>" for line in row["text"].split("\n")) + "</body>"
    return decode((CORPUS / row["file"]).read_bytes())


def judge_pages() -> tuple[Judged, ...]:
    """Read every labelled page and compare each field, white space aside."""
    found = []
    for row in labelled("pages.jsonl"):
        record = read_page(source_of(row), url=row["url"])
        found += [
            Judged(
                page=row["id"],
                family=record.family,
                field=field,
                found=plain(getattr(record, field)),
                wanted=plain(row["labels"][field]),
            )
            for field in FIELDS
        ]
    return tuple(found)


def judge_lists() -> Iterator[tuple[str, PageRecord, set[tuple[str, str, str]]]]:
    """Yield each labelled list: its name, what was read, and the rows a person sees in it."""
    for row in labelled("lists.jsonl"):
        url = row["page_url"].split()[0]
        rows = {
            (urljoin(url, r["href"]), plain(r["title"]), r["date"]) for r in row.get("rows", [])
        }
        yield row["id"], read_page(source_of(row), url=url), rows


def plain(value: object) -> str:
    """Return a value as compared: ISO dates, no white space."""
    text = value.isoformat() if hasattr(value, "isoformat") else value
    return "".join(str(text or "").split())


def count_numbers() -> Counter[str]:
    """Count what became of every number of the policy lists; what is unknown stands there itself."""
    forms: Counter[str] = Counter()
    for path in sorted((CORPUS / "policy_lists").glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                reading = read_number(row["document_number"] or "")
                is_unknown = reading.form is NumberForm.UNKNOWN
                forms[f"unknown {reading.raw}" if is_unknown else reading.form.value] += 1
    return forms


def main() -> int:
    """Print all figures; 1 where there is no corpus."""
    if not (CORPUS / "pages.jsonl").exists():
        print(f"NO CORPUS at {CORPUS}: set GONGKAI_CORPUS", file=sys.stderr)
        return 1
    judged = judge_pages()
    _print_table(judged)
    for each in judged:
        if each.verdict != "right":
            print(f"  {each.verdict}: {each.page} {each.field}: {each.found!r} / {each.wanted!r}")
    for name, record, rows in judge_lists():
        listing = record.listing
        entries = listing.entries if listing else ()
        read = {(entry.url, plain(entry.title), plain(entry.published_on)) for entry in entries}
        print(
            f"list {name} ({record.family}): right {len(read & rows)}, missed {len(rows - read)}, "
            f"extra {len(read - rows)}; complete {listing.complete if listing else None}, "
            f"{listing.reason if listing else 'not a list'}"
        )
    print("numbers:", dict(count_numbers().most_common()))
    return 0


def _print_table(judged: tuple[Judged, ...]) -> None:
    print(f"{'field':17}{'family':12}{'pages':>6}" + "".join(f"{name:>17}" for name in VERDICTS))
    for field in FIELDS:
        families = sorted({each.family for each in judged if each.field == field})
        for family in ("all", *families):
            own = [e for e in judged if e.field == field and family in ("all", e.family)]
            counts = Counter(each.verdict for each in own)
            shares = (f"{counts[name]:8} {counts[name] / len(own):8.1%}" for name in VERDICTS)
            print(f"{field:17}{family:12}{len(own):6}" + "".join(shares))


if __name__ == "__main__":
    sys.exit(main())
