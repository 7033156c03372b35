"""Column trees as navigation, and the address oddities of links."""

from __future__ import annotations

from functools import cache
from typing import Final

from sample_portal import columns, dice
from sample_portal.columns import Column
from sample_portal.pages import Branch, Link
from sample_portal.units import Unit

KEY_PERCENT: Final = 12
"""Share of tree links that carry a `?key=` and lead to the same page as without it."""


@cache
def tree_of(unit: Unit | None) -> tuple[Branch, ...]:
    """Return the unit's tree, or the government-level columns where there is no unit."""
    if unit is None:
        return tuple(Branch(_leaf(column)) for column in columns.GOVERNMENT)
    return _branches(columns.columns_of(unit), 0)


def _branches(leaves: tuple[Column, ...], depth: int) -> tuple[Branch, ...]:
    """Return the leaves below one node, grouped by the name at this depth, in order."""
    groups: dict[str, list[Column]] = {}
    for leaf in leaves:
        groups.setdefault(leaf.names[depth], []).append(leaf)
    return tuple(
        Branch(_leaf(group[0]))
        if len(group[0].names) == depth + 1
        else Branch(Link(name, ""), _branches(tuple(group), depth + 1))
        for name, group in groups.items()
    )


def _leaf(column: Column) -> Link:
    if dice.is_chosen(KEY_PERCENT, "key", column.path):
        millis = 1606898238000 + dice.draw(10**9, "key", column.path)
        return Link(column.names[-1], f"{column.path}?key={millis}")
    return Link(column.names[-1], column.path)
