"""The facts of a document page: each field from the most trusted place that shows it.

Label over `<meta>`; places that disagree are kept as conflicts; words not understood are kept as
unreadable. A family that knows better replaces single fields of the record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Final, Generic, TypeVar

from audit_rules.document_numbers import find_number, numbers_in_field
from audit_rules.model import Attachment, Conflict, FieldSource, PageKind, PageRecord, Validity
from spiders.errors import FieldError
from spiders.fields.body import SignOff, choose_sign_off, main_text, text_sha256
from spiders.fields.dates import parse_date, parse_instant
from spiders.fields.document_number import parse_document_number, says_none
from spiders.fields.events import find_events
from spiders.fields.index_number import parse_index_number
from spiders.fields.record_ids import parse_record_instant
from spiders.fields.validity import find_valid_until, parse_valid_until, parse_validity_of
from spiders.fields.vocabulary import LABELS
from spiders.labels import Pair, printed_labels
from spiders.lines import words_of
from spiders.page import Page
from spiders.sheet import Sheet, lay_out
from spiders.wording import squeeze, tidy

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_ENTRY_LABELS: Final = ("发文日期", "发文时间", "生成日期")
"""Dates of publication where no other label names one; next to one they mean something else."""
_MADE_ON: Final = "生成日期"
_OF_SUPERIOR: Final = re.compile("国|中[^川]|省|鲁|淄(?!川)")
"""How numbers of the state, the province (鲁) and the city (淄) begin."""
_LOCAL: Final = re.compile("[区县镇乡]|街道")
_LABEL_CELLS: Final = frozenset(("td", "th", "dt"))
_LONGEST_LABEL: Final = 20
_MOST_FILES: Final = 1000
"""Of one page; more is a page made to be read for ever."""
FILE_ENDINGS: Final = (
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".7z", ".ppt",
    ".pptx", ".csv", ".txt", ".ceb",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading(Generic[T_co]):
    """One field read: its value and place, the words not understood, the places that disagree."""

    value: T_co | None = None
    source: FieldSource | None = None
    unreadable: str | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate(Generic[T]):
    """One place that shows a field."""

    raw: str
    where: str
    value: T | None = None
    is_unreadable: bool = field(default=False)


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
    published = _read_published(sheet, by)
    readings: dict[str, Reading[object]] = {
        "title": _read_title(sheet, by),
        "published_on": published,
        "formed_on": _read_formed(sheet, sign_offs, by),
        "document_number": number,
        "validity": validity,
        "valid_until": _read_valid_until(sheet, text, by),
        "index_number": _read_words(sheet, "index_number", parse_index_number, by),
        "unit": _read_words(sheet, "unit", _name, by),
        "source": _read_source(sheet, by),
    }
    return PageRecord(
        url=page.address,
        family=by,
        page_kind=kind,
        published_at=_instant_of(published),
        document_number_raw=number.source.raw if number.source else number.unreadable,
        validity_raw=validity.source.raw if validity.source else validity.unreadable,
        attachments=read_attachments(page),
        record_created_at=parse_record_instant(page.address),
        text_sha256=text_sha256(text),
        fields={name: item.source for name, item in readings.items() if item.source},
        unreadable={name: item.unreadable for name, item in readings.items() if item.unreadable},
        conflicts=tuple(conflict for item in readings.values() for conflict in item.conflicts),
        events=find_events((*texts, *_cell_pairs(sheet))),
        labels_read=_labels_read(sheet),
        labels_printed=_labels_printed(sheet),
        **{name: item.value for name, item in readings.items()},  # type: ignore[arg-type]
    )


def _labels_read(sheet: Sheet) -> frozenset[str]:
    """Return the fields whose box was understood, or stands there empty for certain.

    Empty is not certain where the value of a like label was not told, where the label has a value in
    another place, where a superior's number stands under the title, and on a page that was cut off.
    """
    filled = {pair.field for pair in sheet.pairs if pair.value}
    filled.update("formed_on" for _ in _formation_pairs(sheet))
    blank = {pair.field for pair in sheet.pairs} - filled - sheet.unread - sheet.elsewhere
    if sheet.page.is_cut:
        blank = set()
    if _number_below(sheet) is not None:
        blank.discard("document_number")
    return frozenset((filled | blank) - {""})


def _labels_printed(sheet: Sheet) -> frozenset[str]:
    """Return the fields named anywhere; of a page that was cut off any may be in the lost part."""
    printed = printed_labels(sheet.page.unstyled_lines) | sheet.unread
    if _formation_pairs(sheet):
        printed |= {"formed_on"}
    return printed | frozenset(LABELS) - {""} if sheet.page.is_cut else printed


def _owners(sheet: Sheet) -> list[str]:
    """Return the names the page gives the unit it is of: its box, its title before 关于."""
    titles = [found.words.split("关于", 1)[0] for found in sheet.titles if "关于" in found.words]
    return [name for name in (*(pair.value for pair in sheet.values("unit")), *titles) if name]


def read_attachments(page: Page) -> tuple[Attachment, ...]:
    """Return the files a page offers, each address once, in page order."""
    found: dict[str, Attachment] = {}
    for link in page.root.iter("a"):
        href = link.get("href")
        if not href or not _names_file(href):
            continue
        if len(found) >= _MOST_FILES:
            break
        address = page.resolve(href)
        if address:
            name = words_of(link) or tidy(link.get("title") or "")
            found.setdefault(address, Attachment(url=address, name=name))
    return tuple(found.values())


def _names_file(href: str) -> bool:
    """Whether an address ends as files do, its query passed over."""
    path = href.split("?", 1)[0].rstrip() if "?" in href else href.rstrip()
    return path[-1:] not in ("/", "l") and path.lower().endswith(FILE_ENDINGS)


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
    candidates = [_Candidate(found.words, found.where, tidy(found.words)) for found in sheet.titles]
    return _settle("title", candidates, by, squeeze)


def _read_published(sheet: Sheet, by: str) -> Reading[date]:
    pairs = sorted(sheet.values("published_on"), key=_trust)
    formed = _formation_pairs(sheet)
    pairs = [pair for pair in pairs if pair not in formed]
    named = [pair for pair in pairs if pair.label not in _ENTRY_LABELS]
    has_own = any(pair.value for pair in named)
    candidates = [_candidate(pair, parse_date) for pair in (named if has_own else pairs)]
    if has_own:
        candidates += _entry_dates(sheet, pairs)
    printed = sheet.page.meta.get("pubdate")
    if printed:
        candidates.append(_parsed(printed, "meta PubDate", parse_date))
    return _settle("published_on", candidates, by, date.isoformat)


def _formation_pairs(sheet: Sheet) -> list[Pair]:
    """Take 生成日期 beside a 发布日期 for the day of formation, where no 成文日期 is printed."""
    published = sheet.values("published_on")
    if any(pair.value for pair in sheet.values("formed_on")) or not any(
        pair.value and pair.label not in _ENTRY_LABELS for pair in published
    ):
        return []
    return [pair for pair in published if pair.label == _MADE_ON and pair.value]


def _entry_dates(sheet: Sheet, pairs: Sequence[Pair]) -> list[_Candidate[date]]:
    """Read 发文日期 next to a 发布日期: a second witness, unless it repeats the written date."""
    formed = {pair.value for pair in sheet.values("formed_on")}
    entered = [pair for pair in pairs if pair.label in _ENTRY_LABELS and pair.value not in formed]
    read = [_candidate(pair, parse_date) for pair in entered]
    return [item for item in read if item.value is not None]


def _trust(pair: Pair) -> int:
    """Rank the labels of one field as the vocabulary lists them."""
    return LABELS[pair.field].index(pair.label)


def _instant_of(published: Reading[date]) -> datetime | None:
    if published.source is None:
        return None
    try:
        return parse_instant(published.source.raw)
    except FieldError:
        return None


def _read_formed(sheet: Sheet, sign_offs: Sequence[SignOff], by: str) -> Reading[date]:
    """Box first, then the sign-off; one that agrees with the box is the document's own."""
    pairs = (*sheet.values("formed_on"), *_formation_pairs(sheet))
    candidates = [_candidate(pair, parse_date) for pair in pairs]
    labelled = {item.value for item in candidates if item.value}
    own = [item for item in sign_offs if item.on in labelled] or sign_offs
    candidates += [_Candidate(item.raw, "落款", item.on) for item in own]
    return _settle("formed_on", candidates, by, date.isoformat)


