"""`gongkai probe`: what a person sees of an address never seen before, and what it leaves behind."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crawler.probe import Probe, _settings, check_address
from crawler.probe_files import _quoted, golden_record
from crawler.probe_names import VALIDITIES, charset_of
from crawler.probe_verdict import judge
from sample_portal.server import PortalServer, Staging
from spiders.page import Page
from spiders.portal_file import load_portal
from spiders.probe import Answer
from tests.crawler.conftest import (
    HOUSING,
    INSPECTION,
    NIGHT,
    SHORT_TIMEOUT,
    Done,
    Office,
    Zygote,
)
from tests.portal_server import (
    Answer as Sent,
)
from tests.portal_server import (
    Fault,
    Paper,
    ScriptedPortal,
    cut,
    cut_unannounced,
    empty,
    gb18030,
    hang,
    huge,
    instead,
    moved,
    shell,
    status,
)
from tests.replicas import Asked, Replica, Reply, build_replica, replica_names, served_replica

DONE, USAGE, UNREADABLE = 0, 2, 3
WIDE = "import crawler.console as c; c.OUT.width = 250"
"""A patch: a narrow terminal folds titles, whatever runs the tests."""
MOST_REQUESTS = 8
UNIT = "区应急管理局"
SHOWN_FIRST = 5
SMALL = "import crawler.settings as s; s.LARGEST_PAGE = 1_000_000"
WORDS = {validity.value: words for validity, words in VALIDITIES.items()}


def probe(gongkai: Zygote, url: str, *more: object, **how: Any) -> Done:
    """Look at an address with the real command; never a traceback."""
    patch = f"{WIDE}\n{how.pop('patch', '')}"
    done = gongkai("probe", url, *more, patch=patch, **how)
    assert "Traceback" not in done.said, done.said
    assert done.code in (DONE, USAGE, UNREADABLE), done.said
    return done


def conclusion(done: Done) -> str:
    """Return the closing line."""
    return done.out.rstrip().splitlines()[-1]


# --- every make ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", replica_names())
def test_a_column_of_every_make(name: str, tmp_path: Path, gongkai: Zygote) -> None:
    """The make, the first rows, the paging, one article; few requests; a portal file that works."""
    with served_replica(build_replica(name)) as replica:
        done = probe(gongkai, replica.base_url + replica.column, "--out", tmp_path / "new")

        assert done.code == DONE, done.said
        family = "没有认出" if replica.family == "generic" else f"网站系统：{replica.family}（"
        assert family in done.out
        assert_shows_rows(done, replica)
        assert_shows_article(done, replica)
        assert_is_polite(replica)
        assert ("——能。" in conclusion(done)) is replica.is_whole, done.said
        assert "个人信息" in done.out
        assert_pages_are_cases(tmp_path / "new", replica)
        if replica.is_whole:
            assert_crawls(tmp_path / "new" / "portal.yaml", replica, gongkai)


def assert_shows_rows(done: Done, replica: Replica) -> None:
    """Look for the first rows with their dates, and how the list goes on."""
    lines = done.out.splitlines()
    for item in replica.items[:SHOWN_FIRST]:
        row = next((line for line in lines if item.title in line and "│" in line), "")
        assert item.published_on in row, item.title
    assert "下一页：" in done.out


def assert_shows_article(done: Done, replica: Replica) -> None:
    """Look for every field of the item that was opened: the first one, and only that one."""
    paths = [asked.target for asked in replica.asked]
    opened = [item for item in replica.items if item.path in paths]
    assert len(opened) == 1, paths
    assert opened[0] == replica.items[0]
    for field, value in opened[0].fields.items():
        assert value is None or WORDS.get(value, value) in done.out, field


def assert_is_polite(replica: Replica) -> None:
    """Look at the requests: robots.txt first, nothing twice, few."""
    targets = [asked.target for asked in replica.asked]
    assert targets[0] == "/robots.txt"
    assert len(set(targets)) == len(targets) <= MOST_REQUESTS


def assert_pages_are_cases(folder: Path, replica: Replica) -> None:
    """Each page with address and record, as the golden tests want them; reading it again agrees."""
    cases = [path.parent for path in folder.glob("pages/*/*/meta.yaml")]
    assert len(cases) == len(replica.asked) - 1  # all but robots.txt
    for case in cases:
        assert case.parent.name == replica.family
        meta = yaml.safe_load((case / "meta.yaml").read_text(encoding="utf-8"))
        file = next(case.glob("page.*"))
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        assert meta["url"].startswith(replica.base_url)
        assert golden_record(Page(meta["url"], file.read_text(encoding="utf-8"))) == expected


def assert_crawls(file: Path, replica: Replica, gongkai: Zygote) -> None:
    """With the unit's name filled in, a crawl by the file reads the column whole."""
    text = file.read_text(encoding="utf-8")
    assert "请填写单位名称" in text
    text = text.replace("请填写单位名称", UNIT).replace("per_second: 1 ", "per_second: 500 ")
    file.write_text(text, encoding="utf-8")
    assert load_portal(file).family == replica.family
    workspace = file.parent / "office"
    assert gongkai("init", workspace, "--portal", file).code == DONE
    assert gongkai("crawl", "--workspace", workspace, "--as-of", NIGHT).code == DONE
    with closing(sqlite3.connect(next(workspace.glob("*.db")))) as database:
        read = database.execute("select complete, reason from column_read").fetchall()
        rows = database.execute(
            "select document.url, listing.title, listing.published_on "
            "from listing join document on document.id = listing.document_id"
        ).fetchall()
    assert read == [(1, None)]
    assert set(rows) == {
        (replica.base_url + item.path, item.title, item.published_on) for item in replica.items
    }


