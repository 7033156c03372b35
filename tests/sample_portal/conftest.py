"""What the tests of the sample portal share: the portal itself, and looks at its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup

from sample_portal import portal, site
from sample_portal.portal import Portal
from sample_portal.site import Answer, View

SEED = 2022


@pytest.fixture(scope="session")
def world() -> Portal:
    """Return the portal under the default seed."""
    return portal.build(SEED, 1.0)


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Ask for an address on a day in a skin."""

    def asked(target: str, today: date, skin: str = "classic") -> Answer:
        return site.answer(View(SEED, 1.0, today, skin), target)

    return asked


@pytest.fixture
def words(ask: Callable[..., Answer]) -> Callable[..., list[str]]:
    """Ask for a page and give its words, piece by piece."""

    def read(target: str, today: date, skin: str = "classic") -> list[str]:
        return list(BeautifulSoup(ask(target, today, skin).body, "lxml").body.stripped_strings)

    return read
