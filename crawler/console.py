"""The two consoles: results on standard output, progress and remarks on standard error."""

from __future__ import annotations

from typing import Final

from rich.console import Console

OUT: Final = Console(highlight=False, markup=False, soft_wrap=True)
REMARKS: Final = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
