"""The first tables: runs, columns, listings, documents and their versions, reads, snapshots.

Revision: 0001, the first.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("portal", "url", name="uq_document_portal_url"),
    )
    op.create_table(
        "portal_column",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.String(length=27), nullable=False),
        sa.Column("gone_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_portal_column"),
    )
    op.create_index(
        "uq_portal_column_open",
        "portal_column",
        ["portal", "unit", "path", "url"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.String(length=27), nullable=False),
        sa.Column("started_at", sa.String(length=27), nullable=False),
        sa.Column("finished_at", sa.String(length=27), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("stats", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
    )
    op.create_index("ix_run_portal_as_of", "run", ["portal", "as_of"], unique=False)
    op.create_table(
        "column_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.String(length=27), nullable=False),
        sa.Column("pages_read", sa.Integer(), nullable=False),
        sa.Column("entries_read", sa.Integer(), nullable=False),
        sa.Column("declared_total", sa.Integer(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("captured_at", sa.String(length=27), nullable=False),
        sa.Column("sha256", sa.JSON(), nullable=False),
        sa.Column("shows_article", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["column_id"], ["portal_column.id"], name="fk_column_read_column_id_portal_column"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_column_read_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_column_read"),
    )
    op.create_index(
        "ix_column_read_column_id_as_of", "column_read", ["column_id", "as_of"], unique=False
    )
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("listed_unit", sa.Text(), nullable=False),
        sa.Column("listed_columns", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("fields_read", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("seen_at", sa.String(length=27), nullable=False),
        sa.Column("captured_at", sa.String(length=27), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("page_kind", sa.String(length=32), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_at", sa.String(length=27), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("document_number_raw", sa.Text(), nullable=True),
        sa.Column("validity", sa.String(length=32), nullable=True),
        sa.Column("validity_raw", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("index_number", sa.Text(), nullable=True),
        sa.Column("shown_unit", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("record_created_at", sa.String(length=27), nullable=True),
        sa.Column("open_from", sa.Date(), nullable=True),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.Column("text_sha256", sa.String(length=64), nullable=True),
        sa.Column("attachments", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("sources", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("unreadable", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("conflicts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("labels_read", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("labels_printed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_document_version_document_id_document"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_document_version_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
    )
    op.create_index(
        "ix_document_version_document_id_origin_seen_at",
        "document_version",
        ["document_id", "origin", "seen_at"],
        unique=False,
    )
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("absent_at", sa.String(length=27), nullable=True),
        sa.Column("seen_at", sa.String(length=27), nullable=False),
        sa.Column("gone_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(
            ["column_id"], ["portal_column.id"], name="fk_listing_column_id_portal_column"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_listing_document_id_document"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_listing_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_listing"),
    )
    op.create_index(
        "ix_listing_document_id_seen_at", "listing", ["document_id", "seen_at"], unique=False
    )
    op.create_index(
        "uq_listing_open",
        "listing",
        ["column_id", "document_id"],
        unique=True,
        sqlite_where=sa.text("gone_at IS NULL"),
        postgresql_where=sa.text("gone_at IS NULL"),
    )
    op.create_table(
        "page_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.String(length=27), nullable=False),
        sa.Column("read_at", sa.String(length=27), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_page_read_document_id_document"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_page_read_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_page_read"),
    )
    op.create_index(
        "ix_page_read_document_id_as_of", "page_read", ["document_id", "as_of"], unique=False
    )
    op.create_table(
        "site_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.String(length=27), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("columns_found", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("captured_at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_site_read_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_site_read"),
    )
    op.create_index(
        "ix_site_read_portal_unit_as_of", "site_read", ["portal", "unit", "as_of"], unique=False
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.String(length=27), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("offset_bytes", sa.BigInteger(), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_snapshot_run_id_run"),
        sa.PrimaryKeyConstraint("id", name="pk_snapshot"),
        sa.UniqueConstraint("sha256", "url", name="uq_snapshot_sha256_url"),
    )


def downgrade() -> None:
    """Drop them, dependants first."""
    op.drop_table("snapshot")
    op.drop_table("site_read")
    op.drop_table("page_read")
    op.drop_table("listing")
    op.drop_table("document_version")
    op.drop_table("column_read")
    op.drop_table("run")
    op.drop_table("portal_column")
    op.drop_table("document")
