"""Places of a page that show one field, and which of them is believed.

The first place with a value is believed, each that says something else is a conflict; words that
are not understood are kept as unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from audit_rules.model import Conflict, FieldSource
from spiders.errors import FieldError
from spiders.labels import Pair

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

UNLABELLED_BOX: Final = "无标签信息框"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """One field read: its value and place, the words not understood, the places that disagree."""

    value: T_co | None = None
    source: FieldSource | None = None
    unreadable: str | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One place that shows a field."""

    raw: str
    where: str
    value: T | None = None
    is_unreadable: bool = field(default=False)


def candidate(pair: Pair, parse: Callable[[str], T | None]) -> Candidate[T]:
    """Read what stands beside a label."""
    return parsed(pair.value, f"标签“{pair.label}”", parse)


def parsed(raw: str, where: str, parse: Callable[[str], T | None]) -> Candidate[T]:
    """Read the words of a place; words that are not understood are kept."""
    try:
        return Candidate(raw, where, parse(raw))
    except FieldError:
        return Candidate(raw, where, None, is_unreadable=True)


def settle(
    name: str, candidates: Sequence[Candidate[T]], by: str, word: Callable[[T], str]
) -> Reading[T]:
    """Believe the first place with a value; name each place that says something else.

    A box whose words are not understood is said to be unreadable, and no lesser place stands in for
    it: what the unit wrote there may be right.
    """
    garbled = next((item for item in candidates if item.is_unreadable), None)
    believed = next((item for item in candidates if item.value is not None), None)
    if garbled and garbled.where.startswith("标签") and not _is_label(believed):
        return Reading(unreadable=garbled.raw)
    if believed is None or believed.value is None:
        return Reading(unreadable=garbled.raw if garbled else None)
    own = word(believed.value)
    others = {word(item.value) for item in candidates if item.value is not None} - {own}
    return Reading(
        believed.value,
        FieldSource(raw=believed.raw, where=believed.where, by=by),
        garbled.raw if garbled else None,
        tuple(Conflict(field=name, a=own, b=other) for other in sorted(others)),
    )


def _is_label(candidate: Candidate[T] | None) -> bool:
    return candidate is not None and candidate.where.startswith("标签")
