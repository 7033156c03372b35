"""Golden pages: `tests/pages/<family>/<case>/{page.html, meta.yaml, expected.json}`.

The answer of an interface is `page.json` or `page.xml` (`gongkai probe --out` writes such).
One test per field, so that a failure names the field. A missing expected.json is written, and the
test fails: review it.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from spiders.page_json import page_json
from spiders.reading import read_page

PAGES = Path(__file__).resolve().parents[1] / "pages"
CASES = sorted(path.parent.relative_to(PAGES).as_posix() for path in PAGES.glob("*/*/page.*"))


@cache
def _read(case: str) -> dict[str, Any]:
    folder = PAGES / case
    meta = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))
    received = next(folder.glob("page.*")).read_text(encoding="utf-8")
    record = read_page(received, url=meta["url"])
    reason = record.listing.reason if record.listing else None
    return {**page_json(record), "reason": reason}


def _expected(case: str) -> dict[str, Any]:
    path = PAGES / case / "expected.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


FIELDS = [(case, field) for case in CASES for field in _expected(case)]


@pytest.mark.parametrize("case", CASES)
def test_has_expected_record(case: str) -> None:
    """Every case has its golden record, with exactly the keys read."""
    path = PAGES / case / "expected.json"
    if not path.exists():
        path.write_text(
            json.dumps(_read(case), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        pytest.fail(f"{path} was written: review it")

    assert list(_expected(case)) == list(_read(case))


@pytest.mark.parametrize(("case", "field"), FIELDS)
def test_field(case: str, field: str) -> None:
    """One field of one page is read as expected."""
    assert _expected(case)[field] == _read(case)[field]


def test_every_family_has_pages() -> None:
    """A family without a page case is not proven."""
    families = {case.split("/")[0] for case in CASES}

    assert {"gongkai", "govcn", "generic"} <= families
