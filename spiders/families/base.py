"""What a CMS family module offers; `spiders/families/<name>.py`, found by listing the folder.

A family is recognised by evidence that its makers cannot restyle away: the grammar of its addresses
and the words of its labels, never class names or the order of tags. `Family` lists the functions a module has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from audit_rules.model import Listing, PageKind, PageRecord
from spiders.menu import ColumnLink
from spiders.page import Page


class Family(Protocol):
    """The names and functions of a family module (modules are the only implementations)."""

    @property
    def MAKER(self) -> str:  # noqa: N802 - a constant of the module
        """What the trade calls the system, in Chinese."""

    @property
    def recognises(self) -> Callable[[Page], bool]:
        """`recognises(page)`: whether the page is made by this CMS, on evidence."""

    @property
    def kind_of(self) -> Callable[[Page], PageKind | None]:
        """`kind_of(page)`: what the page is, where the family's own evidence tells; else None."""

    @property
    def read_columns(self) -> Callable[[Page], tuple[ColumnLink, ...]]:
        """`read_columns(page)`: the columns a unit's disclosure home links to, in page order."""

    @property
    def columns_obstacle(self) -> Callable[[Page], str | None]:
        """`columns_obstacle(page)`: why `read_columns` cannot have seen the whole tree, in Chinese."""

    @property
    def read_list(self) -> Callable[[Page], Listing]:
        """`read_list(page)`: the rows of one list page and what it says of the rest."""

    @property
    def read_disclosure(self) -> Callable[[Page], PageRecord]:
        """`read_disclosure(page)`: the fields of one published item."""
