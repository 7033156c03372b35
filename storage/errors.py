"""What can go wrong with stored records and evidence, one class per situation.

Every message is Chinese, names the database, file or address, and says what to do.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DontWrapMixin

from audit_rules.errors import GongkaiError


class StorageError(GongkaiError):
    """The base of all errors of this package."""


# --- the database ---------------------------------------------------------------------------------


class MissingDatabaseError(StorageError):
    """The database to open does not exist, or holds no table of ours."""

    def __init__(self, database: str) -> None:
        """Say which one."""
        super().__init__(f"数据库 {database} 不存在或尚未建表。请先运行 gongkai init 建立工作区。")


class OutdatedDatabaseError(StorageError):
    """The database was made by an older version of this program."""

    def __init__(self, database: str, *, found: str, expected: str) -> None:
        """Name both schema revisions."""
        super().__init__(
            f"数据库 {database} 的结构版本是 {found}，本程序需要 {expected}。"
            "请先备份，再运行 gongkai init 工作区文件夹 --upgrade 升级。"
        )


class NewerDatabaseError(StorageError):
    """The database was made by a newer version of this program."""

    def __init__(self, database: str, *, found: str, expected: str) -> None:
        """Name both schema revisions."""
        super().__init__(
            f"数据库 {database} 的结构版本 {found} 比本程序（{expected}）新。"
            "请升级本程序，不要用旧版本写入。"
        )


class NotADatabaseError(StorageError):
    """The file is something else, or its first page is destroyed."""

    def __init__(self, database: str) -> None:
        """Say which file."""
        super().__init__(f"{database} 不是数据库文件，或文件头已损坏。请检查路径，或从备份恢复。")


class DamagedDatabaseError(StorageError):
    """The database's pages contradict each other."""

    def __init__(self, database: str) -> None:
        """Say which file."""
        super().__init__(f"数据库 {database} 已损坏。请停止写入，保留原文件，从最近的备份恢复。")


class UnopenableDatabaseError(StorageError):
    """The operating system does not let the database be opened, or its server does not answer."""

    def __init__(self, database: str) -> None:
        """Say which one."""
        super().__init__(f"打不开数据库 {database}。请检查文件夹是否存在、权限和数据库服务。")


class LockedDatabaseError(StorageError):
    """Another process held the write lock for longer than we wait."""

    def __init__(self, database: str) -> None:
        """Say which one."""
        super().__init__(
            f"数据库 {database} 正被另一个程序写入，等待超时。请等它结束后重试；已存的内容不受影响。"
        )


class ReadOnlyDatabaseError(StorageError):
    """The database cannot be written by this account."""

    def __init__(self, database: str) -> None:
        """Say which one."""
        super().__init__(f"数据库 {database} 只读，写不进去。请检查文件和所在文件夹的写权限。")


class DiskFullError(StorageError):
    """No room is left; what was committed before stays."""

    def __init__(self, place: str) -> None:
        """Say where room is needed."""
        super().__init__(
            f"磁盘已满，{place} 写不进去；此前已保存的内容没有丢失。请腾出空间后重新运行。"
        )


class DiskFailureError(StorageError):
    """The disk failed to read or write the database."""

    def __init__(self, database: str) -> None:
        """Say which one."""
        super().__init__(f"读写数据库 {database} 时磁盘出错。请检查磁盘，必要时从备份恢复。")


# --- what the caller gives ------------------------------------------------------------------------


class NaiveInstantError(StorageError, DontWrapMixin):
    """An instant without a zone was to be stored: a fault of the calling code."""

    def __init__(self, instant: datetime) -> None:
        """Quote it."""
        super().__init__(f"时刻 {instant.isoformat()} 没有时区，不能保存。请报告这个程序错误。")


class RunOrderError(StorageError):
    """A crawl was to be stored as of an instant before one already stored.

    Accepting it would rewrite what the later nights saw first.
    """

    def __init__(self, portal: str, *, as_of: datetime, latest: datetime) -> None:
        """Name both instants."""
        super().__init__(
            f"门户 {portal} 已存有 {latest.isoformat()} 的读取，不能再补存更早的 {as_of.isoformat()}。"
            "请改用不早于它的 --as-of，或另建一个工作区。"
        )


class UnknownRunError(StorageError):
    """A run was named that this database does not hold."""

    def __init__(self, run_id: int) -> None:
        """Say which one."""
        super().__init__(f"数据库里没有编号 {run_id} 的运行记录。请检查编号和所用的数据库。")


# --- the evidence archive -------------------------------------------------------------------------


class UnknownSnapshotError(StorageError):
    """No page with this SHA-256 was ever stored."""

    def __init__(self, sha256: str) -> None:
        """Say which one."""
        super().__init__(f"存档索引里没有 SHA-256 为 {sha256} 的页面。请检查数据库是否配套。")


class WrongDigestError(StorageError):
    """A snapshot was handed over whose bytes do not have the SHA-256 it claims."""

    def __init__(self, url: str) -> None:
        """Say which page."""
        super().__init__(f"页面 {url} 的内容与所报 SHA-256 不符，未存档。请报告这个程序错误。")


class EvidenceMissingError(StorageError):
    """The index names an archive file that is not in the evidence folder."""

    def __init__(self, file: Path, url: str) -> None:
        """Name the file and the page it held."""
        super().__init__(
            f"找不到存档文件 {file}（其中存有 {url}）。请从备份取回该文件放回原处。", file=file
        )


class EvidenceUnreadableError(StorageError):
    """The operating system does not give, or take, the bytes of an archive file."""

    def __init__(self, file: Path, reason: str) -> None:
        """Quote the operating system's reason."""
        super().__init__(f"读写存档文件 {file} 失败：{reason}。请检查权限和磁盘。", file=file)


class EvidenceTruncatedError(StorageError):
    """An archive file ends before, or inside, the record the index points to."""

    def __init__(self, file: Path, url: str) -> None:
        """Name the file and the page that is cut."""
        super().__init__(
            f"存档文件 {file} 不完整，取不出 {url}。请从备份取回该文件；不要修改现有文件。",
            file=file,
        )


class EvidenceAlteredError(StorageError):
    """A record can be read, but it is not the page that was stored."""

    def __init__(self, file: Path, url: str) -> None:
        """Name the file and the page whose bytes differ."""
        super().__init__(
            f"存档文件 {file} 中 {url} 的内容与保存时的 SHA-256 不符，可能被改动，不能作为佐证。"
            "请保留现场并与备份核对。",
            file=file,
        )
