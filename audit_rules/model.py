"""The records that flow one way through the house: page → disclosure → finding.

All are frozen. Dates (`…_on`) are calendar days in Asia/Shanghai; instants (`…_at`) carry a zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

COLUMN_SEPARATOR: Final = "/"
"""Joins the names of a column's path, outermost first: `法定主动公开内容/双随机一公开`."""


class PageKind(StrEnum):
    """What a page is; only `DISCLOSURE`, `GUIDE` and `CONSULTATION` are published items."""

    DISCLOSURE = "disclosure"
    LIST = "list"
    GUIDE = "guide"
    CONSULTATION = "consultation"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    EMPTY_SHELL = "empty_shell"
    UNKNOWN = "unknown"


class Validity(StrEnum):
    """The legal effect a page claims for a document (有效性)."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPEALED = "repealed"
    AMENDED = "amended"
    PARTLY_IN_FORCE = "partly_in_force"
    NOT_YET_IN_FORCE = "not_yet_in_force"


class EventKind(StrEnum):
    """A dated event found in a page's text that starts a deadline."""

    DECIDED = "decided"
    COMPLETED = "completed"
    APPROVED = "approved"
    EFFECTIVE = "effective"
    ALLOCATED = "allocated"


class Origin(StrEnum):
    """Where a disclosure's fields were read."""

    PAGE = "page"
    """Its own page was fetched and read."""
    ENTRY = "entry"
    """Only its row in a column list is known; the page was not read (or failed)."""
    IMPORTED = "imported"
    """A row of a list kept by hand or exported from a CMS."""


class Outcome(StrEnum):
    """How one check of one duty or document ended."""

    PASS = "pass"  # noqa: S105 - not a password
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"
    FINDING = "finding"
    """Machine-proved."""
    SUSPECTED = "suspected"
    """A person must look."""
    INCONCLUSIVE = "inconclusive"
    """Could not be decided."""
    MANUAL = "manual"
    """No machine can decide it."""


REPORTED: Final = frozenset(
    {Outcome.FINDING, Outcome.SUSPECTED, Outcome.INCONCLUSIVE, Outcome.MANUAL}
)
"""The outcomes that become a `Finding`; the others are only counted."""


class FindingKind(StrEnum):
    """The words of the problem, as the stable interface lists them."""

    MISSING = "missing"
    LATE = "late"
    MISLABELED = "mislabeled"
    INCOMPLETE = "incomplete"
    STALE = "stale"
    EMPTY_COLUMN = "empty_column"
    TOO_SHORT = "too_short"
    NOT_LINKED = "not_linked"
    DATE_CONFLICT = "date_conflict"
    SUSPECT_DATE = "suspect_date"
    MALFORMED_NUMBER = "malformed_number"
    DUPLICATE = "duplicate"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    MISPLACED = "misplaced"
    PERSONAL_DATA = "personal_data"


class Severity(StrEnum):
    """A 严重, B 较重, C 一般, D 提示 (a lead for a person, not in a notice by default)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


# --- what was read off one page -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """Where a value came from: the words as printed, the place, and the reader that took them."""

    raw: str
    where: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file offered beside a page; `name` is the link's text."""

    url: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A trigger date stated in the text, with the words that state it."""

    kind: EventKind
    on: date
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two places of one page that disagree about a field; `a` is the one that was believed."""

    field: str
    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One row of a column list. `published_on` is None where the row shows no date."""

    url: str
    title: str
    published_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The rows of one list page and what it says of the rest.

    `complete` tells whether this page shows every row it should, not whether the column ends here;
    `reason` says in Chinese why not. `total` is the number of entries the page declares for the
    whole column, None where it declares none. `further_pages` are the addresses the pager offers
    (`next_page` among them). `served_by` is the first address of an interface that serves the whole
    column from its first row on: what this page lacks is not missing once that was read to its end.
    `forms` are the form fields an address of these is asked with, by POST.
    """

    entries: tuple[ListEntry, ...]
    next_page: str | None = None
    further_pages: tuple[str, ...] = ()
    served_by: str | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    total: int | None = None
    complete: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """Everything read off one page (`contract`: one object of `gongkai extract`).

    A field is None where the page holds no such thing; where something stands there that was not
    understood the words are kept in `unreadable`. `fields` tells for each value where it stood.
    `labels_read` are the fields whose label stood in the page's box, with a value or blank;
    `labels_printed` those whose label words stand anywhere on the page: a field printed and not
    read is a layout we do not know, never an absence.
    """

    url: str
    family: str
    page_kind: PageKind
    title: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    formed_on: date | None = None
    document_number: str | None = None
    document_number_raw: str | None = None
    validity: Validity | None = None
    validity_raw: str | None = None
    valid_until: date | None = None
    index_number: str | None = None
    unit: str | None = None
    source: str | None = None
    attachments: tuple[Attachment, ...] = ()
    record_created_at: datetime | None = None
    text_sha256: str | None = None
    fields: Mapping[str, FieldSource] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    events: tuple[Event, ...] = ()
    labels_read: frozenset[str] = frozenset()
    labels_printed: frozenset[str] = frozenset()
    open_from: date | None = None
    open_until: date | None = None
    listing: Listing | None = None


