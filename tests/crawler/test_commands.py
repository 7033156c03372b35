"""The command line as a user meets it: help, slips, broken files, outputs, our own faults."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from crawler.cli import command_names
from tests.crawler.conftest import (
    EDUCATION,
    GONGKAI,
    HOUSING,
    INSPECTION,
    NIGHT,
    ROOT,
    SCHOOLS,
    STATISTICS,
    Done,
    Office,
    Zygote,
    add_three_units,
    clean_environment,
)
from tests.portal_server import Paper, ScriptedPortal, served

COMMANDS = command_names()
KEYS = {
    *("key", "portal", "check_id", "plan", "row", "rule", "check", "unit", "column", "kind"),
    *("outcome", "severity", "subject", "period", "due_on", "formed_on", "published_on"),
    *("first_seen_at", "days_late", "deadline_from_row", "basis", "message", "evidence"),
    *("rule_version", "calendar_version"),
}
"""Section 2 of the stable interface."""
ASCII_ONLY = {
    "LC_ALL": "C",
    "LANG": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "",
}
USAGE, UNTRUSTWORTHY, BUG = 2, 3, 70


@pytest.fixture(scope="module")
def crawled(gongkai: Zygote, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a workspace after one whole night, for tests that only look."""
    with served(ScriptedPortal()) as portal:
        add_three_units(portal)
        first = portal.papers(HOUSING, INSPECTION)
        first[0] = Paper(first[0].title, published_on="2022-06-30", formed_on="2022-03-08")
        office = Office(portal, tmp_path_factory.mktemp("crawled") / "office", gongkai)
        office.open()
        assert office.crawl().code == 0
        yield office


