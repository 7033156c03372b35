"""The Chinese names of what a probe speaks of: makes, kinds of pages, fields, roles, charsets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from audit_rules.model import PageKind, Validity
from spiders.families import load_family
from spiders.probe import Answer, Role
from spiders.recognition import UNKNOWN_FAMILY

KINDS: Final[Mapping[PageKind, str]] = {
    PageKind.DISCLOSURE: "内容页",
    PageKind.LIST: "栏目列表",
    PageKind.GUIDE: "指南",
    PageKind.CONSULTATION: "征求意见",
    PageKind.BLOCKED: "拦截或验证页面",
    PageKind.SOFT_404: "“内容不存在”的提示页",
    PageKind.EMPTY_SHELL: "等脚本填充的空页面",
    PageKind.UNKNOWN: "版式无法识别的页面",
}
FIELDS: Final[Mapping[str, str]] = {
    "title": "标题",
    "published_on": "发布日期",
    "published_at": "发布时刻",
    "formed_on": "成文日期",
    "document_number": "文号",
    "validity": "有效性",
    "valid_until": "有效期至",
    "index_number": "索引号",
    "unit": "发布机构",
    "source": "来源",
    "open_from": "征求意见开始",
    "open_until": "征求意见截止",
}
VALIDITIES: Final[Mapping[Validity, str]] = {
    Validity.IN_FORCE: "现行有效",
    Validity.EXPIRED: "已失效",
    Validity.REPEALED: "已废止",
    Validity.AMENDED: "已修改",
    Validity.PARTLY_IN_FORCE: "部分有效",
    Validity.NOT_YET_IN_FORCE: "尚未生效",
}
ROLES: Final[Mapping[Role, str]] = {
    Role.PAGE: "给出的网址",
    Role.COLUMN: "试读的栏目",
    Role.INTERFACE: "列表接口",
    Role.NEXT: "列表下一页",
    Role.ARTICLE: "第一篇内容",
}
_CHARSETS: Final = ("utf-8-sig", "utf-8", "gb18030", "big5", "utf-16")


def family_title(family: str) -> str:
    """Return a family in words: `gongkai（…平台）`; what stands for unknown says how it was read."""
    if family == UNKNOWN_FAMILY:
        return "没有认出，按通用方法（标签和重复的行）读取"
    return f"{family}（{load_family(family).MAKER}）"


def field_name(field: str) -> str:
    """Return a field's Chinese name; its own name where it has none."""
    return FIELDS.get(field, field)


def value_words(value: object) -> str:
    """Return a field's value as a person reads it; "" for none."""
    if isinstance(value, Validity):
        return VALIDITIES[value]
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value is not None else ""


def charset_of(answer: Answer, text: str) -> str:
    """Return the charset the text was decoded with, found by decoding again; `不明` for a rare one."""
    for name in _CHARSETS:
        try:
            if answer.body.decode(name) == text:
                return name.removesuffix("-sig").upper()
        except (UnicodeDecodeError, UnicodeError):
            continue
    return "UTF-8，有的字节无法解码" if "\ufffd" in text else "不明"
