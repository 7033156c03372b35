"""Whole crawls of a scripted portal: what fails must end as "could not decide", never as "missing"."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests import portal_server as faults
from tests.crawler.conftest import (
    EDUCATION,
    HOUSING,
    INSPECTION,
    NIGHT,
    SCHOOLS,
    STATISTICS,
    Office,
    Zygote,
)
from tests.portal_server import Fault, Paper, ScriptedPortal, served

SECOND_NIGHT, THIRD_NIGHT = "2023-03-02", "2023-03-03"
NEXT_WEEK = "2023-03-08"
MISSING_FROM_STATISTICS = (STATISTICS, "T12", "list")
CHECKS_OF_ROW_12 = ("plan", "list", "guide")

FAULTS: dict[str, tuple[Fault, str]] = {
    "404": (faults.status(404), "HTTP状态404"),
    "403": (faults.status(403), "HTTP状态403"),
    "500": (faults.status(500), "HTTP状态500"),
    "hang": (faults.hang, "网站响应超时"),
    "cut": (faults.cut, "没有传完"),
    "cut, length unknown": (faults.cut_unannounced, "没有传完"),
    "to the home page": (faults.moved("/"), "被转到"),
    "to another host": (faults.moved("http://localhost:9/notice.html"), "被转到其他网站"),
    "in circles": (faults.moved("?"), "转来转去"),
    "challenge": (faults.instead("安全验证：请完成验证后继续访问"), "拦截或验证"),
    "too often": (faults.instead("您的访问过于频繁，请稍后再试"), "拦截或验证"),
    "soft 404": (faults.instead("您访问的页面不存在或已被删除"), "内容不存在"),
    "empty": (faults.empty, "脚本|空白"),
    "script shell": (faults.shell, "脚本"),
    "unknown layout": (faults.instead("本网站正在升级改造，敬请谅解，给您带来不便深表歉意"), "."),
    "huge": (faults.huge, "超过.*上限"),
}
"""What can happen to a page, and words of the reason a person is given."""
OF_HOMES = FAULTS.keys() - {"403", "too often", "huge"}
OF_LATER_PAGES = (
    "500",
    "cut, length unknown",
    "to the home page",
    "challenge",
    "soft 404",
    "empty",
)
OF_ITEMS = (*OF_LATER_PAGES, "404", "hang", "cut", "to another host", "script shell")
"""Each kind of failure is met where it is told apart; the rest would only cost time."""


def row_12(duties: dict[tuple[str, str, str], str], unit: str) -> dict[str, str]:
    """Return what is said of the three duties of row 12."""
    return {check: duties.get((unit, "T12", check), "met") for check in CHECKS_OF_ROW_12}


def accused(duties: dict[tuple[str, str, str], str]) -> set[tuple[str, str, str]]:
    """Return the duties said to be proved missing."""
    return {duty for duty, outcome in duties.items() if outcome == "finding"}


def fails(office: Office, as_of: str = NIGHT) -> None:
    """Crawl with limits that make slow and huge pages fail soon."""
    patch = office.patch + "; s.LARGEST_PAGE = 1_000_000"
    office.crawl(as_of, patch=patch)


def test_a_whole_night_decides_everything(office: Office, portal: ScriptedPortal) -> None:
    """The baseline: every page is read once, and the one absent document is the one accusation."""
    done = office.crawl()

    assert (done.code, done.err) == (0, "")
    assert "共4个栏目，未读全0个" in done.out
    assert "读取内容页20页（新增或有变化20页），失败0页" in done.out
    assert len(portal.paths()) == len(set(portal.paths())) == 1 + 3 + 6 + 20
    assert accused(office.duties()) == {MISSING_FROM_STATISTICS}


# --- columns ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAULTS)
def test_an_unread_list_decides_nothing(office: Office, portal: ScriptedPortal, name: str) -> None:
    """Its duties are undecided and the reason is told in Chinese; the other units stay decided."""
    fault, reason = FAULTS[name]
    portal.faults[portal.site(EDUCATION).column_path(INSPECTION)] = fault

    fails(office)
    duties = office.duties()

    assert re.search(rf"未读全 {EDUCATION} .*{INSPECTION}：.*(?:{reason})", office_said(office))
    assert set(row_12(duties, EDUCATION).values()) == {"inconclusive"}
    assert set(row_12(duties, HOUSING).values()) == {"met"}
    assert accused(duties) == {MISSING_FROM_STATISTICS}


def office_said(office: Office) -> str:
    """Crawl again on the same night and return what is said: a repetition tells the same."""
    done = office.crawl(patch=office.patch + "; s.LARGEST_PAGE = 1_000_000")
    assert not re.search(r"[A-Z][a-z]+Error|[A-Z][a-z]+Exception", done.said)
    return done.said


@pytest.mark.parametrize("name", sorted(OF_HOMES))
def test_an_unread_home_decides_nothing(office: Office, portal: ScriptedPortal, name: str) -> None:
    """Whatever was known of the unit's columns, tonight nothing of it can be claimed absent."""
    office.crawl()
    fault, reason = FAULTS[name]
    for unit in (EDUCATION, STATISTICS):
        portal.faults[portal.site(unit).path] = fault

    fails(office, SECOND_NIGHT)
    said = office.last.said
    duties = office.duties(SECOND_NIGHT)

    assert re.search(rf"未读到 {EDUCATION}：.*(?:{reason})", said)
    assert accused(duties) == set()
    assert row_12(duties, STATISTICS) == {"plan": "met", "list": "inconclusive", "guide": "met"}
    assert set(row_12(duties, EDUCATION).values()) == {"met"}


