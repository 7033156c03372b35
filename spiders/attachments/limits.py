"""How much one attachment may cost, and the words in which a file that costs more is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spiders.errors import SpidersError

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The most one file may take. Sizes in bytes, times in seconds.

    `pages`, `lines` and `characters` cut the text (`is_cut`); whatever is over another limit is not read.
    `cpu_seconds` and `memory_bytes` hold where the system knows such limits (not on Windows).
    `seconds` does not count the start of the reading process, for which `start_seconds` is allowed.
    """

    input_bytes: int = 20 * MEGABYTE
    pages: int = 300
    lines: int = 20_000
    characters: int = 2_000_000
    seconds: float = 20.0
    cpu_seconds: int = 20
    start_seconds: float = 60.0
    memory_bytes: int = 1024 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 200
    """Unpacked to packed size of one member of a zip; text packs to a tenth, a bomb to a thousandth."""
    members: int = 5000


DEFAULT: Final = Limits()


class UnreadableAttachmentError(SpidersError):
    """Base of the reasons for which a file is not read; the message is Chinese."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


class UnsupportedKindError(UnreadableAttachmentError):
    """The file is of a kind that is not opened, or holds no text by its nature."""

    def __init__(self, kind: str) -> None:
        """Name the kind."""
        super().__init__(f"{kind}，不支持读取")


class EncryptedError(UnreadableAttachmentError):
    """The file opens with a password only."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("文件已加密，需要密码")


class BrokenFileError(UnreadableAttachmentError):
    """The file ends early or does not keep to its own format."""

    def __init__(self, detail: str = "") -> None:
        """Say so; `detail` is Chinese and says more, where more is known."""
        super().__init__(f"文件已损坏或不完整{f'（{detail}）' if detail else ''}")


class UnparsableError(UnreadableAttachmentError):
    """A parser gave up in a way nobody foresaw."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("文件内容无法解析")


class NoTextError(UnreadableAttachmentError):
    """The file can be opened and holds no words."""

    def __init__(self, reason: str = "文件中没有文字") -> None:
        """Say so."""
        super().__init__(reason)


class TooCostlyError(UnreadableAttachmentError):
    """Reading would take more than a limit allows."""
