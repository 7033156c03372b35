"""The facts of a document page: each field from the most trusted place that shows it.

Label over `<meta>`; places that disagree are kept as conflicts; words not understood are kept as
unreadable. A family that knows better replaces single fields of the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Final

from audit_rules.document_numbers import find_number, numbers_in_field
from audit_rules.model import FieldSource, PageKind, PageRecord, Validity
from spiders.errors import FieldError
from spiders.evidence import UNLABELLED_BOX, Candidate, Reading, candidate, parsed, settle
from spiders.fields.body import SignOff, choose_sign_off, main_text, text_sha256
from spiders.fields.document_number import parse_document_number, says_none
from spiders.fields.events import find_events
from spiders.fields.index_number import parse_index_number
from spiders.fields.record_ids import parse_record_instant
from spiders.fields.validity import find_valid_until, parse_valid_until, parse_validity_of
from spiders.fields.vocabulary import LABELS
from spiders.headings import is_titled
from spiders.labels import Pair, printed_labels
from spiders.offered_files import FILE_ENDINGS, names_file, read_attachments
from spiders.page import Page
from spiders.publication import formation_pairs, instant_of, read_formed, read_published
from spiders.sheet import Sheet, lay_out
from spiders.wording import squeeze, tidy

__all__ = ("FILE_ENDINGS", "names_file", "read_attachments", "read_document")

_OF_SUPERIOR: Final = re.compile("国|中[^川]|省|鲁|淄(?!川)")
"""How numbers of the state, the province (鲁) and the city (淄) begin."""
_RESPONSIBLE: Final = ("责任单位", "公开责任部门")
_TITLE_NUMBER: Final = re.compile(r"[（(]([^（）()]{2,30}[〔\[［【]\d{4}[〕\]］】]\d{1,6}号)[）)]$")
_OF_ANOTHER: Final = re.compile("转发|解读|图解|废止|失效|修改|修订|问答")
_LOCAL: Final = re.compile("[区县镇乡]|街道")
_LABEL_CELLS: Final = frozenset(("td", "th", "dt"))
_LONGEST_LABEL: Final = 20


def read_document(
    page: Page, *, by: str, kind: PageKind = PageKind.DISCLOSURE, sheet: Sheet | None = None
) -> PageRecord:
    """Read a page that shows one document; `by` names the reader in every field's source."""
    sheet = sheet or lay_out(page)
    texts = tuple(line.text for line in sheet.text if not line.is_link)
    sign_offs = choose_sign_off(texts, _owners(sheet))
    text = main_text(texts)
    validity = _read_validity(sheet, by)
    number = _read_number(sheet, by, sign_offs)
    formed = formation_pairs(sheet, sign_offs)
    published = read_published(sheet, formed, by)
    readings: dict[str, Reading[object]] = {
        "title": _read_title(sheet, by),
        "published_on": published,
        "formed_on": read_formed(sheet, formed, sign_offs, by),
        "document_number": number,
        "validity": validity,
        "valid_until": _read_valid_until(sheet, text, by),
        "index_number": _read_index(sheet, by),
        "unit": _read_unit(sheet, by),
        "source": _read_source(sheet, by),
    }
    return PageRecord(
        url=page.address,
        family=by,
        page_kind=kind,
        published_at=instant_of(published),
        document_number_raw=number.source.raw if number.source else number.unreadable,
        validity_raw=validity.source.raw if validity.source else validity.unreadable,
        attachments=read_attachments(page, sheet),
        record_created_at=parse_record_instant(page.address),
        text_sha256=text_sha256(text),
        fields={name: item.source for name, item in readings.items() if item.source},
        unreadable={name: item.unreadable for name, item in readings.items() if item.unreadable},
        conflicts=tuple(conflict for item in readings.values() for conflict in item.conflicts),
        events=find_events((*texts, *_cell_pairs(sheet))),
        labels_read=_labels_read(sheet, formed),
        labels_printed=_labels_printed(sheet, formed),
        **{name: item.value for name, item in readings.items()},  # type: ignore[arg-type]
    )


def _labels_read(sheet: Sheet, formed: Sequence[Pair]) -> frozenset[str]:
    """Return the fields whose box was understood, or stands there empty for certain.

    Empty is not certain where the value of a like label was not told, where the label has a value in
    another place, where a superior's number stands under the title, and on a page that was cut off.
    """
    filled = {pair.field for pair in sheet.pairs if pair.value}
    filled.update("formed_on" for _ in formed)
    blank = {pair.field for pair in sheet.pairs} - filled - sheet.unread - sheet.elsewhere
    if sheet.page.is_cut:
        blank = set()
    if _number_below(sheet) is not None:
        blank.discard("document_number")
    return frozenset((filled | blank) - {""})


def _labels_printed(sheet: Sheet, formed: Sequence[Pair]) -> frozenset[str]:
    """Return the fields named anywhere; of a page that was cut off any may be in the lost part."""
    printed = printed_labels(sheet.page.unstyled_lines) | sheet.unread
    if formed:
        printed |= {"formed_on"}
    return printed | frozenset(LABELS) - {""} if sheet.page.is_cut else printed


def _owners(sheet: Sheet) -> list[str]:
    """Return the names the page gives the unit it is of: its box, its title before 关于."""
    titles = [found.words.split("关于", 1)[0] for found in sheet.titles if "关于" in found.words]
    return [name for name in (*(pair.value for pair in sheet.values("unit")), *titles) if name]


def _cell_pairs(sheet: Sheet) -> list[str]:
    """Join label cells of tables in the text with the cells beside them."""
    if not any(line.tag in _LABEL_CELLS for line in sheet.text):
        return []
    return [
        f"{line.text}：{following.text}"
        for line, following in pairwise(sheet.text)
        if line.tag in _LABEL_CELLS
        and len(line.text) <= _LONGEST_LABEL
        and following.element.getprevious() is line.element
    ]


