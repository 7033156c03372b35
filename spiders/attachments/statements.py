"""What a document says of itself: when it was signed and until when it is valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from spiders.attachments.kinds import FileKind
from spiders.attachments.reader import AttachmentText
from spiders.fields.body import SignOff, _is_same_unit, choose_sign_off, find_sign_offs
from spiders.fields.validity import find_valid_until

_WRAPPED: Final = frozenset((FileKind.PDF, FileKind.OFD, FileKind.TEXT))
"""Kinds whose lines end where the page does."""
_FULL: Final = 0.6
"""A line that fills this share of the usual width goes on in the next unless its sentence ended."""
_SENTENCE_ENDS: Final = "。；：！？;:!?"
_TERM: Final = "有效期"
_LONGEST_PARAGRAPH: Final = 4000
"""Characters; longer ones are tables or hostile, and the search for terms is not linear in them."""
_MOST_PARAGRAPHS: Final = 200


def signed_on(lines: Sequence[str], owners: Sequence[str]) -> SignOff | None:
    """Return the sign-off by one of `owners`; None where there is none, or of two days.

    Without owners the only signature of the text counts.
    """
    chosen = choose_sign_off(lines, owners)
    if len({item.on for item in chosen}) != 1:
        return None
    if owners and not any(is_one_of(item.unit, owners) for item in chosen):
        return None
    return chosen[0]


def signed_by_others(lines: Sequence[str], owners: Sequence[str]) -> bool:
    """Whether a text is signed, and by none of `owners`."""
    found = find_sign_offs(lines)[0]
    return bool(owners and found) and not any(is_one_of(item.unit, owners) for item in found)


def valid_until(text: AttachmentText) -> tuple[date, str] | None:
    """Return the last day of validity the text states, and the words; None where days differ."""
    paragraphs = _unwrap(text.lines) if text.kind in _WRAPPED else iter(text.lines)
    stating = [words for words in paragraphs if _TERM in words and len(words) <= _LONGEST_PARAGRAPH]
    return find_valid_until("\n".join(stating[:_MOST_PARAGRAPHS]))


def is_one_of(unit: str | None, owners: Sequence[str]) -> bool:
    """Whether a unit is one of `owners`, one of the two names written shorter."""
    return any(_is_same_unit(unit, name) for name in owners)


def _unwrap(lines: Sequence[str]) -> Iterator[str]:
    """Join the lines of a sentence that the width of the page has broken."""
    widths = sorted(map(len, lines))
    usual = widths[len(widths) * 9 // 10] if widths else 0
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        if len(line) < _FULL * usual or line.endswith(tuple(_SENTENCE_ENDS)):
            yield "".join(parts)
            parts.clear()
    if parts:
        yield "".join(parts)
