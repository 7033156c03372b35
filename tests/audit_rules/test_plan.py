"""Loading the rule book: what does not fit is refused in Chinese, with file, line and key."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audit_rules.errors import (
    DuplicateKeyError,
    GongkaiError,
    InvalidFileError,
    InvalidPlanError,
    InvalidRuleError,
    UnknownPlanError,
    UnknownRuleError,
    UnknownUnitError,
)
from audit_rules.plan import GENERAL_FOLDER, PLANS_FOLDER, Plan, load_plan, normalise_rule_id
from audit_rules.units import DISTRICTS_FOLDER
from tests.audit_rules.factory import plan_2022

Change = Callable[[str, str, str], None]
ROW_57 = "row_57_implementation_plan.yaml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Copy the real rule book, to be spoilt."""
    for name, folder in (
        ("tasks", PLANS_FOLDER),
        ("general", GENERAL_FOLDER),
        ("districts", DISTRICTS_FOLDER),
    ):
        shutil.copytree(folder, tmp_path / name)
    return tmp_path


def load(book: Path) -> Plan:
    """Load the copy."""
    return load_plan(
        "zichuan_2022",
        plans_folder=book / "tasks",
        general_folder=book / "general",
        districts_folder=book / "districts",
    )


@pytest.fixture
def change(book: Path) -> Change:
    """Replace one text of a file of the copy, which must be there."""

    def replace(name: str, old: str, new: str) -> None:
        [file] = book.rglob(name)
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def line_in(book: Path, name: str, words: str) -> int:
    """Return the line (from 1) of the first line with these words."""
    [file] = book.rglob(name)
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, start=1) if words in line)


def test_the_copy_loads(book: Path) -> None:
    """Else every test below would pass for another reason."""
    assert load(book).version == plan_2022().version


@pytest.mark.parametrize(
    ("name", "old", "new", "error", "says"),
    [
        (ROW_57, "deadline: 6", "dedline: 6", InvalidFileError, "不认识的键“dedline”，是不是“deadline”"),
        (ROW_57, 'by: "06-30"', 'byy: "06-30"', InvalidFileError, "不认识的键“byy”，是不是“by”"),
        (ROW_57, 'by: "06-30"', 'by: "6月底"', InvalidFileError, "不合格式"),
        (ROW_57, 'by: "06-30"', 'by: "06-31"', InvalidFileError, "06-31 不是每年都有的日期"),
        (ROW_57, 'by: "06-30"', 'by: "13-01"', InvalidFileError, "13-01 不是每年都有的日期"),
        (ROW_57, "severity: B", "severity: E", InvalidFileError, "只能是"),
        (ROW_57, "severity: B", "severity: B\nseverity: C", DuplicateKeyError, "键“severity”重复"),
        (ROW_57, "kind: published_by", "kind: published_bye", InvalidRuleError, "没有检查方式“published_bye”"),
        (ROW_57, "row: 57", "row: 58", InvalidPlanError, "文件名应为 row_58_"),
        (ROW_57, "deadline: 55}", "deadline: 59}", InvalidPlanError, "方案只有 58 项，没有第 59 项"),
        (ROW_57, "deadline: 55}", "month: 55}", InvalidFileError, "inherits"),
        (ROW_57, "units: [区政府各部门单位", "units: [区政府各部门", UnknownUnitError, "没有叫“区政府各部门”的单位"),
        (ROW_57, "wants: 年度政务公开工作实施方案", "wants: 文", InvalidFileError, "至少要有 2 个字"),
        ("row_12_random_inspection.yaml", "区发改局", "区发展改革局", UnknownUnitError, "是否指：区发展和改革局"),
        ("row_12_random_inspection.yaml", "id: list", "id: plan", InvalidRuleError, "checks 中的 id 重复：plan"),
        ("row_12_random_inspection.yaml", "id: list", "id: 清单", InvalidFileError, "不合格式"),
        ("row_12_random_inspection.yaml", "days: 20", "days: 0", InvalidFileError, "不能小于 1"),
        ("row_12_random_inspection.yaml", "days: 20", 'days: "20"', InvalidFileError, "应为整数"),
        ("row_12_random_inspection.yaml", "title_has: [[抽查, 双随机], [计划]]", "title_has: [抽查]", InvalidFileError, "应为列表"),
        ("g_20_number_form.yaml", "rule: G-20", "rule: G-21", InvalidRuleError, "文件名应与 rule: G-21 对应"),
        ("g_20_number_form.yaml", "basis:", "based:", InvalidFileError, "缺少必填的键“basis”"),
        ("g_20_number_form.yaml", "    kind: number_form", "    kind: number_form\n    units: [区财政厅]", UnknownUnitError, "区财政厅"),
        ("plan.yaml", "year: 2022", 'year: "2022"', InvalidFileError, "应为整数"),
        ("plan.yaml", "rows: 58", "rows: 56", InvalidPlanError, "方案只有 56 项，没有第 57 项"),
        ("zichuan.yaml", "aliases: [区发改局]", "aliases: [区发改局, 区民政局]", UnknownUnitError, "区民政局"),
        ("zichuan.yaml", "kind: vertical", "kind: verticle", InvalidFileError, "只能是"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(  # noqa: PLR0917 - one row of the table above
    book: Path, change: Change, name: str, old: str, new: str, error: type[GongkaiError], says: str
) -> None:
    """One slip of a hand, one error that names the file and says in Chinese what to do."""
    change(name, old, new)
    with pytest.raises(error) as caught:
        load(book)

    assert name in str(caught.value)
    assert says in str(caught.value)
    assert re.search("[一-龥]", str(caught.value))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ROW_57, "severity: B", "severty: B"),
        (ROW_57, "    by:", "    buy:"),
        ("row_12_random_inspection.yaml", "kind: within_working_days", "kind: 按期"),
        ("row_12_random_inspection.yaml", "days: 20", "days: 61"),
        ("g_01_twenty_working_days.yaml", "since: 2019-05-15", "since: 2019-05-32"),
    ],
)
def test_the_line_of_the_slip_is_named(
    book: Path, change: Change, name: str, old: str, new: str
) -> None:
    """An editor can be opened at it."""
    change(name, old, new)
    with pytest.raises((InvalidFileError, InvalidRuleError)) as caught:
        load(book)

    lines = {caught.value.line} | {
        problem.line for problem in getattr(caught.value, "problems", ())
    }
    slip = line_in(book, name, new.strip())
    # A whole check without a known kind is named by its first line.
    assert lines & {slip, slip - 1}


