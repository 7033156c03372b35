"""The reading process of these tests is ended with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spiders.attachments import reader


@pytest.fixture(autouse=True, scope="module")
def _no_process_is_left() -> Iterator[None]:
    yield
    reader.close()
