"""The index number and the serial in it."""

from __future__ import annotations

import pytest

from spiders.fields.index_number import parse_index_number, parse_index_serial


@pytest.mark.parametrize(
    ("printed", "serial"),
    [
        ("11370302004222241N/2025-5502347", 5502347),
        ("11370302004222241N/2023-5335541.0", 5335541),
        ("/2026-5566305", 5566305),
        ("MB2861226/2022-5222509", 5222509),
        ("11371500004428039E/2026-45963799", 45963799),
        ("11370302004222241N/2022-None", None),
        ("11330700MB10327095/2024-00144", None),
        ("000014349/2022-00051", None),
        ("11370302004222241N/2022-5222509-1", None),
        ("2025-5502347", None),
        ("", None),
    ],
)
def test_serial(printed: str, serial: int | None) -> None:
    """Only what the platform counts through all bodies of its city."""
    assert parse_index_serial(printed) == serial


@pytest.mark.parametrize("printed", ["", " ", "-", "无", "null", "None"])
def test_empty_box(printed: str) -> None:
    """What programs print for nothing is nothing."""
    assert parse_index_number(printed) is None
