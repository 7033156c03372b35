"""The one place where the real clock enters, and how `--as-of` is read."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from crawler.errors import AsOfError

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
LAST_SECOND: Final = time(23, 59, 59)


def read_clock() -> datetime:
    """Return the present instant in Asia/Shanghai, to the second."""
    return datetime.now(SHANGHAI).replace(microsecond=0)  # noqa: TID251 - the one place


def parse_as_of(text: str | None) -> datetime:
    """Return the instant an `--as-of` means: a date is its last second, nothing is now.

    An instant must carry its zone. Raises AsOfError.
    """
    if text is None:
        return read_clock()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return datetime.combine(_parse_date(text), LAST_SECOND, SHANGHAI)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise AsOfError(text) from error
    if instant.tzinfo is None:
        raise AsOfError(text)
    return instant.astimezone(SHANGHAI)


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise AsOfError(text) from error
