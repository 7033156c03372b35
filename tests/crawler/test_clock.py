"""`--as-of`: a day is its last second in Shanghai, an instant must carry its zone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crawler.clock import SHANGHAI, parse_as_of, read_clock
from crawler.errors import AsOfError


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-03-01", "2023-03-01T23:59:59+08:00"),
        ("2024-02-29", "2024-02-29T23:59:59+08:00"),
        ("2023-03-01T02:00:00+08:00", "2023-03-01T02:00:00+08:00"),
        ("2023-02-28T18:00:00Z", "2023-03-01T02:00:00+08:00"),
    ],
)
def test_days_and_instants(text: str, iso: str) -> None:
    """Whatever the zone, the answer is in Shanghai's."""
    instant = parse_as_of(text)

    assert instant.isoformat() == iso
    assert instant.tzinfo is SHANGHAI


@pytest.mark.parametrize(
    "text",
    [
        "",
        "昨天",
        "2023-02-29",
        "2023-3-1",
        "20230301",
        "2023-03-01 ",
        "２０２３-０３-０１",
        "2023-03-01T02:00:00",
        "2023-03-01T25:00:00+08:00",
    ],
)
def test_what_is_neither_is_refused(text: str) -> None:
    """Both forms are shown."""
    with pytest.raises(AsOfError, match="2023-03-01T02:00:00"):
        parse_as_of(text)


def test_without_it_the_clock_counts() -> None:
    """To the second, in Shanghai."""
    now = parse_as_of(None)

    assert now.microsecond == 0
    assert now.utcoffset() == timedelta(hours=8)
    assert timedelta() <= read_clock() - now < timedelta(minutes=1)
    assert isinstance(now, datetime)
