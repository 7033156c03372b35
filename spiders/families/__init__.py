"""CMS families: one module each, found by listing this folder."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Final, cast

from spiders.errors import UnknownFamilyError
from spiders.families.base import Family

FALLBACK: Final = "generic"
_NOT_A_FAMILY: Final = frozenset(("base",))


@cache
def family_names() -> tuple[str, ...]:
    """Return the names of all families, sorted; a family's name is its module's."""
    return tuple(
        sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_A_FAMILY)
    )


@cache
def load_family(name: str) -> Family:
    """Return a family's module; UnknownFamilyError where there is none of that name."""
    if name not in family_names():
        raise UnknownFamilyError(name, family_names())
    return cast("Family", import_module(f"{__name__}.{name}"))
