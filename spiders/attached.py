"""The files of an item that are worth fetching with it, and the item while they come in.

Many units put the text into a file and only its title on the page (正文见附件). Number, day and term
then stand in the file alone. A file that is plainly an annex is not asked for: the portal is to be
spared, and nothing would be taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from audit_rules.model import Attachment, PageKind, PageRecord
from spiders.attachments.merge import complete_record
from spiders.attachments.reader import AttachmentText, unread
from spiders.items import ReadItem, Received
from spiders.page import Page
from spiders.sheet import lay_out
from spiders.wording import squeeze

MOST_FILES: Final = 3
"""Files fetched with one item."""
_READABLE: Final = (".pdf", ".docx", ".doc", ".wps", ".ofd")
"""Sheets are forms and lists: nothing is taken from them."""
_WANTED: Final = ("document_number", "formed_on")
_WHOLE_TEXT: Final = re.compile("正文|全文|原文|原件|扫描|红头|盖章")
_LITTLE_TEXT: Final = 120
"""Characters; a page with less leaves its text to a file."""
_SHORTEST_NAME: Final = 6


def wanted_files(
    record: PageRecord, page: Page, is_allowed: Callable[[str], bool]
) -> tuple[Attachment, ...]:
    """Return the files that may hold what the page lacks, in page order; none where it lacks nothing."""
    is_complete = all(
        getattr(record, name) is not None or name in record.fields or name in record.unreadable
        for name in _WANTED
    )
    if (
        is_complete
        or not record.attachments
        or record.page_kind is not PageKind.DISCLOSURE
        or not record.title
    ):
        return ()
    text = sum(len(line.text) for line in lay_out(page).text if not line.is_link)
    readable = [file for file in record.attachments if _is_readable(file) and is_allowed(file.url)]
    wanted = [
        file for file in readable if text < _LITTLE_TEXT or _is_of_title(file.name, record.title)
    ]
    return tuple(wanted[:MOST_FILES])


def _is_readable(file: Attachment) -> bool:
    path = urlsplit(file.url).path.lower()
    return path.endswith(_READABLE) or squeeze(file.name).lower().endswith(_READABLE)


def _is_of_title(name: str, title: str) -> bool:
    """Whether a file is named after the page, or as its text."""
    stem = squeeze(re.sub(r"\.\w{2,4}$", "", name.strip()))
    stem = re.sub(r"^附件[\d一二三四五]{0,2}[:：.、]?", "", stem)
    own = squeeze(title)
    is_named_so = len(stem) >= _SHORTEST_NAME and (stem in own or own in stem)
    return is_named_so or _WHOLE_TEXT.search(name) is not None


@dataclass
class ItemWithFiles:
    """An item whose page was read, and its files as they come in, in order."""

    record: PageRecord
    received: Received
    waiting: list[Attachment]
    texts: list[tuple[Attachment, AttachmentText]] = field(default_factory=list)
    files: list[Received] = field(default_factory=list)

    @property
    def next_file(self) -> Attachment | None:
        """The file to be fetched next; None when all were."""
        return self.waiting[0] if self.waiting else None

    def take(self, text: AttachmentText, received: Received) -> None:
        """Take one file in as it was read."""
        self.texts.append((self.waiting.pop(0), text))
        self.files.append(received)

    def fail(self, reason: str) -> None:
        """Note a file that could not be fetched: it is named as unreadable."""
        self.texts.append((self.waiting.pop(0), unread(reason)))

    def conclude(self) -> ReadItem:
        """Return the item with what its files add."""
        return ReadItem(complete_record(self.record, self.texts), self.received, tuple(self.files))
