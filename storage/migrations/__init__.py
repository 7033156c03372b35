"""Alembic's environment and the schema revisions."""