@pytest.mark.parametrize("name", OF_LATER_PAGES)
def test_a_page_lost_in_the_middle_of_a_list_loses_no_document(
    office: Office, portal: ScriptedPortal, name: str
) -> None:
    """What only the lost page lists stays known; it is not withdrawn, and the column is not whole."""
    papers = portal.papers(EDUCATION, SCHOOLS)
    papers[:] = papers[3:] + papers[:3]
    office.crawl()
    portal.faults[portal.site(EDUCATION).column_path(SCHOOLS, 3)] = FAULTS[name][0]

    fails(office, SECOND_NIGHT)

    assert f"未读全 {EDUCATION}" in office.last.said
    assert not [duty for duty in office.duties(SECOND_NIGHT) if duty[1] == "T18"]


def test_a_list_read_by_its_first_page_only_accuses_nobody(
    office: Office, portal: ScriptedPortal
) -> None:
    """On the first night the names of schools stand on a page that was not read."""
    papers = portal.papers(EDUCATION, SCHOOLS)
    papers[:] = papers[3:] + papers[:3]
    portal.faults[portal.site(EDUCATION).column_path(SCHOOLS, 2)] = faults.status(502)

    office.crawl()

    assert office.duties()[EDUCATION, "T18", "schools"] == "inconclusive"


ODD_LISTS: dict[str, tuple[Fault, str]] = {
    "wrong total": (faults.replaced("共 3 条", "共 8 条"), "声明共8条"),
    "smaller total": (faults.replaced("共 3 条", "共 2 条"), "声明共2条"),
    "a pager that needs a script": (
        faults.replaced("共 3 条 第1/1页", "第1/4页 <a href='javascript:go(2)'>下一页</a>"),
        "脚本",
    ),
    "rows by script": (
        faults.raw(
            "<html><body><h2>双随机一公开</h2><ul><li v-for='i in list'><a>{{i.title}}</a></li>"
            "</ul><p>共 0 条</p></body></html>"
        ),
        "脚本",
    ),
    "no rows and no word": (
        faults.raw("<html><body><h2>双随机一公开</h2><ul></ul><p>主办：某区</p></body></html>"),
        "没有读到条目",
    ),
    "a next page on another host": (
        faults.replaced("第1/1页", "第1/2页 <a href='http://localhost:9/p2'>下一页</a>"),
        "其他网站",
    ),
}


@pytest.mark.parametrize("name", ODD_LISTS)
def test_a_list_that_contradicts_itself_is_not_whole(
    office: Office, portal: ScriptedPortal, name: str
) -> None:
    """What it shows counts; what it does not show is not missing."""
    portal.papers(EDUCATION, INSPECTION)[1] = Paper("其他材料")
    fault, reason = ODD_LISTS[name]
    portal.faults[portal.site(EDUCATION).column_path(INSPECTION)] = fault

    done = office.crawl()

    assert re.search(rf"{INSPECTION}：.*{reason}", done.out)
    assert office.duties()[EDUCATION, "T12", "list"] == "inconclusive"