HOMES = [name for name in replica_names() if build_replica(name).home]


@pytest.mark.parametrize("name", HOMES)
def test_a_home_of_every_make(name: str, tmp_path: Path, gongkai: Zygote) -> None:
    """Its columns are named, and the portal file leaves finding them to the crawl."""
    with served_replica(build_replica(name)) as replica:
        home = replica.base_url + replica.home
        more = ("--family", replica.family, "--format", "json", "--out", tmp_path / "new")
        done = probe(gongkai, home, *more)

        assert done.code == DONE, done.said
        found = json.loads(done.out)
        assert replica.column_name in [column["name"] for column in found["columns"]]
        assert_is_polite(replica)
        unit = load_portal(tmp_path / "new" / "portal.yaml").units[0]
        assert (unit.site, unit.columns) == (home, ())


def test_a_home_of_no_known_make_offers_the_makes_that_find_columns(gongkai: Zygote) -> None:
    """The page of a home may show nothing of its maker but the addresses it links to."""
    page = "<html><body><h1>单位</h1><ul>{}</ul></body></html>".format(
        "".join(f'<li><a href="/gongkai/channel_c{n}/">栏目{n}</a></li>' for n in range(3))
    )
    site = Replica("generic", "/x/", (), lambda _asked: Reply(page))
    with served_replica(site):
        done = probe(gongkai, site.base_url + "/x/")

    assert "按 gongkai 的网址规律能在这一页找到3个栏目" in done.out


def test_a_column_named_by_a_fragment(gongkai: Zygote, tmp_path: Path) -> None:
    """A crawl does not send it, so the portal file names the interface that serves the column."""
    with served_replica(build_replica("gkmlpt")) as replica:
        number = replica.column.split("/api/all/")[1].split("?")[0]
        url = f"{replica.base_url}{replica.home}#{number}"
        done = probe(gongkai, url, "--out", tmp_path / "new")
        column = load_portal(tmp_path / "new" / "portal.yaml").units[0].columns[0]

        assert "——能。" in conclusion(done), done.said
        assert column.url == replica.base_url + replica.column
        assert column.path == replica.column_name


def test_an_interface_that_refuses_post_is_asked_by_get(gongkai: Zygote) -> None:
    """As a crawl does."""
    replica = build_replica("hanweb_jpage")
    as_built, forms = replica.answer, set[str]()

    def answer(asked: Asked) -> Reply | None:
        if asked.method == "POST":
            forms.add(asked.form)
            return Reply("", status=405)
        for form in forms:
            if asked.target.endswith(f"&{form}"):
                return as_built(Asked("POST", asked.target.removesuffix(f"&{form}"), form))
        return as_built(asked)

    replica.answer = answer
    with served_replica(replica):
        done = probe(gongkai, replica.base_url + replica.column)

    assert forms
    assert "——能。" in conclusion(done), done.said


# --- pages of a unit -------------------------------------------------------------------------------


