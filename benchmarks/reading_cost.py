"""What reading a page costs, beside one parse of it: run by hand, `python benchmarks/reading_cost.py`.

All ratios are taken side by side, page for page, in one run; each page's best of the rounds counts, as
other work on the machine only ever adds. Prints, and judges nothing. See `portal_pages` for the pages;
real ones are read too where GONGKAI_CORPUS (else ../shared/corpus) holds them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any, Final
from unittest.mock import patch

import lxml.html

REPOSITORY: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.portal_pages import PortalPage, framed_pages, plain_pages  # noqa: E402
from spiders.decoding import decode  # noqa: E402
from spiders.disclosure import read_document  # noqa: E402
from spiders.fields import dates  # noqa: E402
from spiders.fields.body import main_text, text_sha256  # noqa: E402
from spiders.page import Page, parse  # noqa: E402
from spiders.page_json import page_json  # noqa: E402
from spiders.phrases import forget_phrases  # noqa: E402
from spiders.reading import read_page  # noqa: E402
from spiders.sheet import lay_out  # noqa: E402

CORPUS: Final = Path(os.environ.get("GONGKAI_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
_PARSE: Final = "one parse (lxml.html.document_fromstring)"


def corpus_pages() -> tuple[PortalPage, ...]:
    """Return the real documents kept as files; empty where there are none."""
    path = CORPUS / "pages.jsonl"
    if not path.exists():
        return ()
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text().splitlines()]
    return tuple(
        PortalPage(row["url"], decode((CORPUS / row["file"]).read_bytes()))
        for row in rows
        if row.get("file")
    )


def best_times(
    pages: Sequence[PortalPage], jobs: dict[str, Callable[[PortalPage], object]], rounds: int
) -> dict[str, float]:
    """Return seconds for all pages by job: the sum of each page's best; jobs take turns on a page."""
    best = {name: [float("inf")] * len(pages) for name in jobs}
    for _ in range(rounds):
        for place, page in enumerate(pages):
            for name, job in jobs.items():
                begin = process_time()
                job(page)
                best[name][place] = min(best[name][place], process_time() - begin)
        gc.collect()
    return {name: sum(times) for name, times in best.items()}


def _first_contact(page: PortalPage, family: str | None) -> object:
    forget_phrases()
    lay_out.cache_clear()
    return read_page(page.html, url=page.url, family=family)


def measure(name: str, pages: Sequence[PortalPage], rounds: int, family: str | None) -> None:
    """Print the ratios for one set of pages."""
    texts = {page.url: _text(page) for page in pages}
    records = {page.url: read_page(page.html, url=page.url, family=family) for page in pages}
    jobs: dict[str, Callable[[PortalPage], object]] = {
        _PARSE: lambda page: lxml.html.document_fromstring(page.html),
        "one parse (etree.HTMLParser, as used here)": lambda page: parse(page.html),
        "parse + all fields": lambda page: read_page(page.html, url=page.url, family=family),
        "the same, first contact (memos emptied)": lambda page: _first_contact(page, family),
        "of these: hash of the text": lambda page: text_sha256(texts[page.url]),
        "besides: provenance as JSON": lambda page: page_json(records[page.url]),
    }
    times = best_times(pages, jobs, rounds)
    size = sum(len(page.html.encode(errors="replace")) for page in pages) / len(pages)
    links = sum(page.html.count("<a ") for page in pages) / len(pages)
    print(f"\n{name}: {len(pages)} pages of {size / 1000:.1f} KB and {links:.0f} links on average")
    for job, seconds in times.items():
        print(f"  {job:52}{seconds / times[_PARSE]:7.2f}")


def _text(page: PortalPage) -> str:
    return main_text([line.text for line in lay_out(Page(page.url, page.html)).text])


def shares(pages: Sequence[PortalPage]) -> None:
    """Count what share of pages reach BeautifulSoup, and of date readings dateparser."""
    calls: Counter[str] = Counter()
    asked, moment = dates._ask_dateparser, dates._read_moment  # noqa: SLF001 - counted, not changed

    def count_asked(raw: str, text: str) -> object:
        calls["dateparser"] += 1
        return asked(raw, text)

    def count_dates(raw: str) -> object:
        calls["dates"] += 1
        return moment.__wrapped__(raw)

    def count_soup(*_: Any, **__: Any) -> object:
        calls["soup"] += 1
        return Soup(*_, **__)

    from bs4 import BeautifulSoup as Soup  # noqa: PLC0415

    with (
        patch.object(dates, "_ask_dateparser", count_asked),
        patch.object(dates, "_read_moment", count_dates),
        patch("bs4.BeautifulSoup", count_soup),
    ):
        for page in pages:
            read_document(Page(page.url, page.html), by="benchmark")
    print(f"\nof {len(pages)} pages {calls['soup']} reached BeautifulSoup;", end=" ")
    share = calls["dateparser"] / max(calls["dates"], 1)
    print(f"of {calls['dates']} date readings {calls['dateparser']} ({share:.2%}) dateparser")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=9)
    arguments.add_argument(
        "--step", type=int, default=60, help="every so many-th page of the portal"
    )
    chosen = arguments.parse_args()
    for skin in ("classic", "modern"):
        pages = tuple(framed_pages(skin, chosen.step))
        measure(f"sample portal in a frame, {skin}", pages, chosen.rounds, "gongkai")
    real = corpus_pages()
    if real:
        measure("real pages, family recognised", real, chosen.rounds, None)
    else:
        print(f"\nno real pages at {CORPUS}")
    shares([*plain_pages("classic"), *plain_pages("modern"), *real])


if __name__ == "__main__":
    main()
