"""Instants as stored: UTC text of fixed width, so that text order is time order everywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

from storage.errors import NaiveInstantError

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
"""The zone in which every instant comes back."""

WIDTH: Final = len("2022-06-08T02:30:00.000000Z")
"""Characters of a stored instant."""


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC to the microsecond, read back in Asia/Shanghai."""

    impl = String(WIDTH)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write UTC text; an instant without a zone is refused."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveInstantError(value)
        utc = value.astimezone(UTC).replace(tzinfo=None)
        return utc.isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it back in Asia/Shanghai."""
        del dialect
        return None if value is None else datetime.fromisoformat(value).astimezone(SHANGHAI)
