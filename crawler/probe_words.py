"""A probe on the terminal: what answered, what was read, what could not be, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import unquote

from rich.table import Table
from rich.text import Text

from audit_rules.model import Attachment, ListEntry, Listing, PageRecord
from crawler.console import OUT
from crawler.probe import Probe
from crawler.probe_names import (
    FIELDS,
    KINDS,
    ROLES,
    charset_of,
    family_title,
    field_name,
    value_words,
)
from crawler.probe_verdict import Judgement, new_rows, unread_labels
from reports.terminal_width import fitted
from spiders.portal import ITEM_KINDS
from spiders.probe import Answer, Look, Role, following_page

FIRST_ROWS: Final = 5
LAST_ROWS: Final = 2
COLUMNS_SHOWN: Final = 12
FILES_SHOWN: Final = 5
TITLE_WIDTH: Final = 200
"""Columns of a terminal; what does not fit into one line of the table is folded."""
VALUE_WIDTH: Final = 200
RAW_WIDTH: Final = 120
URL_WIDTH: Final = 500
REASON_WIDTH: Final = 300
SELDOM: Final = frozenset(("published_at", "open_from", "open_until"))
"""Fields whose absence is not worth a word."""
NO_DATE: Final = "（无日期）"


def print_probe(probe: Probe, judgement: Judgement, remarks: Sequence[str] = ()) -> None:
    """Print everything, the verdict last; `remarks` stand before it."""
    OUT.print(f"试读 {_line(probe.url, URL_WIDTH)}")
    for line in _answer_lines(probe):
        OUT.print(f"  {line}")
    _print_columns(probe.first)
    _print_list(probe)
    _print_articles(probe)
    _print_points("没有读到或没有读全的：", judgement.reasons)
    _print_points("接下来请看：", judgement.advice)
    for remark in remarks:
        OUT.print(remark)
    OUT.print(f"结论：能否照现状核查——{judgement.verdict.value}。{judgement.sentence}")


def _line(text: str, width: int = REASON_WIDTH) -> str:
    """Return a stranger's words as one line that cannot steer the terminal."""
    return fitted(text, width)


# --- the answers -----------------------------------------------------------------------------------


def _answer_lines(probe: Probe) -> Iterator[str]:
    first = probe.first
    for look in probe.looks:
        yield f"{ROLES[look.role]}：{_answer_words(look)}"
        if look.role is not Role.PAGE:
            yield f"  {_line(look.asked, URL_WIDTH)}"
        for moved in _moves(look):
            yield f"  转到 {_line(moved, URL_WIDTH)}"
    yield f"爬虫协议：{probe.robots}"
    yield f"访问标识：{_line(unquote(probe.user_agent))}"
    if first.record is not None:
        evidence = f"，依据：{probe.evidence}" if probe.evidence else ""
        yield f"网站系统：{family_title(probe.family)}{evidence}"
        title = _line(first.record.title or (first.page.title_tag if first.page else ""), 100)
        kind = "单位公开主页或栏目目录" if first.is_home else KINDS[first.record.page_kind]
        yield f"网页类型：{kind}{f'，标题“{title}”' if title else ''}"
        if not first.is_home and "page" in first.record.unreadable:
            yield f"网页上的话：{_line(first.record.unreadable['page'])}"


def _answer_words(look: Look) -> str:
    failed = f"——{_line(look.failure)}" if look.failure else ""
    if look.answer is None:
        return f"没有读到{failed}"
    parts = [f"HTTP状态{look.answer.status}", _size(look.answer)]
    if look.answer.content_type:
        parts.append(_line(look.answer.content_type, 60))
    if look.page is not None:
        parts.append(f"按{charset_of(look.answer, look.page.html)}解码")
    if look.answer.form:
        parts.append("以POST提交")
    return "，".join(parts) + failed


def _size(answer: Answer) -> str:
    length = len(answer.body)
    return f"{length / 1024:.1f}KB" if length >= 1024 else f"{length}字节"


def _moves(look: Look) -> tuple[str, ...]:
    if look.answer is None or not look.answer.redirects:
        return ()
    return (*look.answer.redirects[1:], look.answer.url)


