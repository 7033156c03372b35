"""The label box above a document: which labels stand there on a day, and what they say."""

from __future__ import annotations

from datetime import date
from typing import Final

from sample_portal import dice
from sample_portal.days import chinese
from sample_portal.documents import Document, Template
from sample_portal.units import BY_KEY

Labels = tuple[tuple[str, str], ...]

SPACED: Final = {"标题": "标　题", "索引号": "索 引 号", "文号": "文 号", "有效性": "有 效 性"}
SUBJECTS: Final = (
    "综合政务",
    "城乡建设、环境保护",
    "财政、金融、审计",
    "民政、社区",
    "农业、林业、水利",
)


def labels_of(document: Document, today: date) -> Labels:
    """Label and text from the top of the box; the labels of some documents are padded."""
    box = {
        Template.GENERAL: _general,
        Template.POLICY: _policy,
    }[document.draft.template](document)
    for relabel in document.draft.relabels:
        if relabel.on > today:
            continue
        if relabel.text is None:
            del box[relabel.label]
        else:
            box[relabel.label] = relabel.text
    is_spaced = dice.is_chosen(12, document.draft.key, "spaced")
    return tuple(
        (SPACED.get(label, label) if is_spaced else label, text) for label, text in box.items()
    )


def issuer_of(document: Document) -> str:
    """Who signs the document."""
    return document.draft.issuer or BY_KEY[document.draft.unit].full_name


def index_number(document: Document) -> str:
    """Return `<unit code>/<year>-<serial>`, with the leaks of the real platform on a few."""
    code = BY_KEY[document.draft.unit].code
    year = document.created_at.year
    plain = f"{code}/{year}-{document.serial}"
    return {
        0: f"/{year}-None",
        1: f"{plain}.0",
        2: f"/{year}-{document.serial}",
        3: f"{code[:9]}/{year}-{document.serial}",
    }.get(dice.draw(60, document.draft.key, "index"), plain)


def box_title(document: Document) -> str:
    """Return the title in the box, which on some ordinary papers has a space in its middle."""
    title, key = document.draft.title, document.draft.key
    if "/ordinary-" in key and "年" in title and dice.is_chosen(8, key, "gap"):
        return title.replace("年", "年 ", 1)
    return title


def _general(document: Document) -> dict[str, str]:
    return {
        "标题": box_title(document),
        "索引号": index_number(document),
        "文号": document.number,
        "发文日期": _issued(document),
        "发布机构": issuer_of(document),
    }


def _policy(document: Document) -> dict[str, str]:
    return {
        "标题": document.draft.title,
        "发文机关": issuer_of(document),
        "发文字号": document.number,
        "索引号": index_number(document),
        "成文日期": chinese(document.draft.formed_on),
        "发文日期": document.draft.published_on.isoformat(),
        "主题分类": dice.pick(SUBJECTS, document.draft.key),
        "有效性": document.draft.validity,
    }


def _issued(document: Document) -> str:
    """Return the day of publication, on some with the time of the record."""
    shown = document.draft.published_on.isoformat()
    if dice.is_chosen(10, document.draft.key, "time"):
        return f"{shown} {document.created_at:%H:%M:%S}"
    return shown
