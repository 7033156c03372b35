"""What may answer the duties, kept aside while the documents go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audit_rules.bound_checks import BoundDutyCheck
from audit_rules.matching import (
    Selection,
    answers_by_name,
    comes_near,
    has_title_words,
    is_in_column,
    is_named_column,
    may_have_title_words,
    normalise_name,
    select_for_year,
)
from audit_rules.model import Disclosure
from audit_rules.superiors import is_of_superior
from audit_rules.units import Units


@dataclass
class _Sorted:
    """The candidates for one duty.

    `reposts` are superiors' papers with the right words: not the unit's answer, but reason to doubt
    its absence; `near` are titles a person would look at before saying that there is nothing.
    """

    matched: list[Disclosure] = field(default_factory=list)
    elsewhere: list[Disclosure] = field(default_factory=list)
    doubtful: list[Disclosure] = field(default_factory=list)
    near: list[Disclosure] = field(default_factory=list)
    reposts: list[Disclosure] = field(default_factory=list)


class Candidates:
    """The candidates for every duty of every unit, under one plan's year."""

    def __init__(self, checks: Sequence[BoundDutyCheck], units: Units, year: int) -> None:
        """Collect for these checks."""
        self.checks, self.units, self.year = checks, units, year
        self._sorted: dict[tuple[str, str, str], _Sorted] = defaultdict(_Sorted)
        self._columns_of_copies: dict[int, set[str]] = defaultdict(set)

    def offer(self, item: Disclosure) -> bool:
        """Keep the document where it may answer a duty; tell whether a row's own deadline governs it."""
        is_governed = False
        for check in self.checks:
            if check.concerns(item.unit) and self._keep(check, item):
                is_governed |= check.has_own_deadline and self._is_of_plan_year(item)
        return is_governed

    def _keep(self, check: BoundDutyCheck, item: Disclosure) -> bool:
        """Sort the document in; tell whether it has the wanted words."""
        spec = check.spec
        is_placed = is_in_column(item, spec.columns)
        if not is_placed and not spec.title_has:
            return False  # without title words the column alone tells what answers the duty
        kept = self._sorted[check.rule.id, spec.id, item.unit]
        is_answer = answers_by_name(item, spec) if is_placed else has_title_words(item, spec)
        if is_answer and is_of_superior(item, self.units):
            kept.reposts.append(item)
        elif is_answer:
            (kept.matched if is_placed else kept.elsewhere).append(item)
        elif may_have_title_words(item, spec) and (is_placed or comes_near(item, spec)):
            kept.doubtful.append(item)
        elif is_placed and comes_near(item, spec):
            kept.near.append(item)
        return is_answer

    def _is_of_plan_year(self, item: Disclosure) -> bool:
        return bool(select_for_year(Selection(matched=(item,)), self.year).matched)

    def add_copy(self, item: Disclosure) -> None:
        """Note that a collecting column shows a copy of a paper the unit has in a column of its own."""
        self._columns_of_copies[paper_of(item)].update(item.columns)

    def select(self, check: BoundDutyCheck, unit: str, *, year: int | None) -> Selection:
        """Return what answers one duty of one unit, in the order of addresses."""
        found = self._sorted.get((check.rule.id, check.spec.id, unit), _Sorted())
        collected = [item for item in found.elsewhere if self._is_collected(item, check)]
        chosen = select_for_year(
            Selection(
                matched=(*found.matched, *collected),
                elsewhere=tuple(item for item in found.elsewhere if item not in collected),
                doubtful=tuple(found.doubtful),
                near=tuple(found.near),
            ),
            year,
        )
        if chosen.matched or chosen.elsewhere or not found.reposts:
            return chosen
        return replace(chosen, doubtful=(*chosen.doubtful, *found.reposts))

    def _is_collected(self, item: Disclosure, check: BoundDutyCheck) -> bool:
        columns = self._columns_of_copies.get(paper_of(item), ())
        return any(is_named_column(path, check.spec.columns) for path in columns)


def paper_of(item: Disclosure) -> int:
    """Return a number that two pages of one unit's one paper share: unit and title."""
    return hash((item.unit, normalise_name(item.title)))
