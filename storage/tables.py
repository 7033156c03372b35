"""The tables. Every one is keyed by the portal's short name, so one database holds many portals.

`as_of`, `seen_at`, `gone_at`, `absent_at` and `first_seen_at` are the `as_of` of the run that wrote
them: they decide what an audit of that instant sees. `captured_at` and `read_at` say when the bytes
were received. Dates are calendar days in Asia/Shanghai.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.instants import Instant

PORTAL: Final = String(64)
SHA256: Final = String(64)
LABEL: Final = String(32)
"""Words this program chose: a kind, a state, a family."""
JSON_OR_NULL: Final = JSON(none_as_null=True)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _portal() -> Column[str]:
    return Column("portal", PORTAL, nullable=False)


def _link(name: str, target: Table) -> Column[int]:
    return Column(name, ForeignKey(target.c.id), nullable=False)


run: Final = Table(
    "run",
    metadata,
    _id(),
    _portal(),
    Column("kind", LABEL, nullable=False),
    Column("as_of", Instant, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("state", LABEL, nullable=False),
    Column("stats", JSON, nullable=False),
    Index(None, "portal", "as_of"),
)
"""One crawl, spot check, import or re-reading."""

site_read: Final = Table(
    "site_read",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    Column("as_of", Instant, nullable=False),
    Column("unit", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("columns_found", Integer, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("reason", Text),
    Column("captured_at", Instant, nullable=False),
    Index(None, "portal", "unit", "as_of"),
)
"""Whether a unit's home was read; append-only."""

portal_column: Final = Table(
    "portal_column",
    metadata,
    _id(),
    _portal(),
    Column("unit", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("gone_at", Instant),
    Index(
        "uq_portal_column_open",
        "portal",
        "unit",
        "path",
        "url",
        unique=True,
        sqlite_where=text("gone_at IS NULL"),
        postgresql_where=text("gone_at IS NULL"),
    ),
)
"""A column while the portal shows it; `unit` is "" for a government-level one (a null would escape
the unique index). A column that vanished and came back is a new row."""

column_read: Final = Table(
    "column_read",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    _link("column_id", portal_column),
    Column("as_of", Instant, nullable=False),
    Column("pages_read", Integer, nullable=False),
    Column("entries_read", Integer, nullable=False),
    Column("declared_total", Integer),
    Column("complete", Boolean, nullable=False),
    Column("reason", Text),
    Column("captured_at", Instant, nullable=False),
    Column("sha256", JSON, nullable=False),
    Column("shows_article", Boolean, nullable=False),
    Index(None, "column_id", "as_of"),
)
"""How far a column was read; append-only."""

document: Final = Table(
    "document",
    metadata,
    _id(),
    _portal(),
    Column("url", Text, nullable=False),
    Column("first_seen_at", Instant),
    UniqueConstraint("portal", "url"),
)
"""An address; `first_seen_at` is null while only failed reads know it."""

listing: Final = Table(
    "listing",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    _link("column_id", portal_column),
    _link("document_id", document),
    Column("title", Text, nullable=False),
    Column("published_on", Date),
    Column("absent_at", Instant),
    Column("seen_at", Instant, nullable=False),
    Column("gone_at", Instant),
    Index(None, "document_id", "seen_at"),
    Index(
        "uq_listing_open",
        "column_id",
        "document_id",
        unique=True,
        sqlite_where=text("gone_at IS NULL"),
        postgresql_where=text("gone_at IS NULL"),
    ),
)
"""A row of a column's list, in force from `seen_at` up to, not including, `gone_at`."""

document_version: Final = Table(
    "document_version",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    _link("document_id", document),
    Column("origin", LABEL, nullable=False),
    Column("listed_unit", Text, nullable=False),
    Column("listed_columns", JSON_OR_NULL),
    Column("fields_read", JSON_OR_NULL),
    Column("seen_at", Instant, nullable=False),
    Column("captured_at", Instant, nullable=False),
    Column("sha256", SHA256),
    Column("page_kind", LABEL, nullable=False),
    Column("family", LABEL),
    Column("title", Text),
    Column("published_on", Date),
    Column("published_at", Instant),
    Column("formed_on", Date),
    Column("document_number", Text),
    Column("document_number_raw", Text),
    Column("validity", LABEL),
    Column("validity_raw", Text),
    Column("valid_until", Date),
    Column("index_number", Text),
    Column("shown_unit", Text),
    Column("source", Text),
    Column("record_created_at", Instant),
    Column("open_from", Date),
    Column("open_until", Date),
    Column("text_sha256", SHA256),
    Column("attachments", JSON_OR_NULL),
    Column("sources", JSON_OR_NULL),
    Column("unreadable", JSON_OR_NULL),
    Column("conflicts", JSON_OR_NULL),
    Column("events", JSON_OR_NULL),
    Column("labels_read", JSON_OR_NULL),
    Column("labels_printed", JSON_OR_NULL),
    Column("content_hash", SHA256, nullable=False),
    Index(None, "document_id", "origin", "seen_at"),
)
"""What a page, or a row of an imported list, said from `seen_at` on. `listed_unit`,
`listed_columns` and `fields_read` are those of an imported row ("" and null for a page)."""

page_read: Final = Table(
    "page_read",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    _link("document_id", document),
    Column("as_of", Instant, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("ok", Boolean, nullable=False),
    Column("reason", Text),
    Column("sha256", SHA256),
    Index(None, "document_id", "as_of"),
)
"""Each try to read a page; append-only, so that an unchanged page rewrites nothing."""

snapshot: Final = Table(
    "snapshot",
    metadata,
    _id(),
    _portal(),
    _link("run_id", run),
    Column("sha256", SHA256, nullable=False),
    Column("url", Text, nullable=False),
    Column("captured_at", Instant, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset_bytes", BigInteger, nullable=False),
    Column("length_bytes", BigInteger, nullable=False),
    UniqueConstraint("sha256", "url"),
)
"""Where in the evidence folder the bytes of a page lie."""
