"""The looks of the portal, by name: the same facts in different markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sample_portal.skins.base import Skin
from sample_portal.skins.classic import CLASSIC
from sample_portal.skins.modern import MODERN

SKINS: Final[Mapping[str, Skin]] = {"classic": CLASSIC, "modern": MODERN}
