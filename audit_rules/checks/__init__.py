"""Check kinds: one module each, found by listing this folder; no register."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from audit_rules.checks.base import Check

NOT_A_KIND = frozenset({"base"})


@cache
def load_checks() -> Mapping[str, Check]:
    """Return every check kind by name; a module `checks/<kind>.py` offers it as `CHECK`."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return {
        name: import_module(f"{__name__}.{name}").CHECK for name in names if name not in NOT_A_KIND
    }
