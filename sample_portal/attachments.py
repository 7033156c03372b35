"""The attachments: their addresses and their bytes."""

from __future__ import annotations

from typing import Final

from sample_portal import dice
from sample_portal.documents import Document
from sample_portal.pages import Link

OBJECTS: Final = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>"
    ),
    b"",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)
"""The objects of a one-page file; the fourth, its text, is put in."""


def files_of(document: Document) -> tuple[Link, ...]:
    """Return the attachments beside a document's page."""
    stem = document.path.removesuffix(".html")
    key = document.draft.key
    return tuple(
        Link(f"附件{number + 1}：有关表格.pdf", f"{stem}_{dice.hex_digits(32, key, number)}.pdf")
        for number in range(document.draft.attachments)
    )


def owner_of(path: str) -> str:
    """Return the address of the page to which an attachment's address belongs."""
    return f"{path[: -len('_.pdf') - 32]}.html"


def pdf(words: str) -> bytes:
    """Return a valid PDF of one page that says the words (ASCII)."""
    text = f"BT /F1 12 Tf 72 770 Td ({words}) Tj ET".encode("ascii")
    stream = b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text)
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(OBJECTS, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content or stream)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n%btrailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(body))
    )
