"""The two consoles: results on standard output, progress and remarks on standard error."""

from __future__ import annotations

import os
from typing import Final

from rich.console import Console


class PatientConsole(Console):
    """A console that goes on in silence when nobody reads any more.

    A night must not end halfway, without its reports, because the reader of its words has left.
    """

    def on_broken_pipe(self) -> None:
        """Send what is still to be said nowhere."""
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


OUT: Final = PatientConsole(highlight=False, markup=False, soft_wrap=True)
REMARKS: Final = PatientConsole(stderr=True, highlight=False, markup=False, soft_wrap=True)
