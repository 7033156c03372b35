"""What a probe means: can this column be audited as it is, why not, and what to look at next.

The measure is the crawl's own: a column counts only if every page that was looked at shows all its
rows and leads on. What is read though the column is not whole can be audited; absence cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from audit_rules.model import Listing, PageKind, PageRecord
from crawler.probe import Probe
from crawler.probe_names import FIELDS, field_name
from spiders.portal import ITEM_KINDS
from spiders.probe import Look, Role, following_page
from spiders.recognition import UNKNOWN_FAMILY

FAILED_KINDS: Final = frozenset(
    (PageKind.BLOCKED, PageKind.SOFT_404, PageKind.EMPTY_SHELL, PageKind.UNKNOWN)
)
BY_LIST: Final = "或者请网站后台导出清单，用 gongkai import-list 导入"
ADVICE: Final = (
    (("脚本", "注释", "空列表"), f"内容由脚本填充，本程序不运行脚本：请用浏览器打开核对，{BY_LIST}。"),
    (("没有读到条目",), "请用浏览器打开核对：栏目是真的没有内容，还是条目由脚本填充或写在别处。"),
    (("拦截", "验证"), "网站防护拦住了程序：请与网站管理人员联系，把本程序的访问标识列入允许名单；不要设法绕过。"),
    (("robots.txt",), f"请网站管理人员在 robots.txt 中允许 Gongkai 读取，{BY_LIST}。"),
    (("其他网站",), "若那个网站也归本单位管，请直接试读那里的网址，或把它的域名写进门户文件的 allowed_hosts。"),
    (("不存在", "HTTP状态404", "HTTP状态410"), "请核对网址，或从网站首页重新点到这个栏目，复制地址栏里的网址。"),
    (("HTTP状态401", "HTTP状态403"), "网站不让读取这个网址：请与网站管理人员联系。"),
    (("HTTP状态5", "超时", "中断", "拒绝连接", "没有传完"), "可能是一时故障：请过一会儿再试，或与网站管理人员联系。"),
    (("域名解析",), "请核对网址里的域名，并检查本机能否上网。"),
    (("版式无法识别", "不是栏目列表"), "请用浏览器打开核对：这可能是导航页，请进入其中的栏目，用栏目的网址再试。"),
    (("超过大小上限",), "这一页大得不像栏目或内容页：请用浏览器打开核对。"),
    (("不是网页",), "请改用发布这个文件的网页或栏目的网址。"),
    (("没有其他页的链接", "可能只显示了一部分", "按年份"), "请用浏览器看这个栏目是否还有更多条目，各自在哪个网址。"),
)  # fmt: skip
"""Words of a reason → what a person should do about it."""


class Verdict(StrEnum):
    """The answer to: can this be audited as it is?"""

    YES = "能"
    PARTLY = "部分"
    NO = "不能"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The answer, in one sentence; what speaks against a plain yes; what to look at next."""

    verdict: Verdict
    sentence: str
    reasons: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def is_readable(probe: Probe) -> bool:
    """Tell whether anything at all could be read at the address."""
    record = probe.first.record
    return record is not None and (
        record.page_kind not in FAILED_KINDS or bool(probe.first.columns)
    )


def judge(probe: Probe) -> Judgement:
    """Judge what was seen."""
    if not probe.is_whole:
        return Judgement(verdict=Verdict.NO, sentence="试读被中断，没有看完，不能下结论。")
    if not is_readable(probe):
        reason = probe.first.failure or "没有读到可用的内容"
        return _judgement(probe, Verdict.NO, "这个网址没有读到可用的内容。", [reason])
    if probe.first.is_home:
        return _judge_home(probe)
    look = probe.list_look
    if look is not None:
        return _judge_list(probe, look)
    return _judge_article(probe)


def _judgement(probe: Probe, verdict: Verdict, sentence: str, reasons: list[str]) -> Judgement:
    unique = tuple(dict.fromkeys(reasons))
    return Judgement(
        verdict=verdict,
        sentence=sentence,
        reasons=unique,
        advice=tuple(dict.fromkeys(_advice(probe, unique))),
    )


def _advice(probe: Probe, reasons: tuple[str, ...]) -> Iterator[str]:
    fitting = [
        advice
        for reason in reasons
        for words, advice in ADVICE
        if any(word in reason for word in words)
    ]
    yield from fitting
    if not is_readable(probe) and not fitting:
        yield "请用浏览器打开这个网址，看它显示什么、最后停在哪个网址，用那个网址再试。"
    for family, count in probe.finders.items():
        yield (
            f"按 {family} 的网址规律能在这一页找到{count}个栏目："
            f"若是这种网站，加上 --family {family} 再试读一次。"
        )
    if is_readable(probe):
        yield from _advice_on_page(probe)