def _read_number(sheet: Sheet, by: str, sign_offs: Sequence[SignOff]) -> Reading[str]:
    """Box first; a box that is blank or not there yields to the number directly under the title.

    Not to a superior's number: there the page shows a paper its own unit only forwards.
    """
    pairs = sheet.values("document_number")
    candidates = [item for pair in pairs for item in _numbers_of(pair)]
    stated = next((item for item in candidates if says_none(item.raw)), None)
    if stated and not any(item.value for item in candidates):
        return Reading(source=FieldSource(raw=stated.raw, where=stated.where, by=by))
    below = _number_below(sheet)
    names = (*_owners(sheet), *(item.unit or "" for item in sign_offs))
    if below and not (_OF_SUPERIOR.match(below.value or "") and any(map(_LOCAL.search, names))):
        candidates.append(below)
    return _settle("document_number", candidates, by, str)


def _numbers_of(pair: Pair) -> list[_Candidate[str]]:
    """Read a number box; of a box that holds more than a number only the numbers."""
    candidate = _candidate(pair, parse_document_number)
    numbers = numbers_in_field(pair.value) if candidate.is_unreadable else ()
    return [_parsed(number, candidate.where, parse_document_number) for number in numbers] or [
        candidate
    ]


def _number_below(sheet: Sheet) -> _Candidate[str] | None:
    """Return the number directly under the title, whoever's it is."""
    below = sheet.below_heading()
    shown = find_number(below.text) if below else None
    if below is None or shown is None or shown.canonical is None:
        return None
    return _Candidate(below.text, "标题下", shown.canonical)