def test_a_repeated_page_is_noticed(office: Office, portal: ScriptedPortal) -> None:
    """The second page shows the first one's rows: whatever it should have shown is unknown."""
    site = portal.site(EDUCATION)
    portal.faults[site.column_path(SCHOOLS, 2)] = lambda _page: portal.page(
        site.column_path(SCHOOLS)
    )

    done = office.crawl()

    assert "第2页与前面的页重复" in done.out


def test_a_pager_without_end_is_left_soon(office: Office, portal: ScriptedPortal) -> None:
    """A server that shows the last page for every number is not asked thousands of times."""
    site = portal.site(EDUCATION)
    for number in range(1, 60):
        portal.faults[site.column_path(SCHOOLS, number)] = endless(portal, site, number)

    done = office.crawl()

    assert re.search(rf"{SCHOOLS}：.*重复", done.out)
    assert len([path for path in portal.paths() if "page=" in path]) < 10


def endless(portal: ScriptedPortal, site: faults.PortalSite, number: int) -> Fault:
    """Show the first rows and offer one more page."""
    path, following = site.column_path(SCHOOLS), f"page={number + 1}"

    def fault(_page: faults.Answer) -> faults.Answer:
        return faults.replaced("page=2", following)(portal.page(path))

    return fault


def test_a_column_said_to_be_empty_is_empty(office: Office, portal: ScriptedPortal) -> None:
    """`暂无信息` in so many words is an answer: the duties are decided."""
    portal.papers(HOUSING, INSPECTION).clear()

    done = office.crawl()

    assert "未读全0个" in done.out
    assert set(row_12(office.duties(), HOUSING).values()) == {"finding"}


def test_old_charsets_and_unannounced_lengths_are_read(
    office: Office, portal: ScriptedPortal
) -> None:
    """GB18030 behind a gb2312 label, and pages of old servers, are pages like others."""
    site = portal.site(EDUCATION)
    portal.faults[site.column_path(INSPECTION)] = faults.gb18030
    portal.faults[site.column_path(SCHOOLS)] = faults.whole_unannounced
    for paper in portal.papers(EDUCATION, INSPECTION):
        portal.faults[site.paper_path(INSPECTION, paper.title)] = faults.gb18030

    done = office.crawl()

    assert "未读全0个" in done.out
    assert "失败0页" in done.out
    assert accused(office.duties()) == {MISSING_FROM_STATISTICS}


@pytest.mark.parametrize("fault", [faults.status(503), faults.cut], ids=["503", "cut"])
def test_one_bad_moment_is_tried_again(
    office: Office, portal: ScriptedPortal, fault: Fault
) -> None:
    """A page that fails once and then comes is read."""
    path = portal.site(EDUCATION).column_path(INSPECTION)
    portal.faults[path], portal.fails_left[path] = fault, 1

    done = office.crawl()

    assert "未读全0个" in done.out


def test_a_column_never_read_is_not_a_column_that_is_not_there(office: Office) -> None:
    """After a crawl of one column the others are unknown: nothing is even suspected."""
    office.crawl(NIGHT, "--column", INSPECTION)

    duties = office.duties()

    assert duties[EDUCATION, "T18", "schools"] == "inconclusive"
    assert "尚未读取" in office.last.out


# --- items -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_ITEMS)
def test_an_item_that_fails_keeps_its_last_version(
    office: Office, portal: ScriptedPortal, name: str
) -> None:
    """A document known before stays what it was; nothing about it is decided anew."""
    paper = portal.papers(EDUCATION, INSPECTION)[0]
    late = Paper(paper.title, published_on="2022-06-30", formed_on="2022-03-08")
    portal.papers(EDUCATION, INSPECTION)[0] = late
    office.crawl()
    before = office.audit()
    path = portal.site(EDUCATION).paper_path(INSPECTION, late.title)
    portal.faults[path] = FAULTS[name][0]

    patch = office.patch + "; s.LARGEST_PAGE = 1_000_000"
    done = office.crawl(SECOND_NIGHT, "--full", patch=patch)

    assert "失败1页" in done.out
    assert path in done.out
    assert [item for item in before if item["kind"] == "late"]
    assert facts(office.audit(SECOND_NIGHT)) == facts(before)


