"""What can go wrong when the sample portal is started."""

from __future__ import annotations

from pathlib import Path


class SamplePortalError(Exception):
    """Any of them; the message is for the person who started it."""


class NotLoopbackError(SamplePortalError):
    """The portal would be reachable from another machine."""

    def __init__(self, host: str) -> None:
        """Name the host refused."""
        super().__init__(f"示例门户只能绑定本机回环地址，不接受：{host}")


class UnreadableDayError(SamplePortalError):
    """A day file holds no day."""

    def __init__(self, path: Path, words: str) -> None:
        """Name the file and what stands in it."""
        super().__init__(f"日期文件 {path} 应为 YYYY-MM-DD，实为：{words!r}")
