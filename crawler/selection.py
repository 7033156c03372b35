"""What the user named on the command line → names the portal and the plan know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from audit_rules.matching import is_named_column
from audit_rules.model import COLUMN_SEPARATOR, Portal
from audit_rules.plan import Plan
from crawler.errors import UnknownColumnError, UnknownPortalUnitError

COLUMNS_SHOWN: Final = 10


def portal_units(names: Iterable[str], *, portal: Portal, plan: Plan) -> frozenset[str]:
    """Return the portal file's names of the units named, by name or alias.

    Raises UnknownPortalUnitError, offering near names.
    """
    listed = {plan.units.canonical(unit.name): unit.name for unit in portal.units}
    listed |= {unit.name: unit.name for unit in portal.units}
    found = set()
    for name in names:
        known = listed.get(name) or listed.get(plan.units.canonical(name))
        if known is None:
            raise UnknownPortalUnitError(name, plan.units.nearest_names(name, tuple(listed)))
        found.add(known)
    return frozenset(found)


def canonical_units(names: Iterable[str], *, portal: Portal, plan: Plan) -> frozenset[str]:
    """Return the canonical names of units named, whether the portal or only the plan knows them."""
    found = set()
    known = {unit.name for unit in portal.units} | {entry.name for entry in plan.units.entries}
    for name in names:
        canonical = plan.units.canonical(name)
        if canonical not in known and name not in known:
            raise UnknownPortalUnitError(name, plan.units.nearest_names(name, tuple(known)))
        found.add(canonical)
    return frozenset(found)


def refuse_unknown_columns(
    names: Iterable[str], *, known: Iterable[str], place: str, plan: Plan
) -> None:
    """Raise UnknownColumnError for a name no known column path has, offering near names.

    Where no column is known at all nothing is refused: then the columns could not be read.
    """
    paths = sorted(set(known))
    for name in names:
        if paths and not any(is_named_column(path, (name,)) for path in paths):
            short = sorted({path.rpartition(COLUMN_SEPARATOR)[2] for path in paths})
            near = plan.units.nearest_names(name, tuple(short))
            raise UnknownColumnError(name, place, near or short[:COLUMNS_SHOWN])
