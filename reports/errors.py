"""What can go wrong while a report is made or written."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from audit_rules.errors import GongkaiError

_REASONS: Final[Mapping[int, str]] = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "该路径是一个文件夹",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件超过允许的大小",
}


class ReportError(GongkaiError):
    """A report could not be made; the message is Chinese and meant for the officer."""


class ReportWriteError(ReportError):
    """A report could not be written; what stood there before is untouched."""

    def __init__(self, path: Path, cause: OSError) -> None:
        """Name the file and, in Chinese, what the system said."""
        reason = _REASONS.get(cause.errno or 0, cause.strerror or str(cause))
        super().__init__(f"报告没有写成：{path}（{reason}）。原有文件未改动。")
        self.path = path
        self.reason = reason


class InstantWithoutZoneError(ReportError):
    """An instant carries no zone, so nobody can say which day it means."""

    def __init__(self, instant: datetime) -> None:
        """Name the instant."""
        super().__init__(f"时刻没有时区，无法写入报告：{instant.isoformat()}")