# --- the portal and what was read of it -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the portal; `unit` is None for a government-level (collecting) column."""

    unit: str | None
    path: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalUnit:
    """A unit as the portal file lists it: its name there and its disclosure home.

    `columns` are the unit's columns named by hand; empty means "discover them from the site".
    """

    name: str
    site: str
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One district's disclosure portal, as its YAML file describes it."""

    name: str
    title: str
    base_url: str
    family: str
    units: tuple[PortalUnit, ...]
    columns: tuple[Column, ...] = ()
    expected: Mapping[str, int] = field(default_factory=dict)
    requests_per_second: float = 1.0
    allowed_hosts: tuple[str, ...] = ()
    browser: str = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The bytes of a page as received, by SHA-256 of the decoded body, and when they were taken."""

    url: str
    sha256: str
    captured_at: datetime
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRead:
    """Whether a unit's home was read and its columns discovered in one run."""

    unit: str
    url: str
    columns_found: int
    complete: bool
    reason: str | None
    captured_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRead:
    """How far one column was read in one run.

    `complete` is True only when every page of the list was read and its end was seen; otherwise
    `reason` says in Chinese why not. `shows_article`: the address shows a single text instead of a
    list, so it tells nothing of what else there is. `sha256` are the snapshots of its list pages, in order.
    """

    unit: str | None
    column: str
    url: str
    pages_read: int
    entries_read: int
    declared_total: int | None
    complete: bool
    reason: str | None
    captured_at: datetime
    sha256: tuple[str, ...] = ()
    shows_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One published item as the audit sees it: its fields, where it is listed, when it was seen.

    `unit` is the unit whose column lists it ("" where an imported list names none), `shown_unit`
    the 发布机构/发文机关 its page prints. `fields_read` names the fields its source could have shown:
    a field outside it is unknown, not absent. `sources` are the places of the values quoted.
    """

    url: str
    title: str
    unit: str
    columns: tuple[str, ...]
    origin: Origin
    fields_read: frozenset[str]
    first_seen_at: datetime
    captured_at: datetime
    page_kind: PageKind = PageKind.DISCLOSURE
    published_on: date | None = None
    formed_on: date | None = None
    document_number: str | None = None
    document_number_raw: str | None = None
    validity: Validity | None = None
    validity_raw: str | None = None
    valid_until: date | None = None
    shown_unit: str | None = None
    record_created_at: datetime | None = None
    sha256: str | None = None
    sources: Mapping[str, FieldSource] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    events: tuple[Event, ...] = ()
    labels_read: frozenset[str] = frozenset()
    labels_printed: frozenset[str] = frozenset()
    listed_as: str | None = None
    """The title in its list row, where the page names it otherwise (or names the whole site)."""


ALL_FIELDS: Final = frozenset(
    ("title", "published_on", "formed_on", "document_number", "validity", "valid_until", "unit")
) | {"events"}
"""`Disclosure.fields_read` of a page that was fetched and read."""


# --- what the audit says --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The disclosure a finding speaks of."""

    url: str
    title: str
    document_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """Words on a stored page. `where` names the place (标签“成文日期”, 列表, 落款 …)."""

    url: str
    captured_at: datetime
    sha256: str | None
    quote: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceEvidence:
    """A column read in this run, to its end (`complete`) or not."""

    column: str
    pages_read: int
    entries_read: int
    complete: bool
    captured_at: datetime


Evidence: TypeAlias = PageEvidence | AbsenceEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem, with everything a notice needs; the fields are those of the stable interface."""

    key: str
    portal: str
    plan: str
    row: int | None
    rule: str
    check_id: str
    check: str
    task: str
    unit: str
    column: str | None
    kind: FindingKind
    outcome: Outcome
    severity: Severity
    subject: Subject | None
    period: str | None
    due_on: date | None
    formed_on: date | None
    published_on: date | None
    first_seen_at: datetime | None
    days_late: int | None
    deadline_from_row: int | None
    basis: str
    message: str
    evidence: Sequence[Evidence]
    rule_version: str
    calendar_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty of one unit, judged: what the ledger and a unit's duty table show.

    `period` is None for a permanent duty. `answered_by` is the address of the disclosure that
    meets it (or met it late), None where none does.
    """

    unit: str
    rule: str
    row: int | None
    task: str
    check_id: str
    requirement: str
    period: str | None
    due_on: date | None
    outcome: Outcome
    answered_by: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often one check ended in one way."""

    rule: str
    check_id: str
    outcome: Outcome
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit: findings sorted by `key`, the duties judged, and every outcome counted."""

    portal: Portal
    plan: str
    plan_title: str
    as_of: datetime
    findings: tuple[Finding, ...]
    duties: tuple[Duty, ...]
    tallies: tuple[Tally, ...]
    column_reads: tuple[ColumnRead, ...]
    site_reads: tuple[SiteRead, ...]
    calendar_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was stored of one portal up to an instant: all an audit may know of the world."""

    portal: Portal
    disclosures: Iterable[Disclosure]
    column_reads: tuple[ColumnRead, ...]
    site_reads: tuple[SiteRead, ...]
    as_of: datetime
