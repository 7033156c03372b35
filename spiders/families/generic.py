"""Any other CMS: labels, national meta names and repeated structure only; nothing is guessed."""

from __future__ import annotations

from typing import Final

from audit_rules.model import Listing, PageKind, PageRecord
from spiders.dated_list import kind_by_rows, read_dated_list
from spiders.disclosure import read_document
from spiders.menu import ColumnLink
from spiders.page import Page

NAME: Final = "generic"
MAKER: Final = "通用读法"


def recognises(page: Page) -> bool:  # noqa: ARG001 - the last resort, never recognised as such
    """Never: this module reads what no family claims."""
    return False


def kind_of(page: Page) -> PageKind | None:
    """Tell a list from a document: by the national meta set, by a box, by dated rows."""
    return kind_by_rows(page)


def read_columns(page: Page) -> tuple[ColumnLink, ...]:  # noqa: ARG001 - unknown grammar
    """Return nothing: without an address grammar a column cannot be told from any other link."""
    return ()


def columns_obstacle(page: Page) -> str | None:  # noqa: ARG001 - unknown grammar
    """Return nothing: no column is read here, and that alone says the tree was not."""
    return None


def read_list(page: Page) -> Listing:
    """Read the group with the most dated rows; a list without dates is not read at all."""
    return read_dated_list(page)


def read_disclosure(page: Page) -> PageRecord:
    """Read a document by its labels."""
    return read_document(page, by=NAME)
