"""The instant a CMS created a record, hidden in its 24-hex id (a Mongo ObjectId).

A clue, never a publication date: imported and moved articles have ids younger than themselves.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from spiders.fields.dates import SHANGHAI

_RECORD: Final = re.compile(r"/(?:[a-z]{1,12}_)?([0-9a-f]{24})(?:\.s?html?)?$", re.IGNORECASE)
_EARLIEST: Final = datetime(2009, 1, 1, tzinfo=UTC)
"""The id's form was published in 2009; an earlier instant means the hex is something else."""
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)


def parse_record_instant(url: str) -> datetime | None:
    """Read the creation instant (Asia/Shanghai, whole seconds) of the article a URL names.

    None where the last part of its path is no article id; a column's id is not the article's.
    """
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    found = _RECORD.search(path)
    if found is None or "/channel_" in path[found.start() :]:
        return None
    moment = datetime.fromtimestamp(int(found[1][:8], 16), tz=UTC)
    return moment.astimezone(SHANGHAI) if _EARLIEST <= moment < _LATEST else None