def _advice_on_page(probe: Probe) -> Iterator[str]:
    if probe.first.moved_to:
        yield (
            "给出的网址被转到了另一个网址，以上说的是转到的那一页：请确认就是要看的栏目"
            "（栏目撤掉后常被转到首页），门户文件里写转到后的网址。"
        )
    if probe.family == UNKNOWN_FAMILY:
        yield "没有认出网站系统，以上是按通用方法读到的：请与浏览器里看到的逐项对照，条目、日期一致再采用。"
    for look in (probe.first, probe.look(Role.ARTICLE)):
        if look and look.record and look.record.page_kind in ITEM_KINDS:
            yield from _advice_on_fields(look.record)


def _advice_on_fields(record: PageRecord) -> Iterator[str]:
    if record.unreadable:
        yield "有的标签旁边的文字看不懂（见上表）：请核对网页，是网页写错还是本程序不认识这种写法。"
    if unread_labels(record):
        yield "有的标签印在网页上但没有读到值（见上表）：请核对网页，并把试读存下的网页交给维护人员。"
    if record.conflicts:
        yield "网页上同一项内容有两种说法（见上表）：请核对以哪个为准。"


def unread_labels(record: PageRecord) -> tuple[str, ...]:
    """Return the fields whose label words stand on the page though nothing was read beside them."""
    left = (record.labels_printed & set(FIELDS)) - record.labels_read - set(record.unreadable)
    return tuple(sorted(name for name in left if getattr(record, name, None) is None))


# --- homes -----------------------------------------------------------------------------------------


def _judge_home(probe: Probe) -> Judgement:
    """Judge a home by its tree of columns and the one column that was tried."""
    home = probe.first
    reasons = [home.columns_obstacle] if home.columns_obstacle else []
    found = f"找到{len(home.columns)}个栏目"
    sample = probe.look(Role.COLUMN)
    if sample is None:
        return _judgement(probe, Verdict.PARTLY, f"{found}，都在其他网站，没有试读。", reasons)
    name = next((each.path for each in home.columns if each.url == sample.asked), "")
    look = probe.list_look
    if look is None:
        is_article = sample.record is not None and sample.record.page_kind in ITEM_KINDS
        if is_article and sample.failure is None:
            sentence = f"{found}，试读的栏目“{name}”是一篇文章。"
            return _judgement(probe, Verdict.PARTLY if reasons else Verdict.YES, sentence, reasons)
        reasons.append(f"试读的栏目“{name}”：{sample.failure or '不是栏目列表'}")
        return _judgement(probe, Verdict.PARTLY, f"{found}，试读的一个没有读到。", reasons)
    tried = _judge_list(probe, look)
    reasons += [f"试读的栏目“{name}”：{reason}" for reason in tried.reasons]
    verdict = Verdict.PARTLY if reasons else Verdict.YES
    state = "可以核查" if tried.verdict is Verdict.YES else "不能完全核查"
    return _judgement(probe, verdict, f"{found}，试读的一个{state}。", reasons)


# --- lists -----------------------------------------------------------------------------------------


def _judge_list(probe: Probe, look: Look) -> Judgement:
    listing = look.listing
    if listing is None:
        return _judgement(probe, Verdict.NO, "不是栏目列表。", [])
    rows = list_rows(probe, listing)
    problems = list(_list_problems(probe, look, listing))
    if problems:
        if not rows:
            return _judgement(probe, Verdict.NO, "没有读到任何条目，不能核查。", problems)
        sentence = "读到的条目可以核查，但不能据此认定“未公开”，因为栏目没有读全。"
        return _judgement(probe, Verdict.PARTLY, sentence, problems)
    if not rows:
        return _judgement(probe, Verdict.YES, "栏目读全了，网页写明没有内容。", [])
    doubts = list(_item_doubts(probe))
    if doubts:
        sentence = "列表可以读全，但内容页的核查会有缺项。"
        return _judgement(probe, Verdict.PARTLY, sentence, doubts)
    more = probe.look(Role.NEXT) is not None
    sentence = "试读的各页都读全了，其余各页在采集时逐页核对。" if more else "栏目读全了。"
    return _judgement(probe, Verdict.YES, sentence, [])


def list_rows(probe: Probe, listing: Listing) -> int:
    """Return how many rows were read on all list pages that were looked at, each address once."""
    listings = [listing, *(found for _, found in _later_pages(probe))]
    return len({entry.url for each in listings for entry in each.entries})


