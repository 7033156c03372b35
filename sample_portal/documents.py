"""The records of what is published: drafts as planned, documents as the portal keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final


class Template(StrEnum):
    """Which of the platform's page templates shows the document."""

    GENERAL = "general"
    POLICY = "policy"


class NumberStyle(StrEnum):
    """How the document number is printed; the first four are in order."""

    PLAIN = "plain"
    SAID_NONE = "said_none"
    EMPTY = "empty"
    BLANK = "blank"
    ZERO = "zero"
    ORDINAL = "ordinal"
    EATEN = "eaten"
    SQUARE = "square"
    LOOK_ALIKE = "look_alike"
    OLD_YEAR = "old_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabel:
    """From `on` (included) the label shows `text`; None: the label is not there."""

    on: date
    label: str
    text: str | None


ALWAYS: Final = date.min
"""`Relabel.on` of a label that was printed so from the beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as planned.

    `key` is unique in the portal. `published_on` is the day printed; `appears_on` the day it is
    really there, where that differs. `formed_on` is printed under the text when `is_signed`, and
    as 成文日期 in the policy template. `number` overrules `style`. `related` are keys of documents
    linked from the page.
    """

    key: str
    unit: str
    column: str
    title: str
    published_on: date
    formed_on: date
    appears_on: date | None = None
    withdrawn_on: date | None = None
    also_in: tuple[str, ...] = ()
    template: Template = Template.GENERAL
    style: NumberStyle = NumberStyle.SAID_NONE
    number: str | None = None
    issuer: str | None = None
    is_signed: bool = True
    validity: str = "有效"
    paragraphs: tuple[str, ...] = ()
    relabels: tuple[Relabel, ...] = ()
    related: tuple[str, ...] = ()
    attachments: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A draft with what the platform gives it: address, record time, serial and number."""

    draft: Draft
    path: str
    created_at: datetime
    serial: int
    number: str

    @property
    def appears_on(self) -> date:
        """The day on which it is first there."""
        return self.draft.appears_on or self.draft.published_on


def is_visible(document: Document, today: date) -> bool:
    """Whether the document is on the portal on that day; it is gone from `withdrawn_on` on."""
    gone_on = document.draft.withdrawn_on
    return document.appears_on <= today and (gone_on is None or today < gone_on)


def changed_on(document: Document, today: date) -> date:
    """Return the last day up to today on which its page changed."""
    later = (relabel.on for relabel in document.draft.relabels if relabel.on <= today)
    return max(document.appears_on, *later, ALWAYS)
