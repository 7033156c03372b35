"""A portal's YAML file → `Portal`: who publishes where, and how fast we may ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urljoin, urlsplit

from pydantic import BaseModel, ConfigDict, Field

from audit_rules.errors import InvalidFileError, Problem
from audit_rules.model import Column, Portal, PortalUnit
from audit_rules.strict_yaml import YamlDocument, YamlPath, load_yaml, validate
from spiders.families import family_names

PORTALS_FOLDER: Final = Path(__file__).parent / "portals"
ShortName = Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]


class ColumnEntry(BaseModel):
    """A column named by hand. `name` may be a path joined with `/`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    url: str = Field(min_length=1)


class UnitEntry(BaseModel):
    """A unit: its name as the portal's unit list has it, and its disclosure home."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    site: str = Field(min_length=1)
    columns: tuple[ColumnEntry, ...] = ()


class PortalFile(BaseModel):
    """The keys of a portal file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    portal: ShortName
    name: str = Field(min_length=1)
    base_url: str = Field(pattern=r"^https?://[^/\s]+")
    family: str
    units: tuple[UnitEntry, ...] = Field(min_length=1)
    columns: tuple[ColumnEntry, ...] = ()
    expected: Mapping[str, int] = {}
    requests_per_second: float = Field(default=1, gt=0, le=1000)
    allowed_hosts: tuple[str, ...] = ()
    browser: Literal["auto", "never", "always"] = "auto"


def list_portals() -> tuple[str, ...]:
    """Return the names of the bundled portals."""
    return tuple(sorted(path.stem for path in PORTALS_FOLDER.glob("*.yaml")))


def load_portal(path: Path) -> Portal:
    """Load a portal file. Raises an error that names file, line and key."""
    document = load_yaml(path)
    file = validate(document, PortalFile)
    _refuse_impossible(file, document)
    return Portal(
        name=file.portal,
        title=file.name,
        base_url=file.base_url,
        family=file.family,
        units=tuple(_unit(entry, file.base_url) for entry in file.units),
        columns=tuple(_column(entry, None, file.base_url) for entry in file.columns),
        expected=file.expected,
        requests_per_second=file.requests_per_second,
        allowed_hosts=_hosts(file),
        browser=file.browser,
    )


def _hosts(file: PortalFile) -> tuple[str, ...]:
    """Return the hosts that may be asked: the portal's, those allowed, and those of named addresses."""
    columns = (*file.columns, *(column for unit in file.units for column in unit.columns))
    named = (file.base_url, *(unit.site for unit in file.units), *(each.url for each in columns))
    hosts = (urlsplit(urljoin(file.base_url, address)).hostname or "" for address in named)
    return tuple(dict.fromkeys((*hosts, *(host.lower() for host in file.allowed_hosts))))


def _refuse_impossible(file: PortalFile, document: YamlDocument) -> None:
    problems = []
    if file.family not in family_names():
        known = "、".join(family_names())
        text = f"没有“{file.family}”这种网站系统，可用的有：{known}"
        problems.append(Problem(document.line_of(("family",)), "family", text))
    problems += _broken_addresses(file, document)
    if problems:
        raise InvalidFileError(document.path, problems)
    seen: set[str] = set()
    for index, unit in enumerate(file.units):
        for key, value in (("name", unit.name), ("site", urljoin(file.base_url, unit.site))):
            if value in seen:
                line = document.line_of(("units", index, key))
                problems.append(Problem(line, f"units[{index}].{key}", f"“{value}”重复"))
            seen.add(value)
    if problems:
        raise InvalidFileError(document.path, problems)


def _broken_addresses(file: PortalFile, document: YamlDocument) -> Iterator[Problem]:
    """Say of every address that cannot be one where it stands."""
    places: dict[YamlPath, str] = {("base_url",): file.base_url}
    for index, unit in enumerate(file.units):
        places["units", index, "site"] = unit.site
        for number, column in enumerate(unit.columns):
            places["units", index, "columns", number, "url"] = column.url
    for index, column in enumerate(file.columns):
        places["columns", index, "url"] = column.url
    for path, address in places.items():
        try:
            _ = urlsplit(urljoin(file.base_url, address)).port
        except ValueError:
            line, key = document.line_of(path), ".".join(map(str, path))
            yield Problem(line, key, f"“{address}”不是网址")


def _unit(entry: UnitEntry, base_url: str) -> PortalUnit:
    return PortalUnit(
        name=entry.name,
        site=urljoin(base_url, entry.site),
        columns=tuple(_column(column, entry.name, base_url) for column in entry.columns),
    )


def _column(entry: ColumnEntry, unit: str | None, base_url: str) -> Column:
    return Column(unit=unit, path=entry.name, url=urljoin(base_url, entry.url))
