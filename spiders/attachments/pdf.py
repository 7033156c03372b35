"""PDF → lines, with PDFium. The lines are those of the printed page: a sentence may run over many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pypdfium2
from pypdfium2 import raw

from spiders.attachments.limits import BrokenFileError, EncryptedError, Limits, NoTextError
from spiders.attachments.tidying import is_page_number, unset
from spiders.wording import squeeze

_UNMAPPED: Final = re.compile("[\ue000-\uf8ff\ufffd\ufffe\x00-\x08\x0e-\x1f]")
_MOST_UNMAPPED: Final = 0.3
"""Share of signs without a code above which a text layer says nothing."""
_STAMP: Final = 20
"""Letters: a picture of a page may carry the stamp of the scanner's program, no document is as short."""
_SAMPLED_PAGES: Final = 3


def read(body: bytes, limits: Limits) -> tuple[Iterator[str], bool]:
    """Return the lines and whether pages were left out; UnreadableAttachmentError says why not.

    A file whose pages are pictures is refused, and so is one whose letters have no codes.
    """
    document = _open(body)
    count = len(document)
    read_pages = [_page_lines(document, number) for number in range(min(count, limits.pages))]
    pages = [lines for lines in read_pages if lines is not None]
    if not pages:
        raise BrokenFileError("没有可读的页面")
    _refuse_pictures(document, [line for lines in pages for line in lines])
    return (line for lines in pages for line in lines), count > limits.pages


def _open(body: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise EncryptedError from error
        raise BrokenFileError from error


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[str] | None:
    """Return a page's lines without the page number at its foot or head; None for a broken page."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    text = page.get_textpage()
    lines = [unset(line) for line in text.get_text_range().splitlines()]
    text.close()
    page.close()
    lines = [line for line in lines if line]
    if lines and is_page_number(lines[-1]):
        lines.pop()
    if lines and is_page_number(lines[0]):
        lines.pop(0)
    return lines


def _refuse_pictures(document: pypdfium2.PdfDocument, lines: list[str]) -> None:
    words = "".join(squeeze(line) for line in dict.fromkeys(lines))
    if not words or (len(words) < _STAMP and _has_picture(document)):
        raise NoTextError("扫描件没有文字层")
    if len(_UNMAPPED.findall(words)) > _MOST_UNMAPPED * len(words):
        raise NoTextError("文字层没有编码，无法识别")


def _has_picture(document: pypdfium2.PdfDocument) -> bool:
    for number in range(min(len(document), _SAMPLED_PAGES)):
        try:
            objects = document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            if next(iter(objects), None) is not None:
                return True
        except pypdfium2.PdfiumError:
            continue
    return False
