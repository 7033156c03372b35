"""Deterministic draws: the same key gives the same choice on every machine and every day.

A draw depends on its key alone, never on the draws before it, so one more document shifts no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def hex_digits(length: int, *key: object) -> str:
    """`length` hexadecimal digits (at most 64) that belong to the key."""
    words = "\x1f".join(str(part) for part in key)
    return blake2b(words.encode(), digest_size=32).hexdigest()[:length]


def draw(below: int, *key: object) -> int:
    """Draw a whole number from 0 to `below` - 1."""
    return int(hex_digits(15, *key), 16) % below


def pick(options: Sequence[T], *key: object) -> T:
    """One of the options."""
    return options[draw(len(options), *key)]


def is_chosen(percent: int, *key: object) -> bool:
    """Tell whether the key is among the chosen for about `percent` of a hundred keys."""
    return draw(100, "percent", *key) < percent
