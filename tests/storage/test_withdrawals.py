"""Documents that left their lists."""

from __future__ import annotations

from typing import Any

from storage.archive import Withdrawal, load_withdrawals
from storage.database import reading

Nights = Any


def test_only_what_left_every_list_is_withdrawn(nights: Nights) -> None:
    """Moved, retitled and still listed documents are not."""
    unit = nights.unit
    a, b, c, d = (nights.entry(name) for name in "abcd")
    nights.crawl(1, shown={(unit, "甲"): [a, b, c, d], (unit, "乙"): []})
    retitled = nights.entry("d", title="改题")
    nights.crawl(2, shown={(unit, "甲"): [a, retitled], (unit, "乙"): [b]})

    with reading(nights.engine) as connection:
        found = list(
            load_withdrawals(connection, nights.portal, after=nights.at(1), as_of=nights.at(2))
        )
        later = list(
            load_withdrawals(connection, nights.portal, after=nights.at(2), as_of=nights.at(3))
        )

    gone = Withdrawal(url=c.url, title=c.title, unit=unit, columns=("甲",), gone_at=nights.at(2))
    assert (found, later) == ([gone], [])
