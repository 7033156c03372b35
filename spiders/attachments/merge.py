"""What the attachments say added to what the page says: only absent fields, marked as from a file.

The page always wins, also where its words are not understood or say that there is none. A file is
believed only when it shows the page's own title at its head; forms, lists, cited laws and
interpretations do not, and give nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import unquote, urlsplit

from audit_rules.document_numbers import number_year
from audit_rules.model import Attachment, FieldSource, PageKind, PageRecord
from spiders.attachments.head import (
    TitlePlace,
    is_same_title,
    issued_title,
    issuer_of,
    number_beside,
    own_title,
    titles_at_head,
)
from spiders.attachments.kinds import FileKind
from spiders.attachments.reader import AttachmentText
from spiders.attachments.statements import is_one_of, signed_by_others, signed_on, valid_until
from spiders.fields.body import is_unit, main_text, text_sha256
from spiders.fields.events import find_events
from spiders.recognition import UNKNOWN_FAMILY
from spiders.wording import tidy

FIELDS: Final = ("document_number", "formed_on", "valid_until")
"""What a file may add."""
UNREADABLE: Final = "attachments"
"""The key in `PageRecord.unreadable` under which files that could not be read are named."""
_LONGEST_LINE: Final = 2000
_LOCAL: Final = re.compile("[区县镇乡]|街道")


@dataclass(slots=True)
class _Statement:
    """What one file says of the page's document: values by field, and where each stands."""

    values: dict[str, str | date] = field(default_factory=dict)
    sources: dict[str, FieldSource] = field(default_factory=dict)

    def say(self, name: str, value: str | date, source: FieldSource) -> None:
        """Add one value."""
        self.values[name] = value
        self.sources[name] = source


def complete_record(
    record: PageRecord, texts: Sequence[tuple[Attachment, AttachmentText]]
) -> PageRecord:
    """Fill the record's absent fields from its attachments; name those that could not be read.

    Nothing is taken where files contradict each other or the page in any of these fields, nor from
    a page that is no disclosure.
    """
    record = _with_complaints(record, texts)
    if record.page_kind is not PageKind.DISCLOSURE or not record.title:
        return record
    statements = [
        statement
        for file, text in texts
        if text.reason is None
        and (statement := _stated(record, file, text)) is not None
        and _is_consistent(statement.values, record)
    ]
    if any(
        len({item.values[name] for item in statements if name in item.values}) > 1
        for name in FIELDS
    ):
        return record
    for statement in statements:
        record = _filled(record, statement)
    return record


def record_of_file(name: str, text: AttachmentText, url: str = "") -> PageRecord:
    """Return the record of a file that stands for itself, as `gongkai extract` shows it.

    Of a file whose own title is not certain only the words' fingerprint and events are told.
    """
    if text.reason is not None:
        return PageRecord(
            url=url,
            family=UNKNOWN_FAMILY,
            page_kind=PageKind.UNKNOWN,
            unreadable={"page": text.complaint or ""},
        )
    short = [line for line in text.lines if len(line) <= _LONGEST_LINE]
    record = PageRecord(
        url=url,
        family=UNKNOWN_FAMILY,
        page_kind=PageKind.DISCLOSURE,
        text_sha256=text_sha256(main_text(text.lines)),
        events=find_events(short),
    )
    title = None if text.kind == FileKind.SHEET else own_title(text.lines)
    if title is None:
        return record
    file = Attachment(url=url, name=name)
    where = FieldSource(raw=title.words, where=_place(file), by=UNKNOWN_FAMILY)
    titled = replace(record, title=tidy(title.words), fields={"title": where})
    statement = _read(titled, file, text, title)
    return _filled(titled, statement) if _is_consistent(statement.values, titled) else titled


def _with_complaints(
    record: PageRecord, texts: Sequence[tuple[Attachment, AttachmentText]]
) -> PageRecord:
    said = [
        f"“{_name(file)}”无法读取：{text.reason}" for file, text in texts if text.reason is not None
    ]
    if not said:
        return record
    return replace(record, unreadable={**record.unreadable, UNREADABLE: "；".join(said)})


def _stated(record: PageRecord, file: Attachment, text: AttachmentText) -> _Statement | None:
    """Return what a file says when it is the page's document, else None."""
    if text.kind == FileKind.SHEET or record.title is None:
        return None
    found = _place_of(record.title, text.lines)
    if found is not None:
        return _read(record, file, text, found)
    issued = issued_title(record.title)
    annexed = _place_of(issued, text.lines) if issued else None
    if annexed is None:
        return None
    # The regulation itself, without the notice that issues it: its number and day are the notice's.
    statement = _Statement()
    _state_term(statement, record, file, text)
    return statement