def real(*arguments: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command itself in this environment, output piped."""
    return subprocess.run(
        [GONGKAI, *map(str, arguments)],
        env=clean_environment() | {"PYTHONWARNINGS": "error"} | more,
        capture_output=True,
        check=False,
    )


# --- help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_in_chinese(gongkai: Zygote, command: str) -> None:
    """Its headings, what it does, and every option's words; nothing of the library's English."""
    done = gongkai(command, "--help", env={"COLUMNS": "200"})

    assert (done.code, done.err) == (0, "")
    assert "选项" in done.out
    for english in ("Show this message", "Options", "Arguments", "Usage", "default:", "required"):
        assert english not in done.out


def test_the_front_page_lists_every_command(gongkai: Zygote) -> None:
    """With one line of Chinese each."""
    done = gongkai("--help", env={"COLUMNS": "200"})

    assert done.code == 0
    for command in COMMANDS:
        line = next(line for line in done.out.splitlines() if f" {command} " in line)
        assert any("一" <= sign <= "龥" for sign in line)
    assert "Show this message" not in done.out


def test_an_ascii_locale_still_speaks_chinese() -> None:
    """`LC_ALL=C` on an old server must not end in an encoding error."""
    done = real("crawl", "--help", **ASCII_ONLY)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "采集门户" in done.stdout.decode()


def test_an_ascii_locale_still_takes_chinese_names(crawled: Office) -> None:
    """And prints Chinese findings."""
    folder = ("--workspace", crawled.folder, "--as-of", NIGHT)
    env = {"LC_ALL": "C", "LANG": "C"}
    done = real("audit", *folder, "--unit", HOUSING, "--format", "jsonl", **env)

    assert done.returncode == 1, done.stderr.decode()
    assert {json.loads(line)["unit"] for line in done.stdout.decode().splitlines()} == {HOUSING}


@pytest.mark.parametrize("arguments", [("--help",), ("audit", "--format", "jsonl")])
def test_a_reader_that_leaves_early_is_no_error(
    crawled: Office, arguments: tuple[str, ...]
) -> None:
    """`| head -1` ends without a word, also where the output is shorter than a pipe holds."""
    more = "" if arguments[0] == "--help" else f" --as-of {NIGHT} -w {crawled.folder}"
    done = subprocess.run(
        [
            "/bin/bash",
            "-c",
            f'{shlex.quote(str(GONGKAI))} {" ".join(arguments)}{more} | true; echo "${{PIPESTATUS[0]}}"',
        ],
        env=clean_environment(),
        capture_output=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == (b"0\n", b"")


def test_a_night_goes_on_when_nobody_listens(office: Office) -> None:
    """The reports are written though the pipe for the words is closed."""
    done = subprocess.run(
        [
            *("/bin/bash", "-c"),
            f'{shlex.quote(str(GONGKAI))} nightly --as-of {NIGHT} -w {office.folder} | true; echo "${{PIPESTATUS[0]}}"',
        ],
        env=clean_environment(),
        capture_output=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == (b"1\n", b"")
    assert len(list((office.folder / "reports" / "2023-03-01_235959").iterdir())) == 4


# --- slips -----------------------------------------------------------------------------------------

SLIPS: dict[str, tuple[tuple[str, ...], str]] = {
    "no command": ((), "命令"),
    "wrong command": (("adit",), "没有命令“adit”。是否指：audit？"),
    "wrong option": (("crawl", "--ful"), "没有选项 --ful。是否指：--full？"),
    "option without value": (("audit", "--row"), "选项 --row 缺少取值"),
    "row that is no number": (("audit", "--row", "十二"), "应当是整数"),
    "unknown format": (("audit", "--format", "xml"), "“xml”不在可选范围内"),
    "argument too many": (("nightly", "now"), "多出了参数：now"),
    "missing argument": (("init",), "缺少必填的参数 DIR"),
    "missing option": (("spot-check",), "缺少必填的选项 --unit"),
    "missing portal": (("init", "x"), "--portal"),
    "unknown portal": (("init", "x", "--portal", "nowhere"), "没有名为“nowhere”的门户"),
    "unknown plan": (("init", "x", "--portal", "zichuan", "--plan", "zc"), "没有方案“zc”"),
    "no workspace": (("audit",), "不是工作区"),
    "page that is not there": (("extract", "nowhere.html"), "找不到文件"),
    "unknown family": (("extract", "-", "--family", "cms"), "--family 不能是“cms”"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_in_chinese(gongkai: Zygote, name: str) -> None:
    """What is wrong and where the help is; exit code 2, nothing else on the screen."""
    arguments, words = SLIPS[name]

    done = gongkai(*arguments)

    assert done.code == USAGE
    assert words in done.said
    assert "Traceback" not in done.said
    assert "Error" not in done.said


SLIPS_IN_A_WORKSPACE: dict[str, tuple[tuple[str, ...], str]] = {
    "row the plan has not": (("audit", "--row", "99"), "T99"),
    "unknown rule": (("audit", "--rule", "G-98"), "G-98"),
    "day that does not exist": (("audit", "--as-of", "2023-02-30"), "“2023-02-30”看不懂"),
    "instant without zone": (("crawl", "--as-of", "2023-03-01T02:00:00"), "带时区的时刻"),
    "column the unit has not": (
        ("spot-check", "--unit", EDUCATION, "--column", "植树", "--as-of", NIGHT),
        "没有“植树”栏目",
    ),
}


@pytest.mark.parametrize("name", SLIPS_IN_A_WORKSPACE)
def test_a_slip_in_a_workspace_is_told_in_chinese(crawled: Office, name: str) -> None:
    """The same for what only a workspace can know."""
    arguments, words = SLIPS_IN_A_WORKSPACE[name]

    done = crawled.run(*arguments)

    assert done.code == USAGE
    assert words in done.err
    assert done.out == ""


BROKEN: dict[str, tuple[str, str, str, str, int]] = {
    "config: syntax": ("gongkai.yaml", "limits:", "limits: [", "不是合规的 YAML", 9),
    "config: key twice": ("gongkai.yaml", "limits:", "plan: x\nlimits:", "键“plan”重复", 7),
    "config: unknown key": ("gongkai.yaml", "database:", "databse:", "database", 4),
    "config: unknown plan": ("gongkai.yaml", "zichuan_2022 ", "zichuan_2032 ", "zichuan_2022", 3),
    "config: share over 1": ("gongkai.yaml", "share: 1.0", "share: 5.0", "unread_share", 8),
    "config: database": ("gongkai.yaml", "sqlite:///gongkai.db", "gongkai.db", "database", 4),
    "config: database driver": (
        "gongkai.yaml", "sqlite:///gongkai.db", "oracle://h/d", "database", 4,
    ),
    "portal: syntax": ("portal.yaml", "units:", "units: {", "不是合规的 YAML", 7),
    "portal: unknown key": ("portal.yaml", "family:", "famly:", "family", 4),
    "portal: unknown family": ("portal.yaml", "gongkai\n", "gongkei\n", "网站系统", 4),
    "portal: unit twice": ("portal.yaml", "site_zjj", "site_jtj", "重复", 8),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_line(
    gongkai: Zygote, crawled: Office, tmp_path: Path, name: str
) -> None:
    """Every command that opens the workspace says which file, which line and what to write."""
    file, old, new, words, line = BROKEN[name]
    for source in ("gongkai.yaml", "portal.yaml"):
        text = (crawled.folder / source).read_text(encoding="utf-8")
        assert source != file or old in text
        changed = text.replace(old, new, 1) if source == file else text
        (tmp_path / source).write_text(changed, encoding="utf-8")

    done = gongkai("audit", "--workspace", tmp_path)

    assert done.code == USAGE, done.said
    assert str(tmp_path / file) in done.err
    assert words in done.err
    assert f"第 {line} 行" in done.err
    assert "Traceback" not in done.err


def test_the_workspace_may_come_from_the_environment(crawled: Office, gongkai: Zygote) -> None:
    """Or be the folder one stands in; the option wins."""
    query = ("audit", "--as-of", NIGHT, "--format", "jsonl")
    by_option = crawled.run(*query[:1], *query[1:]).out

    assert gongkai(*query, cwd=crawled.folder).out == by_option
    assert gongkai(*query, env={"GONGKAI_WORKSPACE": str(crawled.folder)}).out == by_option


# --- init ------------------------------------------------------------------------------------------


def test_init_makes_a_workspace_and_changes_none(gongkai: Zygote, tmp_path: Path) -> None:
    """A second init ends with a word and leaves every byte as it is."""
    folder = tmp_path / "办公室"
    made = gongkai("init", folder, "--portal", "zichuan")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    again = gongkai("init", folder, "--portal", "zichuan")

    assert (made.code, made.err) == (0, "")
    assert "已建立工作区" in made.out
    assert set(before) == {"gongkai.yaml", "portal.yaml", "gongkai.db"}
    assert again.code == USAGE
    assert "未作改动" in again.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("folder", ["/proc/nowhere", "file/below"])
def test_init_where_no_folder_can_be(gongkai: Zygote, tmp_path: Path, folder: str) -> None:
    """The system's reason, in our words."""
    (tmp_path / "file").touch()

    done = gongkai("init", tmp_path / folder, "--portal", "zichuan")

    assert done.code == USAGE
    assert "不能使用" in done.err


@pytest.mark.parametrize("command", ["audit", "report", "spot-check"])
def test_nothing_crawled_yet(office: Office, command: str) -> None:
    """Said, with what to do first."""
    more = ("--unit", HOUSING) if command == "spot-check" else ()
    done = office.run(command, *more)

    assert done.code == USAGE
    assert "没有任何采集或导入的内容" in done.err
    assert "gongkai crawl" in done.err


# --- audit -----------------------------------------------------------------------------------------


def test_jsonl_is_the_stable_interface(crawled: Office) -> None:
    """The keys, their order by `key`, one object a line, and the same bytes each time."""
    first = crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl")
    findings = first.findings()

    assert (first.code, first.err) == (1, "")
    assert all(item.keys() == KEYS for item in findings)
    assert [item["key"] for item in findings] == sorted(item["key"] for item in findings)
    assert len({item["key"] for item in findings}) == len(findings)
    absences = [
        item for item in findings if (item["kind"], item["outcome"]) == ("missing", "finding")
    ]
    assert [item["unit"] for item in absences] == [STATISTICS]
    assert absences[0]["evidence"][0]["complete"] is True
    assert crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl").out == first.out


def test_csv_and_table_say_the_same(crawled: Office) -> None:
    """As many rows, and the same units; the table is for eyes."""
    count = len(crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl").findings())
    out = crawled.run("audit", "--as-of", NIGHT, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))

    assert out.startswith("\ufeffkey,")
    assert len(rows) == count
    table = crawled.run("audit", "--as-of", NIGHT)
    assert table.code == 1
    for words in (HOUSING, STATISTICS, "双随机一公开", "无法判断"):
        assert words in table.out


@pytest.mark.parametrize(
    ("arguments", "rules", "units"),
    [
        (("--row", "12"), {"T12", "UNITS"}, None),
        (("--rule", "G-01"), {"G-01"}, None),
        (("--row", "12", "--unit", "区统计局"), {"T12"}, {STATISTICS}),
    ],
)
def test_the_audit_may_be_narrowed(
    crawled: Office, arguments: tuple[str, ...], rules: set[str], units: set[str] | None
) -> None:
    """By row, rule and unit; what is left out is not reported, and the rest is unchanged."""
    everything = crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl").out.splitlines()

    narrowed = crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl", *arguments)

    assert set(narrowed.out.splitlines()) <= set(everything)
    assert {item["rule"] for item in narrowed.findings()} == rules
    if units:
        assert {item["unit"] for item in narrowed.findings()} == units


def test_the_past_is_audited_with_what_was_known_then(crawled: Office) -> None:
    """Before the first crawl nothing was."""
    done = crawled.run("audit", "--as-of", "2023-02-28")

    assert done.code == USAGE
    assert "截至 2023-02-28" in done.err


# --- report ----------------------------------------------------------------------------------------


def test_a_report_is_a_folder_of_its_own(crawled: Office, tmp_path: Path) -> None:
    """Named by its instant; another night's stays, and no half files are left."""
    out = tmp_path / "报表"
    for as_of in (NIGHT, "2023-03-02"):
        done = crawled.run("report", "--as-of", as_of, "--out", out)
        assert done.code == 1
        assert done.out.count("已写出") == 4

    folders = sorted(path.name for path in out.iterdir())
    files = {path.name for path in (out / folders[0]).iterdir()}
    assert folders == ["2023-03-01_235959", "2023-03-02_235959"]
    assert files == {"核查清单_2023-03-01.xlsx", "index.html", "findings.jsonl", "findings.csv"}
    told = (out / folders[0] / "findings.jsonl").read_text(encoding="utf-8")
    assert told == crawled.run("audit", "--as-of", NIGHT, "--format", "jsonl").out


def test_a_report_that_fails_leaves_the_old_one(crawled: Office, tmp_path: Path) -> None:
    """Files appear whole or not at all."""
    crawled.run("report", "--as-of", NIGHT, "--out", tmp_path)
    folder = tmp_path / "2023-03-01_235959"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    full = (
        "import crawler.report_files as r, errno\n"
        "def write(findings, stream):\n"
        "    stream.write('half')\n"
        "    raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "r.write_csv = write"
    )

    done = crawled.run("report", "--as-of", NIGHT, "--out", tmp_path, patch=full)

    assert done.code in (USAGE, UNTRUSTWORTHY)
    assert str(folder / "findings.csv") in done.err
    assert {path.name for path in folder.iterdir()} == set(before)
    assert (folder / "findings.csv").read_bytes() == before["findings.csv"]


# --- import-list -----------------------------------------------------------------------------------

LIST = (
    "标题,网址,发布日期,文号\n"
    "区住建局2022年工作要点,http://127.0.0.1/a.html,2022-02-30,无\n"
    ",http://127.0.0.1/b.html,2022-03-01,无\n"
    "区住建局2022年度总结,http://127.0.0.1/c.html,2022-12-01,无\n"
)


def test_a_list_is_imported_row_by_row(office: Office, tmp_path: Path) -> None:
    """Bad rows are told with line and reason, the others stored; then it can be audited."""
    file = tmp_path / "清单.csv"
    file.write_text(LIST, encoding="utf-8")

    done = office.run("import-list", file, "--unit", "区住建局", "--as-of", NIGHT)

    assert done.code == 0
    assert "已导入 1 条（新增或有变化 1 条），2 行未导入" in done.out
    assert "第 2 行" in done.err
    assert "第 3 行" in done.err
    assert office.run("audit", "--as-of", NIGHT).code == 0
    again = office.run("import-list", file, "--unit", "区住建局", "--as-of", NIGHT)
    assert "新增或有变化 0 条" in again.out


def test_an_imported_list_accuses_nobody_of_what_it_does_not_hold(
    office: Office, tmp_path: Path
) -> None:
    """No column was read, so nothing can be missing."""
    file = tmp_path / "a.csv"
    file.write_text(LIST, encoding="utf-8")
    office.run("import-list", file, "--unit", HOUSING, "--column", INSPECTION, "--as-of", NIGHT)

    assert set(office.duties().values()) == {"inconclusive"}


def test_an_xlsx_list_is_imported(office: Office, tmp_path: Path) -> None:
    """The same from a workbook."""
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(LIST)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    done = office.run("import-list", tmp_path / "a.xlsx", "--as-of", NIGHT)

    assert "已导入 1 条" in done.out


BAD_LISTS = {
    "not there": ("nowhere.csv", None),
    "wrong kind": ("a.pdf", b"x"),
    "empty": ("a.csv", b""),
    "no workbook": ("a.xlsx", b"not a zip"),
    "not compressed": ("a.csv.gz", b"plain"),
    "no title": ("a.csv", "名称,链接\na,b\n".encode()),
    "only bad rows": ("a.csv", "标题,网址\n,\n甲,\n".encode()),
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_list_that_gives_nothing_is_refused(office: Office, tmp_path: Path, name: str) -> None:
    """Exit code 2 and a Chinese reason."""
    file, content = BAD_LISTS[name]
    if content is not None:
        (tmp_path / file).write_bytes(content)

    done = office.run("import-list", tmp_path / file, "--as-of", NIGHT)

    assert done.code == USAGE
    assert any("一" <= sign <= "龥" for sign in done.err)


# --- extract ---------------------------------------------------------------------------------------


def page_of(portal: ScriptedPortal) -> tuple[str, bytes]:
    """Return the address and the bytes of one document."""
    site = portal.site(HOUSING)
    path = site.paper_path(INSPECTION, portal.papers(HOUSING, INSPECTION)[0].title)
    return portal.url(path), portal.page(path).body


def test_extract_reads_files_folders_and_standard_input(
    gongkai: Zygote, portal: ScriptedPortal, tmp_path: Path
) -> None:
    """One object a line; files that are no pages are left out of a folder."""
    url, body = page_of(portal)
    (tmp_path / "甲.html").write_bytes(body)
    (tmp_path / "乙.htm").write_bytes(body.decode().encode("gb18030"))
    (tmp_path / "说明.txt").write_bytes(b"no page")

    one = gongkai("extract", tmp_path / "甲.html", "--url", url, "--format", "jsonl")
    piped = gongkai("extract", "-", "--url", url, stdin=tmp_path / "甲.html")
    both = gongkai("extract", tmp_path, "--family", "gongkai")

    page = json.loads(one.out)
    assert (page["family"], page["page_kind"], page["url"]) == ("gongkai", "disclosure", url)
    assert page["title"] == f"{HOUSING}2022年度双随机抽查计划"
    assert page["published_on"] == "2022-03-10"
    assert page["record_created_at"].startswith("2020-09-")
    assert json.loads(piped.out)["title"] == page["title"]
    assert [json.loads(line)["title"] for line in both.out.splitlines()] == [page["title"]] * 2


def test_extract_of_a_folder_without_pages(gongkai: Zygote, tmp_path: Path) -> None:
    """Said, rather than silence."""
    done = gongkai("extract", tmp_path)

    assert done.code == USAGE
    assert "没有网页文件" in done.err


def test_extract_takes_whatever_bytes_there_are(gongkai: Zygote, tmp_path: Path) -> None:
    """A page that is none is `unknown` or an empty shell, never an exception."""
    for number, body in enumerate(
        (
            b"",
            b"\x00\xff\xfe",
            b"<div>" * 5000,
            b"<!--",
            "\ud83d".encode("utf-16-le", "surrogatepass"),
        )
    ):
        (tmp_path / f"{number}.html").write_bytes(body)

    done = gongkai("extract", tmp_path)

    assert done.code == 0
    kinds = {json.loads(line)["page_kind"] for line in done.out.splitlines()}
    assert len(done.out.splitlines()) == 5
    assert kinds <= {"unknown", "empty_shell", "blocked", "soft_404"}


# --- spot-check ------------------------------------------------------------------------------------


def test_a_spot_check_shows_duties_findings_and_evidence(crawled: Office) -> None:
    """From what is stored; the portal is not asked."""
    crawled.portal.forget()

    done = crawled.run("spot-check", "--unit", "区统计局", "--as-of", NIGHT)

    assert done.code == 1
    for words in (
        f"抽查：{STATISTICS}",
        "任务表",
        "抽查事项清单",
        "达标",
        "证据：",
        "读全：1页2条",
    ):
        assert words in done.out
    assert crawled.portal.paths() == []


def test_a_spot_check_of_a_column(crawled: Office) -> None:
    """Only what rests on it."""
    done = crawled.run("spot-check", "--unit", EDUCATION, "--column", SCHOOLS, "--as-of", NIGHT)

    assert done.code == 0
    assert "学校名录" in done.out
    assert "抽查事项清单" not in done.out


def test_a_live_spot_check_reads_the_portal_now(office: Office) -> None:
    """On a new workspace, one unit and one column: enough to be decided and trusted."""
    done = office.run(
        "spot-check", "--unit", STATISTICS, "--column", INSPECTION, "--live", "--as-of", NIGHT
    )

    assert "共1个栏目，未读全0个" in done.out
    assert "未检索到抽查事项清单" in done.out
    assert done.code == 1
    assert {path.split("/")[2] for path in office.portal.paths() if "site" in path} == {"site_tjj"}


def test_a_live_spot_check_of_an_unreachable_unit(office: Office) -> None:
    """Undecided, and not to be trusted."""
    config = office.folder / "gongkai.yaml"
    words = config.read_text(encoding="utf-8").replace("unread_share: 1.0", "unread_share: 0.05")
    config.write_text(words, encoding="utf-8")
    office.portal.faults[office.portal.site(STATISTICS).path] = lambda _page: office.portal.page(
        "/x"
    )

    done = office.run("spot-check", "--unit", STATISTICS, "--live", "--as-of", NIGHT)

    assert done.code == UNTRUSTWORTHY
    assert "HTTP状态404" in done.out
    assert "未检索到" not in done.out


# --- our own faults --------------------------------------------------------------------------------

BREAK = "import crawler.commands.{0} as c; c.load_workspace = lambda option: [][7]"


def has_been_told(done: Done) -> Path:
    """Check the words for a bug; return the log they name."""
    assert done.code == BUG
    assert "程序出错（不是您的操作问题）" in done.err
    assert "Traceback" not in done.said
    return Path(done.err.split("请把日志 ")[1].split(" 交给")[0])


def test_a_bug_ends_with_a_log_and_no_traceback(gongkai: Zygote, tmp_path: Path) -> None:
    """Before any workspace is open the log goes to the temporary folder, each its own file."""
    env = {"TMPDIR": str(tmp_path)}
    patch = "import tempfile; tempfile.tempdir = None; " + BREAK.format("audit")

    logs = {has_been_told(gongkai("audit", patch=patch, env=env)) for _ in range(2)}

    assert len(logs) == 2
    for log in logs:
        assert log.parent == tmp_path
        assert "IndexError" in log.read_text(encoding="utf-8")


def test_a_bug_is_told_even_where_no_log_can_be_written(gongkai: Zygote) -> None:
    """No second error may hide the first."""
    patch = (
        "import tempfile; tempfile.mkstemp = lambda *a, **k: open('/proc/nowhere/x'); "
        + BREAK.format("audit")
    )

    done = gongkai("audit", patch=patch)

    assert done.code == BUG
    assert "IndexError" in done.err
    assert "Traceback (most" not in done.err.split("\n")[0]


def test_a_bug_in_a_workspace_goes_to_its_log(crawled: Office) -> None:
    """Beside what else happened that night."""
    patch = "import crawler.auditing as a; a.load_calendar = lambda: [][7]"

    log = has_been_told(crawled.run("audit", "--as-of", NIGHT, patch=patch))

    assert log == crawled.folder / "logs" / "gongkai.log"
    assert "IndexError" in log.read_text(encoding="utf-8")


def test_the_command_is_a_module_too() -> None:
    """`python -m crawler.cli` is what the demonstration runs."""
    done = subprocess.run(
        [sys.executable, "-m", "crawler.cli", "adit"],
        cwd=ROOT,
        env=clean_environment() | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )

    assert done.returncode == USAGE
    assert "没有命令" in done.stderr.decode()
    assert os.linesep.encode() in done.stderr
