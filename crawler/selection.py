"""What the user named on the command line → names the portal and the plan know."""

from __future__ import annotations

from collections.abc import Iterable

from audit_rules.model import Portal
from audit_rules.plan import Plan
from crawler.errors import UnknownPortalUnitError


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
