"""An audit in a few lines of plain text."""

from __future__ import annotations

from typing import Final

from audit_rules.model import Audit, ColumnRead
from reports.column_health import ColumnHealth, column_health
from reports.terminal_width import fitted
from reports.totals import totals
from reports.wording import OUTCOMES, SEVERITIES, instant_words

_TOP_UNITS: Final = 5
_TOP_COLUMNS: Final = 5
_REASON_COLUMNS: Final = 60


def summary_lines(audit: Audit) -> list[str]:
    """Return the lines a night's log and the demonstration show, in order."""
    counted = totals(audit)
    outcomes = "，".join(f"{OUTCOMES[outcome]} {number}" for outcome, number in counted.outcomes)
    severities = "，".join(f"{SEVERITIES[level]} {number}" for level, number in counted.severities)
    units = "，".join(f"{unit} {number}" for unit, number in counted.units[:_TOP_UNITS])
    health = column_health(audit)
    return [
        f"{audit.portal.title}：{audit.plan_title}，核查截至 {instant_words(audit.as_of)}",
        f"结果：{outcomes}",
        f"严重程度（问题和疑似）：{severities}",
        f"涉及单位 {len(counted.units)} 个" + (f"，较多的：{units}" if units else ""),
        *_reading_lines(health),
    ]


def _reading_lines(health: ColumnHealth) -> list[str]:
    """Return how much was read, and the first unread columns with the reason."""
    lines = [
        f"栏目：共 {health.columns} 个，读全 {len(health.whole)} 个，未读全 {len(health.unread)} 个"
    ]
    lines += [_unread_line(read) for read in health.unread[:_TOP_COLUMNS]]
    if len(health.unread) > _TOP_COLUMNS:
        lines.append(f"  其余 {len(health.unread) - _TOP_COLUMNS} 个未读全栏目见核查清单“说明”表")
    if health.sites_unread:
        lines.append(f"单位主页未读到的：{'，'.join(read.unit for read in health.sites_unread)}")
    return lines


def _unread_line(read: ColumnRead) -> str:
    """Return one unread column and why."""
    owner = read.unit or "政府级栏目"
    return fitted(
        f"未读全：{owner} {read.column}（{read.reason or '未读到末页'}）", _REASON_COLUMNS * 2
    )