def _read_validity(sheet: Sheet, by: str) -> Reading[Validity]:
    candidates = [
        _candidate(pair, partial(parse_validity_of, label=pair.label))
        for pair in sheet.values("validity")
    ]
    return _settle("validity", candidates, by, lambda value: value.value)


def _read_valid_until(sheet: Sheet, text: str, by: str) -> Reading[date]:
    pairs = (*sheet.values("valid_until"), *sheet.values("validity"))
    candidates = [_parsed(pair.value, f"标签“{pair.label}”", parse_valid_until) for pair in pairs]
    stated = find_valid_until(text)
    if stated:
        candidates.append(_Candidate(stated[1], "正文", stated[0]))
    return _settle("valid_until", candidates, by, date.isoformat)


def _read_source(sheet: Sheet, by: str) -> Reading[str]:
    candidates = [_candidate(pair, _name) for pair in sheet.values("source")]
    printed = sheet.page.meta.get("contentsource")
    if printed:
        candidates.append(_Candidate(printed, "meta ContentSource", printed))
    settled = _settle("source", candidates, by, squeeze)
    return Reading(settled.value, settled.source)


def _read_words(
    sheet: Sheet, name: str, parse: Callable[[str], str | None], by: str
) -> Reading[str]:
    return _settle(name, [_candidate(pair, parse) for pair in sheet.values(name)], by, squeeze)


def _name(raw: str) -> str | None:
    """Return a name as printed; None for an empty box, FieldError where a label stuck to it."""
    text = tidy(raw)
    if any(colon in text for colon in ":：") or len(text) > 100:
        raise FieldError(raw)
    return None if text in ("", "-", "无", "/") else text


def _candidate(pair: Pair, parse: Callable[[str], T | None]) -> _Candidate[T]:
    return _parsed(pair.value, f"标签“{pair.label}”", parse)


def _parsed(raw: str, where: str, parse: Callable[[str], T | None]) -> _Candidate[T]:
    try:
        return _Candidate(raw, where, parse(raw))
    except FieldError:
        return _Candidate(raw, where, None, is_unreadable=True)


def _settle(
    name: str, candidates: Sequence[_Candidate[T]], by: str, word: Callable[[T], str]
) -> Reading[T]:
    """Believe the first place with a value; name each place that says something else.

    A box whose words are not understood is said to be unreadable, and no lesser place stands in for
    it: what the unit wrote there may be right.
    """
    garbled = next((item for item in candidates if item.is_unreadable), None)
    believed = next((item for item in candidates if item.value is not None), None)
    if garbled and garbled.where.startswith("标签") and not _is_label(believed):
        return Reading(unreadable=garbled.raw)
    if believed is None or believed.value is None:
        return Reading(unreadable=garbled.raw if garbled else None)
    own = word(believed.value)
    others = {word(item.value) for item in candidates if item.value is not None} - {own}
    return Reading(
        believed.value,
        FieldSource(raw=believed.raw, where=believed.where, by=by),
        garbled.raw if garbled else None,
        tuple(Conflict(field=name, a=own, b=other) for other in sorted(others)),
    )


def _is_label(candidate: _Candidate[T] | None) -> bool:
    return candidate is not None and candidate.where.startswith("标签")
