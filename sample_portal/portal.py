"""The whole portal: every paper of the three years with its address, serial and number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sample_portal import columns, days, dice, happenings, numbering
from sample_portal.columns import Column
from sample_portal.content import (
    government,
    innocents,
    normative,
    openness,
    ordinary,
    sectors,
    standing,
)
from sample_portal.content import inspections as random_inspections
from sample_portal.content.government import Consultation
from sample_portal.documents import Document, Draft
from sample_portal.faults import absences, dates, labels, lateness, numbers
from sample_portal.faults.records import Fault, Planting
from sample_portal.units import BY_KEY, UNITS

FIRST_SERIAL = 5_000_000
SERIAL_ROOM = 4_900_000


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything the portal will ever show; what is there on a day is decided by the readers.

    `by_path` and `by_key` hold the same documents; `by_column` holds those each column lists.
    """

    seed: int
    by_path: Mapping[str, Document]
    by_key: Mapping[str, Document]
    by_column: Mapping[str, tuple[Document, ...]]
    columns: Mapping[str, Column]
    consultations: tuple[Consultation, ...]
    faults: tuple[Fault, ...]


@lru_cache(maxsize=4)
def build(seed: int, scale: float) -> Portal:
    """Return the portal of that seed; `scale` multiplies the ordinary papers."""
    documents = tuple(_documents(seed, list(_drafts(seed, scale))))
    by_column: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for key in (document.draft.column, *document.draft.also_in):
            by_column[column_for(document.draft, key).path].append(document)
    every = (*columns.GOVERNMENT, *(leaf for unit in UNITS for leaf in columns.columns_of(unit)))
    return Portal(
        seed=seed,
        by_path={document.path: document for document in documents},
        by_key={document.draft.key: document for document in documents},
        by_column={path: tuple(listed) for path, listed in by_column.items()},
        columns={column.path: column for column in every},
        consultations=government.consultations(seed),
        faults=tuple(_faults()),
    )


def column_for(draft: Draft, key: str) -> Column:
    """Return the column of that key which lists the draft: the unit's own, or a government-level one."""
    shared = {column.key: column for column in columns.GOVERNMENT}
    return shared.get(key) or columns.column_of(BY_KEY[draft.unit], key)


def _plantings() -> Iterator[Planting]:
    yield from lateness.plantings()
    yield from labels.plantings()
    yield from numbers.plantings()
    yield from dates.plantings()


def _faults() -> Iterator[Fault]:
    yield from absences.faults()
    for planting in _plantings():
        yield from planting.faults


def _drafts(seed: int, scale: float) -> Iterator[Draft]:
    """Every paper that will ever be there."""
    for draft in _regular(seed):
        amended = absences.amended(innocents.amended(draft))
        if amended is not None:
            yield amended
    yield from innocents.papers()
    yield from (planting.draft for planting in _plantings())
    yield from labels.interpretations()
    yield from happenings.drafts()
    for unit in UNITS:
        yield from ordinary.papers(unit, seed, scale)


def _regular(seed: int) -> Iterator[Draft]:
    for unit in UNITS:
        for source in (
            standing.standing,
            standing.yearly,
            standing.deployments,
            openness.papers,
            random_inspections.papers,
            normative.papers,
            sectors.penalties,
        ):
            yield from source(unit, seed)
    yield from sectors.education(seed)
    yield from sectors.estate(seed)
    yield from government.papers(seed)


def _created_at(draft: Draft, seed: int) -> datetime:
    return days.in_working_hours(draft.appears_on or draft.published_on, seed, draft.key)


def _documents(seed: int, drafts: list[Draft]) -> Iterator[Document]:
    """Yield the drafts in the order in which their records were made, numbered on the way."""
    counters: Counter[str] = Counter()
    made = sorted((_created_at(draft, seed), draft.key, draft) for draft in drafts)
    step = max(2, min(211, SERIAL_ROOM // max(1, len(made))))
    for rank, (created_at, key, draft) in enumerate(made):
        record = f"{int(created_at.timestamp()):08x}{dice.hex_digits(16, seed, key)}"
        folder = column_for(draft, draft.column).path
        yield Document(
            draft=draft,
            path=f"{folder}doc_{record}.html",
            created_at=created_at,
            serial=FIRST_SERIAL + rank * step + dice.draw(step, seed, key),
            number=numbering.number_of(draft, counters),
        )
