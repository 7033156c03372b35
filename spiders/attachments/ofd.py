"""OFD (GB/T 33190-2016) → lines: the text codes of each page, those on one height joined.

A zip of XML: `OFD.xml` names the document, that its pages, a page its text objects with their box.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from spiders.attachments.limits import BrokenFileError, Limits, NoTextError
from spiders.attachments.tidying import is_page_number, unset

_BROKEN: Final = (
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_SAME_LINE: Final = 0.5
"""Share of a box's height by which two boxes of one line may stand apart."""


def read(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the lines and whether pages were left out. UnreadableAttachmentError says why not."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            root = _parse(archive, "OFD.xml")
            place = _resolve("", _text_of(root, "DocRoot"))
            document = _parse(archive, place)
            pages = [
                _resolve(posixpath.dirname(place), page.get("BaseLoc") or "")
                for page in document.iter("{*}Page")
            ]
            shown = pages[: limits.pages]
            lines = [line for page in shown for line in _page_lines(_parse(archive, page))]
    except _BROKEN as error:
        raise BrokenFileError from error
    if not lines:
        raise NoTextError("扫描件没有文字层")
    return iter(lines), len(pages) > len(shown)


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)


def _text_of(root: etree._Element, name: str) -> str:
    found = next(root.iter(f"{{*}}{name}"), None)
    if found is None or not found.text:
        raise ValueError(name)
    return found.text.strip()


def _resolve(folder: str, name: str) -> str:
    """Return a member's name: absolute from the root of the zip, else beside the naming file."""
    return posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/")


def _page_lines(page: etree._Element) -> list[str]:
    lines: list[str] = []
    height_before = None
    for item in page.iter("{*}TextObject"):
        words = "".join(code.text or "" for code in item.iter("{*}TextCode"))
        top, height = _box(item.get("Boundary") or "")
        if height_before is not None and abs(top - height_before) <= _SAME_LINE * height and lines:
            lines[-1] += words
        else:
            lines.append(words)
        height_before = top
    tidied = [line for line in map(unset, lines) if line]
    return [line for line in tidied if not is_page_number(line)]


def _box(boundary: str) -> tuple[float, float]:
    """Return top and height (mm) of a box `x y width height`."""
    parts = [float(part) for part in boundary.split()]
    if len(parts) != 4:
        raise ValueError(boundary)
    return parts[1], parts[3]