# --- tables ----------------------------------------------------------------------------------------


def _table(title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table; texts fold where the terminal is narrow, numbers and dates are never cut."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in headers:
        folds = name not in ("序号", "日期", "项目")
        table.add_column(name, no_wrap=not folds, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _print_columns(look: Look) -> None:
    """Print the columns a home links to; beside rows they are only counted."""
    if not look.columns:
        return
    if not look.is_home:
        OUT.print(
            f"这一页还链接到{len(look.columns)}个栏目，例如“{_line(look.columns[0].path, 60)}”。"
        )
        return
    base = "/".join((look.answer.url if look.answer else look.asked).split("/")[:3])
    rows = [
        (str(number), _line(column.path, 60), _line(column.url.removeprefix(base), URL_WIDTH))
        for number, column in enumerate(look.columns[:COLUMNS_SHOWN], 1)
    ]
    title = f"栏目（共{len(look.columns)}个）"
    OUT.print(_table(title, ("序号", "栏目", "网址"), rows))
    if len(look.columns) > COLUMNS_SHOWN:
        OUT.print(f"另有{len(look.columns) - COLUMNS_SHOWN}个栏目没有显示。")
    OUT.print(
        f"栏目树可能不全：{_line(look.columns_obstacle)}。"
        if look.columns_obstacle
        else "没有发现栏目树不全的迹象。"
    )


# --- lists -----------------------------------------------------------------------------------------


def _print_list(probe: Probe) -> None:
    look = probe.list_look
    if look is None or look.listing is None:
        return
    served = probe.look(Role.INTERFACE)
    paths = (column.path for column in probe.first.columns if column.url == look.asked)
    sample = next(paths, "") if look.role is Role.COLUMN else ""
    name = f"试读的栏目“{_line(sample, 80)}”" if sample else "栏目列表"
    listing = look.listing
    _print_rows(name, listing)
    for line in _paging_lines(listing):
        OUT.print(f"  {line}")
    if served is not None and served.listing is not None and served.failure is None:
        _print_served(listing, served.listing)
        listing = served.listing
    following = probe.look(Role.NEXT)
    if following is not None:
        OUT.print(f"  {_next_words(listing, following)}")


def _print_served(front: Listing, served: Listing) -> None:
    """Print the interface's rows, unless they are those the page has shown."""
    if [entry.url for entry in front.entries] == [entry.url for entry in served.entries]:
        OUT.print(f"列表接口：{len(served.entries)}条，与网页上的条目相同。")
    else:
        _print_rows("列表接口", served)
    for line in _paging_lines(served, front):
        OUT.print(f"  {line}")


def _print_rows(name: str, listing: Listing) -> None:
    entries = listing.entries
    if entries:
        OUT.print(
            _table(f"{name}：{len(entries)}条", ("序号", "日期", "标题"), _row_cells(entries))
        )
    else:
        OUT.print(f"{name}：没有条目。")


def _row_cells(entries: Sequence[ListEntry]) -> Iterator[tuple[str, str, str]]:
    """Give the first rows and the last ones."""
    is_short = len(entries) <= FIRST_ROWS + LAST_ROWS + 1
    shown = range(len(entries)) if is_short else (*range(FIRST_ROWS), *range(len(entries) - LAST_ROWS, len(entries)))  # fmt: skip
    before = -1
    for number in shown:
        if number != before + 1:
            yield "…", "…", f"（其间{number - before - 1}条）"
        before = number
        entry = entries[number]
        day = entry.published_on.isoformat() if entry.published_on else NO_DATE
        yield str(number + 1), day, _line(entry.title, TITLE_WIDTH)


def _paging_lines(listing: Listing, front: Listing | None = None) -> Iterator[str]:
    """Say how the list goes on; `front` is its own page where `listing` came from its interface."""
    undated = sum(entry.published_on is None for entry in listing.entries)
    if undated:
        yield f"没有日期的：{undated}条"
    following = following_page(listing, front)
    total, rows = listing.total, len(listing.entries)
    pages = f"，按每页{rows}条约{-(-total // rows)}页" if total and rows and following else ""
    yield f"声明的总数：{total}条{pages}" if total is not None else "声明的总数：没有写明"
    yield f"下一页：{_line(following, URL_WIDTH) if following else '没有'}"
    further = max(len(each.further_pages) for each in (listing, front) if each is not None)
    if further > 1:
        yield f"翻页链接到的其他页：{further}页"
    if listing.served_by:
        yield f"条目由接口提供：{_line(listing.served_by, URL_WIDTH)}"
    yield f"这一页读全了吗：{'是' if listing.complete else '否，' + _line(listing.reason or '')}"


def _next_words(first: Listing, following: Look) -> str:
    if following.failure is not None or following.listing is None:
        return f"接下去的一页：没有读到，{_line(following.failure or '不是栏目列表')}"
    listing = following.listing
    new = new_rows(first, listing)
    dates = [entry.published_on for entry in listing.entries if entry.published_on]
    period = f"，日期{min(dates)}至{max(dates)}" if dates else ""
    whole = "读全" if listing.complete else f"没有读全（{_line(listing.reason or '')}）"
    return f"接下去的一页：{whole}，{len(listing.entries)}条，其中{new}条是新的{period}"


# --- articles --------------------------------------------------------------------------------------


def _print_articles(probe: Probe) -> None:
    for look in (probe.first, probe.look(Role.COLUMN), probe.look(Role.ARTICLE)):
        record = look.record if look else None
        is_item = record is not None and record.page_kind in ITEM_KINDS
        # What a home shows beside its columns is not what was asked for.
        if look is not None and record is not None and is_item and not look.is_home:
            _print_article(look, record)


def _print_article(look: Look, record: PageRecord) -> None:
    rows = list(_field_rows(record))
    title = f"{ROLES[look.role]}：{KINDS[record.page_kind]}"
    if rows:
        OUT.print(_table(title, ("项目", "值", "原文", "位置"), rows))
    else:
        OUT.print(f"{title}，没有读到任何一项。")
    for line in _remark_lines(record):
        OUT.print(f"  {line}")


def _field_rows(record: PageRecord) -> Iterator[tuple[str, str, str, str]]:
    for field, name in FIELDS.items():
        value = value_words(getattr(record, field))
        source = record.fields.get(field)
        if value:
            raw = source.raw if source else ""
            where = source.where if source else ""
            shown = "同左" if raw == value else _line(raw, RAW_WIDTH)
            yield name, _line(value, VALUE_WIDTH), shown, _line(where, 40)
        elif field in record.unreadable:
            yield name, "看不懂", _line(record.unreadable[field], RAW_WIDTH), ""


def _remark_lines(record: PageRecord) -> Iterator[str]:
    """Say what is absent and in which way, what disagrees, and what else the page offers."""
    unread = unread_labels(record)
    left = [
        field
        for field in FIELDS
        if getattr(record, field) is None and field not in record.unreadable
        if field not in SELDOM
    ]
    blank = [field for field in left if field in record.labels_read]
    absent = [field for field in left if field not in record.labels_read and field not in unread]
    for words, fields in (
        ("有标签，内容是空的或写明没有", blank),
        ("印有标签，但没有读到值", unread),
        ("网页上没有", absent),
    ):
        if fields:
            yield f"{words}：{'、'.join(map(field_name, fields))}"
    for conflict in record.conflicts:
        a, b = _line(conflict.a, 60), _line(conflict.b, 60)
        yield f"说法不一：{field_name(conflict.field)}，采用“{a}”，另有“{b}”"
    if record.record_created_at:
        yield f"网址里的建档时刻：{value_words(record.record_created_at)}（不作发布日期）"
    yield from _file_lines(record.attachments)


def _file_lines(files: Sequence[Attachment]) -> Iterator[str]:
    if not files:
        return
    names = "、".join(_line(file.name, 40) for file in files[:FILES_SHOWN])
    more = "等" if len(files) > FILES_SHOWN else ""
    yield f"附件{len(files)}个（没有下载）：{names}{more}"


# --- the verdict -----------------------------------------------------------------------------------


def _print_points(heading: str, points: Sequence[str]) -> None:
    if points:
        OUT.print(heading)
    for point in points:
        OUT.print(f"  - {_line(point)}")
