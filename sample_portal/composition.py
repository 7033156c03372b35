"""Composes the pages of one day: from the portal's records to what a skin can print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from sample_portal import attachments, columns, dice
from sample_portal.columns import Column
from sample_portal.content.government import Consultation
from sample_portal.documents import Document, Template, is_visible
from sample_portal.labels import labels_of
from sample_portal.listings import ROWS_PER_PAGE, Listing, pages_in
from sample_portal.pages import (
    ArticlePage,
    ConsultationPage,
    Frame,
    GuidePage,
    IndexPage,
    Link,
    ListPage,
    Row,
)
from sample_portal.portal import Portal
from sample_portal.trees import tree_of
from sample_portal.units import BY_KEY, UNITS, Unit
from sample_portal.wording import bodies

ENTRANCE: Final = (Link("首页", "/"), Link("政务公开", "/gongkai/"))
OFFICE: Final = "示例区人民政府办公室"


def list_page(column: Column, listing: Listing, number: int, today: date) -> ListPage:
    """Page `number` (from 1) of a column's list."""
    start = (number - 1) * ROWS_PER_PAGE
    return ListPage(
        frame=_frame(column.names[-1], column, column.path, today),
        tree=tree_of(column.unit),
        name=column.names[-1],
        address=column.path,
        rows=tuple(_row(row, column) for row in listing.rows[start : start + ROWS_PER_PAGE]),
        number=number,
        pages=pages_in(len(listing.rows)),
        total=len(listing.rows),
    )


def article_page(portal: Portal, document: Document, column: Column, today: date) -> ArticlePage:
    """Return a document's page; of the related documents only those there on that day."""
    draft = document.draft
    related = [portal.by_key[key] for key in draft.related if key in portal.by_key]
    return ArticlePage(
        frame=_frame(draft.title, column, document.path, today, _meta(document, column)),
        labels=labels_of(document, today),
        is_policy=draft.template is Template.POLICY,
        heading=draft.title,
        published_on=draft.published_on,
        paragraphs=bodies.paragraphs_of(document),
        signature=bodies.signature_of(document),
        links=tuple(
            Link(other.draft.title, other.path) for other in related if is_visible(other, today)
        ),
        files=attachments.files_of(document),
    )


def guide_page(unit: Unit, today: date) -> GuidePage:
    """Return the unit's guide, which is its home as well."""
    column = columns.column_of(unit, "guide")
    return GuidePage(
        frame=_frame(f"{unit.full_name}政府信息公开指南", column, column.path, today),
        tree=tree_of(unit),
        unit=unit.full_name,
        heading=f"{unit.full_name}政府信息公开指南",
        day=guide_day(unit),
        paragraphs=bodies.guide_of(unit),
    )


def guide_day(unit: Unit) -> date:
    """Return the day the guide was last revised, in the first months of 2021."""
    return date(2021, 1, 11) + timedelta(days=7 * dice.draw(12, unit.key, "guide"))


def consultation_page(item: Consultation, today: date) -> ConsultationPage:
    """Return a consultation's page; how opinions were taken up is told when it is over."""
    heading = f"关于《{item.title}》公开征求意见的公告"
    answer = "共收到意见建议3条，均已研究采纳。" if today > item.closes_on else "征集尚未结束。"
    column = next(column for column in columns.GOVERNMENT if column.key == "consultations")
    notice = f"现将《{item.title}》向社会公开征求意见，可通过信函、电话0500-5180003或电子邮件反馈。"
    return ConsultationPage(
        frame=_frame(heading, column, item.path, today),
        heading=heading,
        period=item.period,
        tabs=(
            ("公告内容", (notice,)),
            ("草案全文", (f"第一条　为做好相关工作，制定{item.title[:-4]}。", "第二条　略。")),
            ("草案解读", ("草案明确了适用范围、部门职责和保障措施。",)),
            ("公众意见采纳情况反馈", (answer,)),
            ("我要发表意见", ("请在公示期内填写意见。",)),
        ),
    )


def index_page(today: date) -> IndexPage:
    """Return the entrance, with every unit and every government-level column."""
    return IndexPage(
        frame=error_frame("示例区人民政府信息公开平台", today),
        groups=(
            ("政府信息公开栏目", tuple(branch.link for branch in tree_of(None))),
            ("部门和镇（街道）", tuple(Link(unit.name, columns.home_of(unit)) for unit in UNITS)),
        ),
    )


def error_frame(title: str, today: date) -> Frame:
    """Return the frame of a page that belongs to no column."""
    return Frame(
        title=title,
        sponsor=OFFICE,
        crumbs=ENTRANCE,
        updated_on=frame_changed_on(today),
        visits=400000 + dice.draw(9000, title),
    )


def frame_changed_on(today: date) -> date:
    """Return the date in the footer: the first of the month, the same on all pages."""
    return today.replace(day=1)


def _row(row: Row, column: Column) -> Row:
    """Return the row; in collecting columns some addresses carry a key and lead to the same page."""
    if column.unit is None and dice.is_chosen(20, "key", row.href):
        millis = 1646200000000 + dice.draw(10**9, "key", row.href)
        return replace(row, href=f"{row.href}?key={millis}")
    return row


def _frame(
    title: str, column: Column, path: str, today: date, meta: tuple[tuple[str, str], ...] = ()
) -> Frame:
    unit = column.unit
    site = (Link(unit.full_name, columns.home_of(unit)),) if unit else ()
    parents = tuple(Link(name, "") for name in column.names[:-1])
    return Frame(
        title=title,
        sponsor=unit.full_name if unit else BY_KEY["office"].full_name,
        crumbs=(*ENTRANCE, *site, *parents, Link(column.names[-1], column.path)),
        updated_on=frame_changed_on(today),
        visits=400000 + dice.draw(90000, path),
        meta=meta,
    )


def _meta(document: Document, column: Column) -> tuple[tuple[str, str], ...]:
    """Meta names on two documents of five."""
    if not dice.is_chosen(40, document.draft.key, "meta"):
        return ()
    return (
        ("ColumnName", column.names[-1]),
        ("ArticleTitle", document.draft.title),
        ("PubDate", f"{document.draft.published_on} {document.created_at:%H:%M}"),
    )
