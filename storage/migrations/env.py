"""Alembic runs this file; `storage.migration` hands it the connection to work on."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata


def run_migrations() -> None:
    """Run the migrations inside the transaction the caller has begun."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


run_migrations()
