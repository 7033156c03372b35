"""The log of a workspace: one file a person can read, rotated, beside what the terminal shows."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
LARGEST_FILE: Final = 5 * 1024 * 1024
FILES_KEPT: Final = 5


def open_logbook(folder: Path) -> Path:
    """Send the log to `folder`/gongkai.log from now on and return that path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "gongkai.log"
    handler = RotatingFileHandler(
        path, maxBytes=LARGEST_FILE, backupCount=FILES_KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("scrapy", "twisted", "filelock", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return path


def log_path() -> Path | None:
    """Return the file the log goes to, None before a workspace is opened."""
    handlers = logging.getLogger().handlers
    files = (
        handler.baseFilename for handler in handlers if isinstance(handler, RotatingFileHandler)
    )
    return next((Path(name) for name in files), None)
