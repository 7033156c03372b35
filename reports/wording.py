"""The Chinese words for outcomes, severities, kinds of problem and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from audit_rules.model import FindingKind, Outcome, Severity
from audit_rules.quoting import chinese_date
from reports.errors import InstantWithoutZoneError

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")

NOTHING: Final = "—"
"""Stands where there is no value."""

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.PASS: "达标",
    Outcome.NOT_DUE: "未到期",
    Outcome.NOT_APPLICABLE: "不适用",
    Outcome.FINDING: "问题",
    Outcome.SUSPECTED: "疑似",
    Outcome.INCONCLUSIVE: "无法判断",
    Outcome.MANUAL: "需人工核查",
}

SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.A: "严重",
    Severity.B: "较重",
    Severity.C: "一般",
    Severity.D: "提示",
}

KINDS: Final[Mapping[FindingKind, str]] = {
    FindingKind.MISSING: "应公开未公开",
    FindingKind.LATE: "公开不及时",
    FindingKind.MISLABELED: "有效性等标注错误",
    FindingKind.INCOMPLETE: "要素不全",
    FindingKind.STALE: "栏目更新不及时",
    FindingKind.EMPTY_COLUMN: "空白栏目",
    FindingKind.TOO_SHORT: "公示或征求意见期限不足",
    FindingKind.NOT_LINKED: "解读缺失或未关联",
    FindingKind.DATE_CONFLICT: "日期矛盾",
    FindingKind.SUSPECT_DATE: "发布时间待核实",
    FindingKind.MALFORMED_NUMBER: "发文字号不规范",
    FindingKind.DUPLICATE: "重复发布",
    FindingKind.UNREACHABLE: "链接不可用",
    FindingKind.WITHDRAWN: "已公开信息被撤下",
    FindingKind.MISPLACED: "栏目定位不准",
    FindingKind.PERSONAL_DATA: "泄露个人信息",
}
"""Source: notice-format section 4 (P01–P18); kinds it does not list are named in its tone."""

SUGGESTIONS: Final[Mapping[FindingKind, str]] = {
    FindingKind.MISSING: "请在规定栏目补充公开；确无此项信息的，请书面说明。",
    FindingKind.LATE: "请说明超期原因，今后在规定时限内公开。",
    FindingKind.MISLABELED: "请核对文件效力，更正页面标注。",
    FindingKind.INCOMPLETE: "请补齐页面缺少的要素。",
    FindingKind.STALE: "请更新栏目内容；无新增信息的，请书面说明。",
    FindingKind.EMPTY_COLUMN: "请补充栏目内容；不再需要的栏目请申请撤并。",
    FindingKind.TOO_SHORT: "请说明缩短期限的理由，今后按规定期限公示或征求意见。",
    FindingKind.NOT_LINKED: "请发布解读材料，并与文件相互关联。",
    FindingKind.DATE_CONFLICT: "请核对成文日期与发布日期，更正有误的一项。",
    FindingKind.SUSPECT_DATE: "请核实页面发布时间，并提供后台发布记录。",
    FindingKind.MALFORMED_NUMBER: "请按公文格式更正发文字号。",
    FindingKind.DUPLICATE: "请保留一条，撤下重复发布的信息。",
    FindingKind.UNREACHABLE: "请修复链接或更换有效地址。",
    FindingKind.WITHDRAWN: "请恢复公开，或者书面说明撤下的依据。",
    FindingKind.MISPLACED: "请将信息调整到规定栏目。",
    FindingKind.PERSONAL_DATA: "请立即对页面作去标识化处理，并排查同类信息。",
}

HELD_NOTICE: Final = "本次采集不可信，以下发现暂缓使用，不得据以发文"

QUOTE_WITHHELD: Final = "（涉及个人信息，不在此重复）"


def date_words(day: date | None) -> str:
    """Write a day as `2022年6月8日`, without leading zeros; a dash for none."""
    return NOTHING if day is None else chinese_date(day)


def in_shanghai(instant: datetime) -> datetime:
    """Return the same instant on Shanghai's clock; one without a zone is refused."""
    if instant.tzinfo is None:
        raise InstantWithoutZoneError(instant)
    return instant.astimezone(SHANGHAI)


def instant_words(instant: datetime | None) -> str:
    """Write an instant as `2022年6月8日 09:05`, Shanghai time; a dash for none."""
    if instant is None:
        return NOTHING
    local = in_shanghai(instant)
    return f"{date_words(local.date())} {local:%H:%M}"