def _place_of(title: str, lines: Sequence[str]) -> TitlePlace | None:
    """Find a title at the head of a file, or that of the notice that issues the document."""
    for place in titles_at_head(lines):
        issued = issued_title(place.words)
        if is_same_title(place.words, title) or (issued and is_same_title(issued, title)):
            return place
    return None


def _read(
    record: PageRecord, file: Attachment, text: AttachmentText, title: TitlePlace
) -> _Statement:
    statement = _Statement()
    owners = _owners(record, title)
    if owners and title.issuer and not is_one_of(title.issuer, owners):
        return statement
    rest = text.lines[title.last + 1 :]
    is_foreign = signed_by_others(rest, owners)
    number = number_beside(text.lines, title)
    if number and not is_foreign and not _is_foreign_head(number.red_head, owners):
        source = FieldSource(raw=number.raw, where=_place(file), by=record.family)
        statement.say("document_number", number.canonical, source)
    signed = None if text.is_cut else signed_on(rest, owners)
    if signed:
        # The word 落款 tells the checks that no label stands there.
        source = FieldSource(raw=signed.raw, where=f"{_place(file)}落款", by=record.family)
        statement.say("formed_on", signed.on, source)
    if not is_foreign:
        _state_term(statement, record, file, text)
    return statement


def _state_term(
    statement: _Statement, record: PageRecord, file: Attachment, text: AttachmentText
) -> None:
    """Add until when the document is valid; of a text that was cut another term may be lost."""
    stated = None if text.is_cut else valid_until(text)
    if stated:
        source = FieldSource(raw=stated[1], where=_place(file), by=record.family)
        statement.say("valid_until", stated[0], source)


def _owners(record: PageRecord, title: TitlePlace) -> tuple[str, ...]:
    """Return the names of the document's unit: the page's box, and the page's title before 关于.

    Not a title of a superior on the page of a local unit: it only passes that paper on. The file's own
    title names the unit only where the page names none.
    """
    named = issuer_of(record.title or "")
    if record.unit is None:
        return tuple(name for name in (named or title.issuer,) if name)
    is_foreign = _LOCAL.search(record.unit) is not None and not _LOCAL.search(named)
    return (record.unit,) if is_foreign or not named else (record.unit, named)


def _is_foreign_head(line: str, owners: Sequence[str]) -> bool:
    """Whether the line over a number is the red head of an organ that is none of `owners`."""
    organ = line.removesuffix("文件").strip()
    return bool(owners) and is_unit(organ) and not is_one_of(organ, owners)


def _is_consistent(values: Mapping[str, str | date], record: PageRecord) -> bool:
    """Whether what a file says fits together, and the page's own values.

    A number of a later year than the page's publication, or of another than the signature's, is that
    of another document, and so is a file that was signed after it was published.
    """
    for name, value in values.items():
        own = getattr(record, name)
        if own is not None and own != value:
            return False
    number, formed = values.get("document_number"), values.get("formed_on")
    year = number_year(number) if isinstance(number, str) else None
    if isinstance(formed, date):
        if record.published_on is not None and formed > record.published_on:
            return False
        if year is not None and year != formed.year:
            return False
    return year is None or record.published_on is None or year <= record.published_on.year


def _may_fill(record: PageRecord, name: str) -> bool:
    """Whether the page leaves a field open.

    It does not where a box says there is none (a source without a value), where words stand that are
    not understood, and where its label is printed in a layout we do not know.
    """
    return (
        getattr(record, name) is None
        and name not in record.fields
        and name not in record.unreadable
        and (name not in record.labels_printed or name in record.labels_read)
    )


def _filled(record: PageRecord, statement: _Statement) -> PageRecord:
    names = [name for name in statement.values if _may_fill(record, name)]
    values: dict[str, object] = {name: statement.values[name] for name in names}
    if "document_number" in values:
        # A text layer sets blanks and brackets of its own: the form as printed is not to be judged.
        values["document_number_raw"] = values["document_number"]
    sources = {name: statement.sources[name] for name in names}
    return replace(record, fields={**record.fields, **sources}, **values)  # type: ignore[arg-type]


def _place(file: Attachment) -> str:
    return f"附件“{_name(file)}”"


def _name(file: Attachment) -> str:
    """Return the words of the link, or the file's name where it had none."""
    return tidy(file.name)[:80] or unquote(posixpath.basename(urlsplit(file.url).path)) or "未命名"