def test_a_row_twice_is_refused(book: Path) -> None:
    """Two files for one row would judge it twice."""
    folder = book / "tasks/zichuan_2022"
    shutil.copy(folder / ROW_57, folder / "row_57_again.yaml")

    with pytest.raises(InvalidPlanError, match="同一项有两个文件：T57"):
        load(book)


def test_a_file_under_another_number_is_refused(book: Path) -> None:
    """A copied file whose row was not changed."""
    folder = book / "tasks/zichuan_2022"
    shutil.copy(folder / ROW_57, folder / "row_58_next.yaml")

    with pytest.raises(InvalidPlanError, match=r"row_58_next\.yaml.*文件名应为 row_57_"):
        load(book)


def test_a_row_without_checks_must_say_why(book: Path, change: Change) -> None:
    """Coverage is counted from what is said."""
    name = "row_14_training.yaml"
    folder = book / "tasks/zichuan_2022"
    text = (folder / ROW_57).read_text(encoding="utf-8")
    head = text.partition("checks:")[0].replace("row: 57", "row: 14")
    (folder / name).write_text(head, encoding="utf-8")

    with pytest.raises(InvalidRuleError, match="既没有 checks 也没有 not_checkable"):
        load(book)

    change(name, "severity: B", "severity: B\nnot_checkable: 组织情况不在网页上")
    [rule] = [rule for rule in load(book).rules if rule.id == "T14"]

    assert (rule.checks, rule.not_checkable) == ((), "组织情况不在网页上")


def test_a_general_rule_may_name_its_units(book: Path, change: Change) -> None:
    """A general rule for some units only must not be judged of all."""
    change(
        "g_20_number_form.yaml",
        "    kind: number_form",
        "    kind: number_form\n    units: [区教体局]",
    )
    [rule] = [rule for rule in load(book).rules if rule.id == "G-20"]

    assert [check.units for check in rule.checks] == [("区教育和体育局",)]


def test_a_changed_rule_has_another_version(book: Path, change: Change) -> None:
    """A finding tells by which text of the rule it was made."""
    change(ROW_57, 'by: "06-30"', 'by: "07-31"')
    new = load(book)
    changed = [
        rule.id
        for rule, old in zip(new.rules, plan_2022().rules, strict=True)
        if rule.version != old.version
    ]

    assert changed == ["T57"]
    assert new.version != plan_2022().version


def test_a_plan_that_is_not_installed() -> None:
    """The installed ones are offered."""
    with pytest.raises(
        UnknownPlanError, match=r"没有方案“zichuan_2032”。已有的方案：.*zichuan_2022"
    ):
        load_plan("zichuan_2032")


@pytest.mark.parametrize(
    ("spelling", "rule_id"),
    [("12", "T12"), ("t2", "T02"), ("T-57", "T57"), ("g1", "G-01"), ("G-22", "G-22"), (" g20 ", "G-20"), ("x", "X")],
)  # fmt: skip
def test_a_rule_may_be_spelt_as_people_do(spelling: str, rule_id: str) -> None:
    """On the command line."""
    assert rule_id == normalise_rule_id(spelling)


def test_rules_asked_for() -> None:
    """Rows and rules together; none means all; an unknown one is an error that lists the known."""
    plan = plan_2022()

    assert {"T12", "G-01"} == plan.rule_ids(rows=[12], rules=["g1"])
    assert {rule.id for rule in plan.rules} == plan.rule_ids(rows=(), rules=())
    with pytest.raises(UnknownRuleError, match=r"T99.*可用的有：.*T12"):
        plan.rule_ids(rows=[99], rules=())


# --- traps of the plan of 2022 --------------------------------------------------------------------


def test_whom_the_plan_names() -> None:
    """Abbreviations become units, groups their members, in the order of the plan; nobody twice."""
    rules = {rule.id: rule for rule in plan_2022().rules}
    everybody = rules["T57"].units or ()

    assert rules["T02"].units == ("区住房和城乡建设局",)
    assert len(rules["T12"].units or ()) == 21
    assert {"区政府办公室", "市公安局淄川分局", "洪山镇", "淄川经济开发区管委会"} <= set(everybody)
    assert {"区税务局", "区档案馆"} & set(everybody) == set()
    assert len(set(everybody)) == len(everybody)
    assert rules["G-01"].units is None


def test_an_inherited_deadline_names_its_row() -> None:
    """Row 57's cell is blank: merged with row 55, whose words a reader will look for."""
    rules = {rule.id: rule for rule in plan_2022().rules}

    assert (rules["T57"].deadline_from_row, rules["T57"].deadline) == (55, "6月底前")
    assert (rules["T55"].deadline_from_row, rules["T55"].deadline) == (None, "6月底前")


def test_a_row_speaks_before_the_regulation() -> None:
    """Only the twenty days of 条例第26条 give way to a row's own term."""
    assert [rule.id for rule in plan_2022().rules if rule.yields_to_rows] == ["G-01"]
