"""What can go wrong around a run, one class per situation; the command's exit code beside each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from audit_rules.errors import GongkaiError


class ExitCode(IntEnum):
    """The exit codes of the stable interface."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    UNTRUSTWORTHY = 3
    LOCKED = 4
    BUG = 70


class AsOfError(GongkaiError):
    """An `--as-of` is neither a date nor an instant with a zone."""

    def __init__(self, text: str) -> None:
        """Show the two forms."""
        super().__init__(
            f"--as-of “{text}”看不懂。请写日期（2023-03-01，指当日最后一秒）"
            "或带时区的时刻（2023-03-01T02:00:00+08:00）。"
        )


class NoWorkspaceError(GongkaiError):
    """The folder is no workspace."""

    def __init__(self, folder: Path) -> None:
        """Say how to make one."""
        super().__init__(
            f"{folder} 不是工作区（没有 gongkai.yaml）。请先运行 gongkai init {folder} --portal 门户，"
            "或用 --workspace 指定工作区。",
            file=folder,
        )


class WorkspaceExistsError(GongkaiError):
    """`init` would overwrite a workspace."""

    def __init__(self, folder: Path) -> None:
        """Say that nothing was changed."""
        super().__init__(f"{folder} 已经是工作区，未作改动。请换一个文件夹。", file=folder)


class NotAFolderError(GongkaiError):
    """A folder is asked for and cannot be made or written."""

    def __init__(self, folder: Path, reason: str) -> None:
        """Quote the system's reason."""
        super().__init__(f"文件夹 {folder} 不能使用：{reason}。请检查路径和权限。", file=folder)


class UnknownPortalError(GongkaiError):
    """A portal name is neither bundled nor a file."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """List the bundled portals."""
        super().__init__(
            f"没有名为“{name}”的门户，也没有这个文件。自带的门户：{'、'.join(known)}。"
        )


class MissingPortalError(GongkaiError):
    """A new workspace is asked for without a portal."""

    def __init__(self, known: Sequence[str]) -> None:
        """List the bundled portals."""
        super().__init__(
            f"新建工作区要用 --portal 指明门户：自带门户的名称（{'、'.join(known)}），或门户文件。"
        )


class UnknownPortalUnitError(GongkaiError):
    """A unit is asked for that the portal file does not list."""

    def __init__(self, spelling: str, near: Sequence[str]) -> None:
        """Offer near names."""
        offer = f"是否指：{'、'.join(near)}？" if near else "请核对门户文件中的 units。"
        super().__init__(f"门户文件里没有“{spelling}”这个单位。{offer}")


class UnknownColumnError(GongkaiError):
    """A column is asked for that the unit does not have."""

    def __init__(self, column: str, unit: str, known: Sequence[str]) -> None:
        """Offer columns there are."""
        super().__init__(f"{unit}没有“{column}”栏目。现有的栏目例如：{'、'.join(known)}。")


class UnknownOptionError(GongkaiError):
    """An option has a value it cannot have."""

    def __init__(self, option: str, value: str, known: Sequence[str]) -> None:
        """List the values there are."""
        super().__init__(f"{option} 不能是“{value}”，可用的有：{'、'.join(known)}。")


class LockedError(GongkaiError):
    """Another run holds the workspace."""

    def __init__(self, folder: Path, holder: str) -> None:
        """Name the holder."""
        super().__init__(f"工作区 {folder} 正被另一次运行占用（{holder}）。请等它结束后再试。")


class NothingCrawledError(GongkaiError):
    """An audit is asked of a workspace that holds nothing up to that instant."""

    def __init__(self, as_of: str) -> None:
        """Say what to do first."""
        super().__init__(
            f"截至 {as_of} 工作区里没有任何采集或导入的内容。请先运行 gongkai crawl 或 gongkai import-list。"
        )


class DemoFailedError(GongkaiError):
    """A step of the demonstration did not end as it should."""

    def __init__(self, step: str, reason: str) -> None:
        """Name the step."""
        super().__init__(f"演示在“{step}”这一步失败：{reason}")
