"""The door of this package: what the crawler saves and what an audit loads."""

from __future__ import annotations

from storage.columns import (
    load_column_reads,
    load_columns,
    load_site_reads,
    save_column_read,
    save_site_read,
)
from storage.imports import save_imported
from storage.pages import (
    KnownPage,
    PageReading,
    load_known_pages,
    save_page,
    save_page_failure,
    save_pages,
)
from storage.records import Records, load_records
from storage.withdrawals import Withdrawal, load_withdrawals

__all__ = [
    "KnownPage",
    "PageReading",
    "Records",
    "Withdrawal",
    "load_column_reads",
    "load_columns",
    "load_known_pages",
    "load_records",
    "load_site_reads",
    "load_withdrawals",
    "save_column_read",
    "save_imported",
    "save_page",
    "save_page_failure",
    "save_pages",
    "save_site_read",
]
