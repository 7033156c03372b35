"""The log of a workspace: one file a person can read, rotated, beside what the terminal shows."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from crawler.errors import NotAFolderError

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
LARGEST_FILE: Final = 5 * 1024 * 1024
FILES_KEPT: Final = 5


class QuietFileHandler(RotatingFileHandler):
    """A log that cannot be written (a full disk) must not print tracebacks over the run's own words."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Let the line go."""


def open_logbook(folder: Path) -> Path:
    """Send the log to `folder`/gongkai.log from now on and return that path."""
    path = folder / "gongkai.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise NotAFolderError(folder, error.strerror or str(error)) from error
    handler = QuietFileHandler(
        path, maxBytes=LARGEST_FILE, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    quiet_libraries()
    return path


def quiet_libraries() -> None:
    """Keep of the libraries' words only warnings and errors.

    To be said again after Scrapy has started: it turns its loggers up to DEBUG, and would write the
    bytes of every page into the log.
    """
    for name in ("scrapy", "twisted", "filelock", "asyncio", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def log_path() -> Path | None:
    """Return the file the log goes to, None before a workspace is opened."""
    handlers = logging.getLogger().handlers
    files = (
        handler.baseFilename for handler in handlers if isinstance(handler, RotatingFileHandler)
    )
    return next((Path(name) for name in files), None)