def _read_title(sheet: Sheet, by: str) -> Reading[str]:
    candidates = [Candidate(found.words, found.where, tidy(found.words)) for found in sheet.titles]
    return settle("title", candidates, by, squeeze)


def _read_number(sheet: Sheet, by: str, sign_offs: Sequence[SignOff]) -> Reading[str]:
    """Box first; a box that is blank or not there yields to the number directly under the title.

    Not to a superior's number: there the page shows a paper its own unit only forwards.
    """
    pairs = sheet.values("document_number")
    candidates = [item for pair in pairs for item in _numbers_of(pair)]
    stated = next((item for item in candidates if says_none(item.raw)), None)
    if stated and not any(item.value for item in candidates):
        return Reading(source=FieldSource(raw=stated.raw, where=stated.where, by=by))
    names = (*_owners(sheet), *(item.unit or "" for item in sign_offs))
    shown = [_number_below(sheet), _number_above(sheet), _number_in_title(sheet)]
    is_local = any(map(_LOCAL.search, names))
    own = [
        item for item in shown if item and not (is_local and _OF_SUPERIOR.match(item.value or ""))
    ]
    return settle("document_number", [*candidates, *own[:1]], by, str)


def _numbers_of(pair: Pair) -> list[Candidate[str]]:
    """Read a number box; of a box that holds more than a number only the numbers."""
    box = candidate(pair, parse_document_number)
    numbers = numbers_in_field(pair.value) if box.is_unreadable else ()
    return [parsed(number, box.where, parse_document_number) for number in numbers] or [box]


def _number_below(sheet: Sheet) -> Candidate[str] | None:
    """Return the number directly under the title, whoever's it is."""
    below = sheet.below_heading()
    shown = find_number(below.text) if below else None
    if below is None or shown is None or shown.canonical is None:
        return None
    return Candidate(below.text, "标题下", shown.canonical)


def _number_above(sheet: Sheet) -> Candidate[str] | None:
    """Return the number in the paragraph directly over the title, where GB/T 9704 has it."""
    above = sheet.above_heading()
    shown = find_number(above.text) if above else None
    if above is None or shown is None or shown.canonical is None:
        return None
    return Candidate(above.text, "标题上", shown.canonical)


def _number_in_title(sheet: Sheet) -> Candidate[str] | None:
    """Return the number in brackets the title ends with, directly behind the name of a genre.

    Titles that speak of another document (转发, 解读, 废止) may end with that one's number.
    """
    for found in sheet.titles[:1]:
        words = squeeze(found.words)
        behind = _TITLE_NUMBER.search(words)
        if behind and not _OF_ANOTHER.search(words) and is_titled(words[: behind.start()]):
            shown = find_number(behind[1])
            if shown and shown.canonical and "《" not in words[behind.start() - 1 :]:
                return Candidate(behind[1], found.where, shown.canonical)
    return None


def _read_validity(sheet: Sheet, by: str) -> Reading[Validity]:
    candidates = [
        candidate(pair, partial(parse_validity_of, label=pair.label))
        for pair in sheet.values("validity")
    ]
    return settle("validity", candidates, by, lambda value: value.value)


_EXPLAINS: Final = re.compile("解读|问答|图解|一图读懂|答记者问")
"""Titles of papers about another paper, whose term they state."""


def _read_valid_until(sheet: Sheet, text: str, by: str) -> Reading[date]:
    pairs = (*sheet.values("valid_until"), *sheet.values("validity"))
    candidates = [parsed(pair.value, f"标签“{pair.label}”", parse_valid_until) for pair in pairs]
    explains = any(_EXPLAINS.search(found.words) for found in sheet.titles)
    stated = None if explains else find_valid_until(text)
    if stated:
        candidates.append(Candidate(stated[1], "正文", stated[0]))
    return settle("valid_until", candidates, by, date.isoformat)


def _read_source(sheet: Sheet, by: str) -> Reading[str]:
    candidates = [candidate(pair, _name) for pair in sheet.values("source")]
    printed = sheet.page.meta.get("contentsource")
    if printed:
        candidates.append(Candidate(printed, "meta ContentSource", printed))
    settled = settle("source", candidates, by, squeeze)
    return Reading(settled.value, settled.source)


def _read_index(sheet: Sheet, by: str) -> Reading[str]:
    candidates = [candidate(pair, parse_index_number) for pair in sheet.values("index_number")]
    candidates += _unlabelled(sheet, "index_number", parse_index_number)
    return settle("index_number", candidates, by, squeeze)


def _read_unit(sheet: Sheet, by: str) -> Reading[str]:
    """Read who publishes; who is responsible (公开责任部门) only where no other label names anybody."""
    pairs = sheet.values("unit")
    named = tuple(pair for pair in pairs if pair.label not in _RESPONSIBLE)
    pairs = named if any(pair.value for pair in named) else pairs
    candidates = [candidate(pair, _name) for pair in pairs]
    return settle("unit", [*candidates, *_unlabelled(sheet, "unit", _name)], by, squeeze)


def _unlabelled(
    sheet: Sheet, name: str, parse: Callable[[str], str | None]
) -> list[Candidate[str]]:
    """Read the box of values without labels; it is there only where no such label is printed."""
    words = sheet.unlabelled.get(name)
    return [parsed(words, UNLABELLED_BOX, parse)] if words else []


def _name(raw: str) -> str | None:
    """Return a name as printed; None for an empty box, FieldError where a label stuck to it."""
    text = tidy(raw)
    if any(colon in text for colon in ":：") or len(text) > 100:
        raise FieldError(raw)
    return None if text in ("", "-", "无", "/") else text
