"""What can go wrong in the rule book, one class per situation.

Every message is Chinese, names the file, line or year, and says what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class GongkaiError(Exception):
    """The base of all errors this program raises on purpose; commands print its message.

    `file` and `line` (counted from 1) tell where, None where no file is at fault.
    """

    def __init__(self, message: str, *, file: Path | None = None, line: int | None = None) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.file = file
        self.line = line


class MissingFileError(GongkaiError):
    """A file or folder that must be there is not."""

    def __init__(self, file: Path) -> None:
        """Say which one."""
        super().__init__(f"找不到文件：{file}。请检查路径和文件名。", file=file)


class UnreadableFileError(GongkaiError):
    """A file is there, but the operating system does not give its contents."""

    def __init__(self, file: Path, reason: str) -> None:
        """Quote the operating system's reason."""
        super().__init__(f"读不了文件 {file}：{reason}。请检查文件权限和磁盘。", file=file)


class YamlSyntaxError(GongkaiError):
    """A file is not YAML as this program reads it."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        """Say where reading stopped and why."""
        super().__init__(
            f"{file} 第 {line} 行：不是合规的 YAML，{reason}。请改正后重试。", file=file, line=line
        )
        self.reason = reason


class DuplicateKeyError(GongkaiError):
    """One key stands twice in the same mapping; YAML itself would silently keep the last."""

    def __init__(self, file: Path, line: int, key: str, *, first_line: int) -> None:
        """Name both lines."""
        super().__init__(
            f"{file} 第 {line} 行：键“{key}”重复，第 {first_line} 行已经写过。请只保留一处。",
            file=file,
            line=line,
        )
        self.key = key
        self.first_line = first_line


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: its line (from 1), the key it concerns, and what to do."""

    line: int
    key: str
    text: str

    def __str__(self) -> str:
        """Read as one Chinese line."""
        return (
            f"第 {self.line} 行 {self.key}：{self.text}"
            if self.key
            else (f"第 {self.line} 行：{self.text}")
        )


class InvalidFileError(GongkaiError):
    """A file is readable, but what it says does not fit its form; lists every problem at once."""

    def __init__(self, file: Path, problems: Sequence[Problem]) -> None:
        """List the problems in the order of their lines."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(
            f"{file} 有 {len(self.problems)} 处错误，请改正后重试：{lines}",
            file=file,
            line=self.problems[0].line if self.problems else None,
        )


class CalendarUnknownError(GongkaiError):
    """A working day was asked for in a year whose holiday notice is not loaded: never a guess."""

    def __init__(self, year: int) -> None:
        """Name the year and the file to add."""
        super().__init__(
            f"没有 {year} 年的放假安排，无法计算工作日。请按国务院办公厅"
            f"《关于{year}年部分节假日安排的通知》增加 holidays/{year}.yaml；通知未发布前不作推算。"
        )
        self.year = year


class CalendarGapError(GongkaiError):
    """A calendar folder lacks a year between two others."""

    def __init__(self, folder: Path, years: Sequence[int]) -> None:
        """Name the missing years."""
        names = "、".join(f"{year}.yaml" for year in years)
        super().__init__(
            f"日历文件夹 {folder} 中间缺少 {names}。年份必须连续，请补齐。", file=folder
        )
        self.years = tuple(years)


class UnknownUnitError(GongkaiError):
    """A spelling names no unit and no group of the district's file, or names two."""

    def __init__(self, spelling: str, near: Sequence[str] = (), *, where: str) -> None:
        """Offer the nearest known names."""
        offer = f"是否指：{'、'.join(near)}？" if near else "请核对单位名称。"
        super().__init__(f"{where}：没有叫“{spelling}”的单位。{offer}")
        self.near = tuple(near)


class UnknownPlanError(GongkaiError):
    """A plan is asked for that is not installed."""

    def __init__(self, plan_id: str, known: Sequence[str]) -> None:
        """List the installed plans."""
        super().__init__(f"没有方案“{plan_id}”。已有的方案：{'、'.join(known) or '无'}。")


class UnknownRuleError(GongkaiError):
    """A row or rule is asked for that the rule book does not hold."""

    def __init__(self, rule_ids: Sequence[str], known: Sequence[str]) -> None:
        """List the rules there are."""
        super().__init__(f"规则库里没有“{'、'.join(rule_ids)}”。可用的有：{'、'.join(known)}。")


class InvalidPlanError(GongkaiError):
    """A plan's folder contradicts itself: a row twice, a row number that does not exist."""

    def __init__(self, path: Path, reason: str) -> None:
        """Say what does not fit."""
        super().__init__(f"{path}：{reason}。请改正后重试。", file=path)


class InvalidRuleError(GongkaiError):
    """A rule's file is well formed, but one of its checks is not."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Say where and what does not fit."""
        super().__init__(f"{path} 第 {line} 行：{reason}。请改正后重试。", file=path, line=line)
