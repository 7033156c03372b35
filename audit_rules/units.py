"""Units: names, aliases and the groups a plan speaks of (区政府各部门单位, 各镇（街道、开发区）).

Source: the responsible-unit cells of 附件1. A spelling is resolved by exact canonical name, then
alias, then by the name without its district prefix; never by likeness, which is only offered to a
person who mistyped (`nearest_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process

from audit_rules.errors import UnknownUnitError
from audit_rules.strict_yaml import load_yaml, validate

DISTRICTS_FOLDER: Final = Path(__file__).parent / "districts"
CITY: Final = r"(?:[一-龥]{2,4}市)?"
"""The city a unit's full name may begin with: 淄博市淄川区科学技术局, 淄博市公安局淄川分局."""
DISTRICT_IN_TITLE: Final = re.compile(r"([一-龥]{2,6}[区县市])人民政府")

UnitKind = Literal["department", "branch", "institution", "vertical", "party", "town"]
"""department 区政府工作部门; branch 市局分局; institution 事业单位; vertical 垂直管理; party 党委机构."""


class UnitEntry(BaseModel):
    """One unit as the district's file lists it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: UnitKind
    aliases: tuple[str, ...] = ()


class GroupEntry(BaseModel):
    """A group of units a plan names: all units of some kinds, plus some by name.

    `confirmed` is False while nobody of the office has confirmed who belongs to it; duties that
    rest on such a group give at most a suspicion.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[UnitKind, ...] = ()
    units: tuple[str, ...] = ()
    confirmed: bool = True


class SuperiorEntry(BaseModel):
    """How a document of a superior body is known: the issuer's name, the number's agency code.

    A number whose agency code holds `own_sign` is the district's, whatever it begins with.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = ()
    number_codes: tuple[str, ...] = ()
    own_sign: str = ""


class UnitsFile(BaseModel):
    """The district's file of units."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    district: str
    units: tuple[UnitEntry, ...]
    groups: Mapping[str, GroupEntry]
    superiors: SuperiorEntry = SuperiorEntry()


@dataclass(frozen=True)
class Units:
    """The units of one district, ready to resolve the spellings of plans and portals.

    `districts` are the names whose units these are: the district's own (淄川区) and, for a portal that
    plays it under another name, that one. A unit of any other district is nobody here.
    """

    districts: tuple[str, ...]
    entries: tuple[UnitEntry, ...]
    groups: Mapping[str, GroupEntry]
    superiors: SuperiorEntry

    @cached_property
    def _by_spelling(self) -> Mapping[str, str]:
        spellings = {alias: unit.name for unit in self.entries for alias in unit.aliases}
        return spellings | {unit.name: unit.name for unit in self.entries}

    def find_unit(self, spelling: str) -> str | None:
        """Return the canonical name of `spelling`, or None when it names no known unit."""
        tries = (spelling, *self._without_prefix(spelling))
        return next((self._by_spelling[name] for name in tries if name in self._by_spelling), None)

    def _without_prefix(self, spelling: str) -> Iterator[str]:
        """Yield what a full name may be short for: without city, without city and district."""
        yield "市" + re.sub(f"^{CITY}", "", spelling)
        for district in self.districts:
            short = re.sub(f"^{CITY}{district}", "", spelling)
            if short != spelling:
                yield from (short, f"区{short}")

    def of_portal(self, title: str) -> Units:
        """Return the units as a portal of this title (示例区人民政府) names them."""
        found = DISTRICT_IN_TITLE.search(title)
        if found is None or found[1] in self.districts:
            return self
        return replace(self, districts=(*self.districts, found[1]))

    def names_district(self, name: str) -> bool:
        """Tell whether a name holds the district's own: 淄博市淄川区…, 市公安局淄川分局."""
        return any(district.rstrip("区县市") in name for district in self.districts)

    def canonical(self, spelling: str) -> str:
        """Return the canonical name, or the spelling itself for a unit the district's file lacks."""
        return self.find_unit(spelling) or spelling

    def resolve(self, spellings: Iterable[str], *, where: str) -> tuple[tuple[str, ...], bool]:
        """Return (canonical unit names in the order of the plan, membership confirmed).

        Raises UnknownUnitError, naming `where`, for a spelling that is neither unit nor group.
        """
        names: dict[str, None] = {}
        is_confirmed = True
        for spelling in spellings:
            if group := self.groups.get(spelling):
                is_confirmed &= group.confirmed
                names |= dict.fromkeys(self._members(group))
            elif name := self.find_unit(spelling):
                names[name] = None
            else:
                raise UnknownUnitError(spelling, self.nearest_names(spelling), where=where)
        return tuple(names), is_confirmed

    def _members(self, group: GroupEntry) -> list[str]:
        by_kind = [unit.name for unit in self.entries if unit.kind in group.kinds]
        return by_kind + [self.canonical(name) for name in group.units]

    def nearest_names(self, spelling: str, among: Iterable[str] = ()) -> tuple[str, ...]:
        """Return up to three known names that look like `spelling`, best first."""
        names = tuple(among) or tuple(unit.name for unit in self.entries)
        found = process.extract(spelling, names, scorer=fuzz.WRatio, limit=3, score_cutoff=50)
        return tuple(name for name, _score, _index in found)


def load_units(path: Path) -> Units:
    """Load a district's units file, refusing one spelling that means two units."""
    document = load_yaml(path)
    file = validate(document, UnitsFile)
    _refuse_double_spellings(file, path)
    return Units(
        districts=(file.district,),
        entries=file.units,
        groups=file.groups,
        superiors=file.superiors,
    )


def _refuse_double_spellings(file: UnitsFile, path: Path) -> None:
    owner: dict[str, str] = {}
    for unit in file.units:
        for spelling in (unit.name, *unit.aliases):
            if owner.setdefault(spelling, unit.name) != unit.name:
                raise UnknownUnitError(spelling, (owner[spelling], unit.name), where=str(path))