def test_a_home_shows_its_columns_and_tries_one(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """The family with its Chinese name, the tree, the rows of one column."""
    site = portal.site(HOUSING)
    done = probe(gongkai, portal.url(site.path))

    assert "gongkai（淄博市" in done.out
    assert "依据：网址的写法" in done.out
    assert f"试读的栏目“法定主动公开内容/{INSPECTION}”：3条" in done.out
    assert portal.papers(HOUSING, INSPECTION)[0].title in done.out
    assert conclusion(done) == "结论：能否照现状核查——能。找到1个栏目，试读的一个可以核查。"


def test_an_article_shows_every_field(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """Value, words as printed, place; what is blank and what is absent are told apart."""
    portal.papers(HOUSING, INSPECTION)[0] = Paper(
        "关于抽查的通知", published_on="2022年3月10日", number="川住建字〔2022〕7号"
    )
    path = portal.site(HOUSING).paper_path(INSPECTION, "关于抽查的通知")
    done = probe(gongkai, portal.url(path))

    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.out.splitlines()]
    assert ["发布日期", "2022-03-10", "2022年3月10日", "标签“发布日期”"] in rows
    assert ["文号", "川住建字〔2022〕7号", "同左", "标签“文号”"] in rows
    assert ["有效性", "现行有效", "同左", "标签“有效性”"] in rows
    assert "网页上没有：有效期至、来源" in done.out
    assert "（不作发布日期）" in done.out
    assert "——能。这是一篇内容页" in conclusion(done)


def test_an_article_with_words_nobody_understands(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """They are quoted, and the answer is no plain yes."""
    portal.papers(HOUSING, INSPECTION)[0] = Paper("关于抽查的通知", published_on="2022-02-30")
    path = portal.site(HOUSING).paper_path(INSPECTION, "关于抽查的通知")
    done = probe(gongkai, portal.url(path))

    assert "看不懂" in done.out
    assert "2022-02-30" in done.out
    assert "——部分。" in conclusion(done)


def test_a_page_in_an_old_charset_is_kept_as_read(
    portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path
) -> None:
    """The charset is told, the stored page is UTF-8."""
    path = portal.site(HOUSING).column_path(INSPECTION)
    portal.faults[path] = gb18030
    done = probe(gongkai, portal.url(path), "--out", tmp_path / "new")

    assert "按GB18030解码" in done.out
    kept = next((tmp_path / "new").glob("pages/gongkai/*_page/page.html"))
    assert portal.papers(HOUSING, INSPECTION)[0].title in kept.read_text(encoding="utf-8")


def test_strangers_words_cannot_steer_the_terminal(
    portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path
) -> None:
    """No control, direction or markup signs; and none of them breaks the portal file."""
    title = "关于\u202e抽查[red]的\u200b通知"
    portal.site(HOUSING).columns[0].name = '"栏目": [x] # \u202e\\ {y}'
    portal.site(HOUSING).columns[0].papers[0] = Paper(title)
    path = portal.site(HOUSING).path + "channel_c1/"
    done = probe(gongkai, portal.url(path), "--out", tmp_path / "new")

    assert "关于抽查[red]的通知" in done.out
    assert "\u202e" not in done.out
    assert "\x1b" not in done.out
    column = load_portal(tmp_path / "new" / "portal.yaml").units[0].columns[0]
    assert column.path == '"栏目": [x] # \\ {y}'


# --- what goes wrong -------------------------------------------------------------------------------

COLUMN = "/gongkai/site_zjj/channel_c1/"
FIRST_PAGE: dict[str, tuple[Fault, str]] = {
    "404": (status(404), "网站返回HTTP状态404"),
    "410": (status(410), "网站返回HTTP状态410"),
    "403": (status(403), "网站返回HTTP状态403"),
    "500": (status(500), "网站返回HTTP状态500"),
    "hang": (hang, "网站响应超时"),
    "cut": (cut, "网页没有传完"),
    "blocked": (instead("您的访问请求被拦截，请完成安全验证"), "网站返回了拦截或验证页面"),
    "soft 404": (instead("您访问的页面不存在"), "页面显示内容不存在"),
    "shell": (shell, "页面内容由脚本生成，未能读到"),
    "empty": (empty, "页面内容由脚本生成，未能读到"),
    "other host": (moved("http://other.invalid/x"), "被转到其他网站http://other.invalid/x"),
    "round and round": (moved(COLUMN), "网站转来转去，没有给出页面"),
    "too large": (huge, "页面超过大小上限，未读取"),
    "file": (lambda _page: Sent(body=b"%PDF-1.7", kind="application/pdf"), "不是网页"),
    "picture": (lambda _page: Sent(body=b"\x89PNG\r\n", kind="text/html"), "不是网页"),
}


@pytest.mark.parametrize("name", FIRST_PAGE)
def test_nothing_could_be_read(
    name: str, portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path
) -> None:
    """Exit code 3, the reason in the crawl's words, something to do, and no file."""
    fault, words = FIRST_PAGE[name]
    portal.faults[COLUMN] = fault
    done = probe(
        gongkai, portal.url(COLUMN), "--out", tmp_path / "new", patch=f"{SHORT_TIMEOUT}; {SMALL}"
    )

    assert (done.code, done.err) == (UNREADABLE, ""), done.said
    assert words in done.out
    assert "接下来请看" in done.out
    assert "没有写任何文件" in done.out
    assert not (tmp_path / "new").exists()
    assert conclusion(done) == "结论：能否照现状核查——不能。这个网址没有读到可用的内容。"


def test_a_page_of_nothing_in_particular(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """Neither list nor article."""
    portal.faults["/"] = instead("欢迎")
    done = probe(gongkai, portal.url("/"))

    assert done.code == UNREADABLE
    assert "页面版式无法识别" in done.out


def test_a_list_without_rows_that_says_nothing(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """It is a list by its address; that nothing was read is no empty column."""
    portal.faults[COLUMN] = instead("欢迎")
    done = probe(gongkai, portal.url(COLUMN))

    assert done.code == DONE
    assert "请用浏览器打开核对" in done.out
    assert conclusion(done) == "结论：能否照现状核查——不能。没有读到任何条目，不能核查。"


def test_a_column_that_says_it_is_empty(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """That is read whole."""
    portal.papers(HOUSING, INSPECTION).clear()
    done = probe(gongkai, portal.url(COLUMN))

    assert conclusion(done) == "结论：能否照现状核查——能。栏目读全了，网页写明没有内容。"


def test_robots_are_obeyed(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """Nothing but robots.txt is asked."""
    portal.robots = "User-agent: Gongkai\nDisallow: /gongkai/\n"
    done = probe(gongkai, portal.url(COLUMN))

    assert done.code == UNREADABLE
    assert "robots.txt不允许读取" in done.out
    assert portal.paths() == ["/robots.txt"]


def test_robots_that_forbid_articles_only(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """The list is read; that its articles cannot be is said."""
    portal.robots = "User-agent: *\nDisallow: /*doc_\n"
    done = probe(gongkai, portal.url(COLUMN))

    assert done.code == DONE
    assert "试读的内容页：robots.txt不允许读取" in done.out
    assert "——部分。" in conclusion(done)
    assert portal.papers_asked() == []


def test_a_host_that_is_not_there(gongkai: Zygote) -> None:
    """No connection is a reason like others."""
    done = probe(gongkai, "http://127.0.0.1:1/")

    assert done.code == UNREADABLE
    assert "网站拒绝连接" in done.out


@pytest.fixture
def long_column(portal: ScriptedPortal) -> ScriptedPortal:
    """Give 区住建局's column three pages."""
    portal.papers(HOUSING, INSPECTION)[:] = [
        Paper(f"关于第{number}次抽查的通知", published_on=f"2022-03-{30 - number}")
        for number in range(1, 13)
    ]
    return portal


def first_again(portal: ScriptedPortal) -> Fault:
    """Answer with the first page whichever was asked for."""
    return lambda _page: portal.page(COLUMN)


SECOND_PAGE: dict[str, tuple[Callable[[ScriptedPortal], Fault], str]] = {
    "500": (lambda _portal: status(500), "第2页未能读取：网站返回HTTP状态500"),
    "blocked": (
        lambda _portal: instead("请完成安全验证"),
        "第2页未能读取：网站返回了拦截或验证页面",
    ),
    "moved": (lambda _portal: moved(COLUMN), "第2页未能读取：被转到"),
    "repeated": (first_again, "第2页与第1页重复"),
    "cut": (lambda _portal: cut_unannounced, "第2页未能读取：网页没有传完"),
}


def test_a_long_column(long_column: ScriptedPortal, gongkai: Zygote) -> None:
    """The second page follows on; the third is left to the crawl."""
    done = probe(gongkai, long_column.url(COLUMN))

    assert "声明的总数：12条，按每页5条约3页" in done.out
    assert "接下去的一页：读全，5条，其中5条是新的，日期2022-03-20至2022-03-24" in done.out
    assert "——能。试读的各页都读全了，其余各页在采集时逐页核对。" in conclusion(done)
    assert COLUMN + "?page=3" not in long_column.paths()


@pytest.mark.parametrize("name", SECOND_PAGE)
def test_a_second_page_that_fails(name: str, long_column: ScriptedPortal, gongkai: Zygote) -> None:
    """The rows read can be audited, absence cannot."""
    fault, words = SECOND_PAGE[name]
    long_column.faults[COLUMN + "?page=2"] = fault(long_column)
    done = probe(gongkai, long_column.url(COLUMN))

    assert done.code == DONE
    assert words in done.out
    assert "——部分。读到的条目可以核查，但不能据此认定“未公开”" in conclusion(done)


def test_an_article_that_fails(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """The list stands, its items cannot be looked at."""
    title = portal.papers(HOUSING, INSPECTION)[0].title
    portal.faults[portal.site(HOUSING).paper_path(INSPECTION, title)] = status(404)
    done = probe(gongkai, portal.url(COLUMN))

    assert "试读的内容页：网站返回HTTP状态404" in done.out
    assert "——部分。" in conclusion(done)


def test_a_column_that_is_moved_to_the_home(portal: ScriptedPortal, gongkai: Zygote) -> None:
    """It is told: a column taken away often ends there."""
    portal.faults[COLUMN] = moved(portal.site(HOUSING).path)
    done = probe(gongkai, portal.url(COLUMN))

    assert "给出的网址被转到了另一个网址" in done.out
    assert "——能。" not in conclusion(done)


# --- slips and outputs -----------------------------------------------------------------------------

SLIPS: dict[str, tuple[tuple[str, ...], str]] = {
    "no scheme": (("www.example.gov.cn/zwgk/",), "要以 http:// 或 https:// 开头"),
    "ftp": (("ftp://example.gov.cn/",), "要以 http:// 或 https:// 开头"),
    "no host": (("http:///zwgk/",), "没有网站的域名"),
    "space": (("http://exa mple.gov.cn/",), "中间有空格"),
    "port": (("http://example.gov.cn:99999/",), "写法有误"),
    "bracket": (("http://[example/",), "写法有误"),
    "password": (("http://a:b@example.gov.cn/",), "不要写用户名和密码"),
    "rate": (("http://127.0.0.1:1/", "--per-second", "0"), "--per-second 不能是“0”"),
    "family": (("http://127.0.0.1:1/", "--family", "cms"), "--family 不能是“cms”"),
    "nothing": ((), "缺少必填的参数 URL"),
    "no workspace": (("http://127.0.0.1:1/", "--workspace", "nowhere"), "不是工作区"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_in_chinese(name: str, gongkai: Zygote) -> None:
    """Exit code 2, before anything is asked."""
    arguments, words = SLIPS[name]
    done = gongkai("probe", *arguments)

    assert done.code == USAGE
    assert words in done.err
    assert "Traceback" not in done.said


@pytest.mark.parametrize("name", ["portal.yaml", "pages"])
def test_nothing_is_overwritten(
    name: str, portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path
) -> None:
    """What stands there stays, and nothing is asked."""
    (tmp_path / name).write_text("mine", encoding="utf-8")
    done = probe(gongkai, portal.url(COLUMN), "--out", tmp_path)

    assert done.code == USAGE
    assert f"已经有 {tmp_path / name}" in done.err
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1
    assert portal.paths() == []


def test_an_output_that_is_a_file(portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path) -> None:
    """It is no folder."""
    (tmp_path / "new").touch()
    done = probe(gongkai, portal.url(COLUMN), "--out", tmp_path / "new")

    assert done.code == USAGE
    assert "不能使用" in done.err


def test_without_out_nothing_is_written(
    portal: ScriptedPortal, gongkai: Zygote, tmp_path: Path
) -> None:
    """And it says how."""
    done = probe(gongkai, portal.url(COLUMN), cwd=tmp_path)

    assert "加上 --out DIR" in done.out
    assert list(tmp_path.iterdir()) == []


def test_the_contact_of_the_workspace_is_told(office: Office) -> None:
    """As in a crawl; outside of one the user is told where to write it."""
    office.portal.forget()
    done = probe(office.gongkai, office.portal.url(COLUMN), "--workspace", office.folder)

    assert {seen.agent for seen in office.portal.seen} == {
        "Gongkai/0.1 (disclosure self-audit; contact: 0533-5181234)"
    }
    assert "contact: 0533-5181234" in done.out
    assert "没有联系方式" not in done.out
    assert "没有联系方式" in probe(office.gongkai, office.portal.url(COLUMN)).out


def test_json_has_the_same_facts(long_column: ScriptedPortal, gongkai: Zygote) -> None:
    """One object; roles in the order asked; the remarks are not in it."""
    done = probe(gongkai, long_column.url(COLUMN), "--format", "json")
    found = json.loads(done.out)

    assert [look["role"] for look in found["looks"]] == ["page", "next", "article"]
    assert (found["family"], found["verdict"]) == ("gongkai", "yes")
    assert found["looks"][0]["record"]["total"] == 12
    assert found["looks"][2]["record"]["title"] == "关于第1次抽查的通知"
    assert "加上 --out DIR" in done.err


@contextmanager
def sample_portal() -> Iterator[str]:
    """Serve the sample portal, small."""
    staging = Staging(seed=2022, scale=0.2, skin="modern", today=lambda: date(2023, 3, 1))
    with PortalServer("127.0.0.1", 0, staging) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.base_url
        finally:
            server.shutdown()
            thread.join()


def test_the_sample_portal(gongkai: Zygote) -> None:
    """A unit's home, and from it a column."""
    with sample_portal() as base:
        home = probe(gongkai, f"{base}/gongkai/site_slqzfhcxjsj/", "--format", "json")
        found = json.loads(home.out)
        column = next(each for each in found["columns"] if "双随机" in each["name"])
        done = probe(gongkai, column["url"])

    assert found["is_home"]
    assert len(found["columns"]) > 5
    assert "——能。" in conclusion(done), done.said


def test_an_interrupted_look_gives_no_verdict() -> None:
    """What was not seen yet would be taken for missing."""
    stopped = Probe(
        url="http://www.example.gov.cn/",
        user_agent="",
        looks=(),
        family="unknown",
        evidence="",
        robots="",
        is_whole=False,
        finders={},
    )

    assert stopped.first.failure == "采集中断"
    assert judge(stopped).sentence == "试读被中断，没有看完，不能下结论。"


# --- small things ----------------------------------------------------------------------------------


def test_strangers_are_asked_once_a_second() -> None:
    """One at a time, robots obeyed, only that host; this machine itself need not be spared."""
    public = _settings("http://www.example.gov.cn/a/", contact="x", per_second=None)
    assert (public["DOWNLOAD_DELAY"], public["CONCURRENT_REQUESTS"]) == (1, 1)
    assert public["ROBOTSTXT_OBEY"]
    assert public["OWN_HOSTS"] == ["www.example.gov.cn"]
    assert _settings("http://www.example.gov.cn/", contact="x", per_second=0.5)["DOWNLOAD_DELAY"] == 2  # fmt: skip
    assert _settings("http://127.0.0.1:8080/", contact="x", per_second=None)["DOWNLOAD_DELAY"] < 0.1


@pytest.mark.parametrize(
    ("body", "text", "name"),
    [
        ("公开".encode(), "公开", "UTF-8"),
        (b"\xef\xbb\xbf" + "公开".encode(), "公开", "UTF-8"),
        ("公开".encode("gbk"), "公开", "GB18030"),
        ("公開".encode("euc-jp"), "公開", "不明"),
        (b"\xff\xff\xff", "\ufffd" * 3, "UTF-8，有的字节无法解码"),
    ],
)
def test_the_charset_is_told(body: bytes, text: str, name: str) -> None:
    """By decoding again."""
    answer = Answer(url="", status=200, content_type="", body=body, redirects=(), form="")
    assert charset_of(answer, text) == name


@given(st.text())
def test_any_text_is_one_yaml_scalar(text: str) -> None:
    """Quotes, line ends and comments of strangers stay inside it."""
    shown = "".join(sign for sign in text if sign.isprintable())
    assert yaml.safe_load(f"name: {_quoted(text)}  # 请核对\nother: 1") == {
        "name": shown,
        "other": 1,
    }


def test_an_address_is_taken_as_typed() -> None:
    """But for spaces around it."""
    assert (
        check_address(" http://www.example.gov.cn/a?b=1#c ") == "http://www.example.gov.cn/a?b=1#c"
    )