def _later_pages(probe: Probe) -> Iterator[tuple[Look, Listing]]:
    for role in (Role.INTERFACE, Role.NEXT):
        look = probe.look(role)
        if look is not None and look.listing is not None and look.failure is None:
            yield look, look.listing


def _list_problems(probe: Probe, look: Look, listing: Listing) -> Iterator[str]:
    """Say what a crawl would find against this list, as far as the pages looked at tell."""
    if look.failure:
        yield look.failure
    first = listing
    if listing.served_by is not None:
        served = probe.look(Role.INTERFACE)
        if served is None or served.failure is not None or served.listing is None:
            reason = served.failure if served else None
            yield f"列表接口未能读取：{reason or '回答里没有条目'}"
            return
        first = served.listing
        yield from _front_lacking(listing, first)
    if not first.complete:
        yield first.reason or "列表没有读全"
    front = listing if first is not listing else None
    if following_page(first, front) is None:
        if first.total is not None and first.total != len(first.entries):
            yield f"栏目声明共{first.total}条，实际读到{len(first.entries)}条"
        return
    yield from _next_problems(probe, first, pages=len((front or first).further_pages))


def _front_lacking(front: Listing, served: Listing) -> Iterator[str]:
    """Rows of the list's own page must come from its interface too, where it has but one page."""
    urls = {entry.url for entry in served.entries}
    lacking = sum(entry.url not in urls for entry in front.entries)
    if lacking and following_page(served, front) is None:
        yield f"栏目首页上的{lacking}条在列表接口中没有"


def _next_problems(probe: Probe, first: Listing, *, pages: int) -> Iterator[str]:
    """Say what speaks against the second page; `pages` is how many others the first leads to."""
    look = probe.look(Role.NEXT)
    if look is None:
        yield "第2页没有问到"
        return
    listing = look.listing
    if look.failure is not None or listing is None:
        yield f"第2页未能读取：{look.failure or '不是栏目列表'}"
        return
    if not listing.complete:
        yield f"第2页：{listing.reason}"
    if not listing.entries:
        yield "第2页没有条目"
    elif not new_rows(first, listing):
        yield "第2页与第1页重复"
    read = {entry.url for each in (first, listing) for entry in each.entries}
    is_last = listing.next_page is None and pages <= 1
    rows = len(first.entries) + len(listing.entries)
    if is_last and first.total is not None and first.total not in {len(read), rows}:
        yield f"栏目声明共{first.total}条，实际读到{rows}条"


def new_rows(first: Listing, following: Listing) -> int:
    """Return how many rows of the second page were not on the first."""
    known = {entry.url for entry in first.entries}
    return sum(entry.url not in known for entry in following.entries)


def _item_doubts(probe: Probe) -> Iterator[str]:
    """Say what the one article that was read lacks."""
    look = probe.look(Role.ARTICLE)
    if look is None:
        yield "条目都是文件或其他网站的网页，没有可试读的内容页"
    elif look.failure is not None or look.record is None:
        yield f"试读的内容页：{look.failure or '没有读到'}"
    else:
        in_row = look.entry is not None and look.entry.published_on is not None
        if look.record.published_on is None and not in_row:
            yield "列表和内容页上都没有读到发布日期"
        if "page" in look.record.unreadable:
            yield f"试读的内容页：{look.record.unreadable['page']}"


# --- one article -----------------------------------------------------------------------------------


def _judge_article(probe: Probe) -> Judgement:
    record = probe.first.record
    reasons = [probe.first.failure] if probe.first.failure else []
    if record is None or record.page_kind not in ITEM_KINDS:
        return _judgement(probe, Verdict.NO, "不是内容页。", reasons)
    if record.title is None and record.published_on is None:
        sentence = "没有读到标题和日期，这一页可能是导航页，请进入其中的栏目，用栏目的网址再试。"
        return _judgement(probe, Verdict.NO, sentence, reasons)
    if record.title is None:
        reasons.append("没有读到标题")
    if record.published_on is None:
        reasons.append("没有读到发布日期")
    reasons += [f"“{field_name(name)}”看不懂：{raw}" for name, raw in record.unreadable.items()]
    note = "这是一篇内容页，请再用它所在栏目的网址试读一次。"
    if probe.first.columns:
        note = f"这一页有一篇内容，并链接到{len(probe.first.columns)}个栏目，请再用栏目的网址试读一次。"
    verdict = Verdict.PARTLY if reasons else Verdict.YES
    return _judgement(probe, verdict, note, reasons)
