"""DOCX → lines: paragraphs and tables in the order of the document, no headers, no text boxes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from spiders.attachments.limits import BrokenFileError, Limits
from spiders.attachments.tidying import CELL, tidy_cells

_NAMESPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS: Final = frozenset(
    _NAMESPACE + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
"""Stand around paragraphs without being seen: content controls, accepted insertions."""
_UNSEEN: Final = frozenset(
    _NAMESPACE + name for name in ("del", "moveFrom", "txbxContent", "instrText", "rPr", "pPr")
)
_BREAKS: Final = {_NAMESPACE + "br": "\n", _NAMESPACE + "cr": "\n", _NAMESPACE + "tab": " "}
_DEEPEST: Final = 20
"""Tables inside tables; real ones reach three."""


def read(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the lines; a table's row is one line. UnreadableAttachmentError says why not.

    python-docx parses without expanding entities, so a file that multiplies them stays small.
    """
    del limits  # the zip's were checked when its kind was told
    try:
        document = docx.Document(io.BytesIO(body))
    except (OpcError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise BrokenFileError from error
    return _blocks(document.element.body, 0), False


def _blocks(parent: etree._Element, depth: int) -> Iterator[str]:
    for child in parent:
        if child.tag == _NAMESPACE + "p":
            yield from (tidy_cells(line) for line in _words(child).split("\n"))
        elif child.tag == _NAMESPACE + "tbl" and depth < _DEEPEST:
            yield from _rows(child, depth)
        elif child.tag in _WRAPPERS and depth < _DEEPEST:
            yield from _blocks(child, depth + 1)


def _rows(table: etree._Element, depth: int) -> Iterator[str]:
    for row in table.iter(_NAMESPACE + "tr"):
        if next(row.iterancestors(_NAMESPACE + "tbl")) is not table:
            continue  # belongs to a table inside a cell, read with that cell
        cells = (
            " ".join(line.replace(CELL, " ") for line in _blocks(cell, depth + 1) if line)
            for cell in row.iter(_NAMESPACE + "tc")
            if next(cell.iterancestors(_NAMESPACE + "tr")) is row
        )
        yield tidy_cells(CELL.join(cells))


def _words(paragraph: etree._Element) -> str:
    """Join a paragraph's text. Recursion is not used: the file's author chooses the depth."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _UNSEEN or not isinstance(element.tag, str):
            continue
        if element.tag == _NAMESPACE + "t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(_BREAKS[element.tag])
        else:
            stack.extend(reversed(element))
    return "".join(parts)