def facts(findings: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """Return what findings say, without the night they say it of."""
    return [(item["key"], item["kind"], item["outcome"], item["formed_on"]) for item in findings]


def test_an_item_that_fails_is_asked_again_the_next_night(
    office: Office, portal: ScriptedPortal
) -> None:
    """It is not known, so it is due."""
    paper = portal.papers(HOUSING, INSPECTION)[0]
    path = portal.site(HOUSING).paper_path(INSPECTION, paper.title)
    portal.faults[path] = faults.status(404)
    office.crawl()
    portal.forget()
    portal.faults.clear()

    done = office.crawl(SECOND_NIGHT)

    assert portal.papers_asked() == [path]
    assert "读取内容页1页（新增或有变化1页），失败0页" in done.out


# --- nights ----------------------------------------------------------------------------------------


def test_a_quiet_night_reads_lists_only(office: Office, portal: ScriptedPortal) -> None:
    """A page known and unchanged in its list is asked for again only after a week."""
    office.crawl()
    portal.forget()

    quiet = office.crawl(SECOND_NIGHT)

    assert portal.papers_asked() == []
    assert len(portal.paths()) == 1 + 3 + 6
    assert "读取内容页0页" in quiet.out

    week = office.crawl(NEXT_WEEK)

    assert len(portal.papers_asked()) == 20
    assert "新增或有变化0页" in week.out


def test_what_is_new_or_changed_in_its_list_is_read_at_once(
    office: Office, portal: ScriptedPortal
) -> None:
    """A new row and a row with another date; nothing else."""
    office.crawl()
    papers = portal.papers(HOUSING, INSPECTION)
    papers.append(Paper("2022年第一季度抽查结果公示"))
    papers[0] = Paper(papers[0].title, published_on="2022-03-11")
    portal.forget()

    office.crawl(SECOND_NIGHT)

    site = portal.site(HOUSING)
    expected = {site.paper_path(INSPECTION, papers[at].title) for at in (0, -1)}
    assert set(portal.papers_asked()) == expected


def test_the_same_night_again_changes_nothing(office: Office, portal: ScriptedPortal) -> None:
    """No page is fetched twice, and the audit is the same to the byte."""
    office.crawl()
    office.audit()
    first = office.last.out
    portal.forget()

    done = office.crawl()

    assert portal.papers_asked() == []
    assert "新增或有变化0页" in done.out
    office.audit()
    assert office.last.out == first


def test_full_reads_every_page_again(office: Office, portal: ScriptedPortal) -> None:
    """Whatever is known of it."""
    office.crawl()
    portal.forget()

    office.crawl(SECOND_NIGHT, "--full")

    assert len(portal.papers_asked()) == 20


def test_a_withdrawn_document_is_gone_only_after_a_whole_read(
    office: Office, portal: ScriptedPortal
) -> None:
    """While its list cannot be read to the end it still answers its duty."""
    office.crawl()
    del portal.papers(HOUSING, INSPECTION)[1]
    path = portal.site(HOUSING).column_path(INSPECTION)
    portal.faults[path] = faults.replaced("共 2 条", "共 3 条")

    office.crawl(SECOND_NIGHT)
    assert row_12(office.duties(SECOND_NIGHT), HOUSING)["list"] == "met"

    portal.faults.clear()
    office.crawl(THIRD_NIGHT)
    assert row_12(office.duties(THIRD_NIGHT), HOUSING)["list"] == "finding"
    assert row_12(office.duties(SECOND_NIGHT), HOUSING)["list"] == "met"


def test_a_column_back_after_a_bad_night_is_decided_again(
    office: Office, portal: ScriptedPortal
) -> None:
    """Undecided is no verdict that stays."""
    path = portal.site(STATISTICS).column_path(INSPECTION)
    portal.faults[path] = faults.status(500)
    office.crawl()
    assert accused(office.duties()) == set()
    portal.faults.clear()

    office.crawl(SECOND_NIGHT)

    assert accused(office.duties(SECOND_NIGHT)) == {MISSING_FROM_STATISTICS}


def test_a_night_before_a_stored_one_is_refused(office: Office, portal: ScriptedPortal) -> None:
    """It would rewrite what the later night saw first; nobody is asked anything."""
    office.crawl(SECOND_NIGHT)
    portal.forget()

    done = office.crawl(NIGHT)

    assert done.code == 2
    assert "2023-03-02" in done.err
    assert portal.paths() == []


# --- choices ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [HOUSING, "区住建局"])
def test_one_unit_by_name_or_alias(office: Office, portal: ScriptedPortal, name: str) -> None:
    """Nobody else is asked for anything."""
    done = office.crawl(NIGHT, "--unit", name)

    assert done.code == 0
    assert "共1个栏目" in done.out
    assert {path.split("/")[2] for path in portal.paths() if "/site_" in path} == {"site_zjj"}


def test_one_column(office: Office, portal: ScriptedPortal) -> None:
    """The homes are read, and of the columns only those of that name."""
    done = office.crawl(NIGHT, "--column", SCHOOLS)

    assert "共1个栏目" in done.out
    assert not [path for path in portal.paths() if "channel_c1/" in path]
    assert len(portal.papers_asked()) == 12


def test_a_column_nobody_has_is_said(office: Office) -> None:
    """With the columns there are; exit code of wrong usage."""
    done = office.crawl(NIGHT, "--column", "义务植树")

    assert done.code == 2
    assert "“义务植树”" in done.err
    assert SCHOOLS in done.err


@pytest.mark.parametrize("command", ["crawl", "audit", "spot-check"])
def test_an_unknown_unit_offers_near_names(office: Office, command: str) -> None:
    """A slip of the pen ends before anything is done."""
    done = office.run(command, "--unit", "区住房和城乡建设委")

    assert done.code == 2
    assert "“区住房和城乡建设委”" in done.err
    assert HOUSING in done.err


# --- trust -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "code"), [(0.05, 3), (0.5, 0)])
def test_too_many_unread_columns_make_the_run_untrustworthy(
    portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path, share: float, code: int
) -> None:
    """One of four columns is unread: more than 5 %, less than half."""
    office = Office(portal, tmp_path / "w", gongkai)
    office.open(unread_share=share)
    portal.faults[portal.site(EDUCATION).column_path(INSPECTION)] = faults.status(404)

    crawled = office.crawl()
    audited = office.run("audit", "--as-of", NIGHT)

    assert crawled.code == code
    assert ("不可信" in crawled.out) == (code == 3)
    assert audited.code == (3 if code == 3 else 1)


def test_without_grave_findings_the_audit_ends_with_zero(
    office: Office, portal: ScriptedPortal
) -> None:
    """Suspicions alone are no reason to ring a bell."""
    portal.papers(STATISTICS, INSPECTION).append(Paper(f"{STATISTICS}双随机抽查事项清单"))
    office.crawl()

    assert office.run("audit", "--as-of", NIGHT).code == 0


def test_nobody_listens(office: Office, portal: ScriptedPortal) -> None:
    """The portal is unreachable: not to be trusted, and nothing is said to be missing."""
    office.crawl()
    config = office.folder / "portal.yaml"
    words = config.read_text(encoding="utf-8")
    config.write_text(words.replace(portal.base_url, "http://127.0.0.1:9"), encoding="utf-8")
    limits = office.folder / "gongkai.yaml"
    words = limits.read_text(encoding="utf-8")
    limits.write_text(words.replace("unread_share: 1.0", "unread_share: 0.05"), encoding="utf-8")

    done = office.crawl(SECOND_NIGHT)
    duties = office.duties(SECOND_NIGHT)

    assert done.code == 3
    assert re.search(rf"未读到 {EDUCATION}：网站拒绝连接", done.out)
    assert duties
    assert set(duties.values()) == {"inconclusive"}
    assert office.last.code == 3


def test_nobody_listens_on_the_first_night(gongkai: Zygote, tmp_path: Path) -> None:
    """The same where nothing is known yet."""
    portal = ScriptedPortal()
    portal.base_url = "http://127.0.0.1:9"
    portal.add(HOUSING, "zjj", {})
    office = Office(portal, tmp_path / "w", gongkai)
    office.open(unread_share=0.05)

    done = office.run("nightly", "--as-of", NIGHT)

    assert done.code == 3
    assert "不可信" in done.out
    assert set(office.duties().values()) == {"inconclusive"}


# --- politeness ------------------------------------------------------------------------------------


@pytest.fixture
def slow_office(portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path) -> Office:
    """Give a workspace that may ask ten times a second."""
    office = Office(portal, tmp_path / "slow", gongkai)
    office.open(rate=10)
    return office


def gaps(portal: ScriptedPortal) -> list[float]:
    """Return the seconds from each request to the next, as the server saw them come."""
    times = sorted(item.began_at for item in portal.seen)
    return [after - before for before, after in pairwise(times)]


def test_requests_come_one_by_one(office: Office, portal: ScriptedPortal) -> None:
    """A portal slower than its limit is not asked a second question before it has answered."""
    portal.delay_s = 0.05

    office.crawl(NIGHT, "--unit", HOUSING)

    assert portal.paths()[0] == "/robots.txt"
    assert max(item.in_flight for item in portal.seen) == 1


def test_requests_do_not_come_too_fast(slow_office: Office, portal: ScriptedPortal) -> None:
    """Measured at the server: robots.txt first, a tenth of a second from one to the next."""
    slow_office.crawl(NIGHT, "--unit", HOUSING)

    assert portal.paths()[0] == "/robots.txt"
    assert len(portal.paths()) == 6
    assert min(gaps(portal)) >= 0.06  # a busy machine may see one late and the next in time
    assert sum(gaps(portal)) >= 5 * 0.095


def test_retries_are_polite_too(slow_office: Office, portal: ScriptedPortal) -> None:
    """A failing page is tried three times at the same pace, and no more."""
    path = portal.site(EDUCATION).path
    portal.faults[path] = faults.status(503)

    slow_office.crawl(NIGHT, "--unit", EDUCATION)

    assert portal.paths() == ["/robots.txt", path, path, path]
    assert min(gaps(portal)) >= 0.06


def test_the_visitor_says_who_it_is(office: Office, portal: ScriptedPortal) -> None:
    """Name and contact, in every request, and only the portal's host is asked."""
    office.crawl()

    assert {item.agent for item in portal.seen} == {
        "Gongkai/0.1 (disclosure self-audit; contact: 0533-5181234)"
    }
    assert {item.host for item in portal.seen} == {portal.base_url.removeprefix("http://")}


def test_robots_txt_is_obeyed(office: Office, portal: ScriptedPortal) -> None:
    """A column closed to robots is not asked for; its duties are undecided, the reason is named."""
    path = portal.site(EDUCATION).column_path(INSPECTION)
    portal.robots = f"User-agent: *\nDisallow: {path}\n"

    done = office.crawl()

    assert path not in portal.paths()
    assert re.search(rf"{INSPECTION}：.*robots\.txt不允许", done.out)
    assert set(row_12(office.duties(), EDUCATION).values()) == {"inconclusive"}


def test_robots_txt_that_names_us_is_obeyed(office: Office, portal: ScriptedPortal) -> None:
    """All closed: one request, and nothing decided."""
    portal.robots = "User-agent: Gongkai\nDisallow: /\n\nUser-agent: *\nAllow: /\n"

    office.crawl()

    assert portal.paths() == ["/robots.txt"]
    assert set(office.duties().values()) == {"inconclusive"}


def test_a_portal_without_robots_txt_is_open(office: Office, portal: ScriptedPortal) -> None:
    """404 means that there are no rules."""
    portal.robots = None

    assert "未读全0个" in office.crawl().out


@pytest.mark.parametrize("where", ["home", "list", "item", "link", "pager"])
def test_other_hosts_are_never_asked(office: Office, portal: ScriptedPortal, where: str) -> None:
    """Neither by a link nor by a redirect; another host is `localhost`, served by another portal."""
    site = portal.site(EDUCATION)
    with served(ScriptedPortal()) as stranger:
        address = stranger.base_url.replace("127.0.0.1", "localhost") + "/gongkai/site_x/"
        change: dict[str, Callable[[], tuple[str, Fault]]] = {
            "home": lambda: (site.path, faults.moved(address)),
            "list": lambda: (site.column_path(INSPECTION), faults.moved(address)),
            "item": lambda: (
                site.paper_path(INSPECTION, portal.papers(EDUCATION, INSPECTION)[0].title),
                faults.moved(address),
            ),
            "link": lambda: (
                site.column_path(INSPECTION),
                faults.replaced('href="/gongkai/site_jtj/', f'href="{address}'),
            ),
            "pager": lambda: (
                site.column_path(SCHOOLS),
                faults.replaced('href="/gongkai/site_jtj/channel_c2/?', f'href="{address}?'),
            ),
        }
        path, fault = change[where]()
        portal.faults[path] = fault

        office.crawl()

        assert stranger.paths() == []
    assert accused(office.duties()) == {MISSING_FROM_STATISTICS}
