"""The strict reader: no surprises from YAML, and Chinese errors with file, line and key."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from audit_rules.errors import (
    DuplicateKeyError,
    InvalidFileError,
    MissingFileError,
    UnreadableFileError,
    YamlSyntaxError,
)
from audit_rules.strict_yaml import YamlDocument, load_yaml, validate


def read(folder: Path, text: str | bytes) -> YamlDocument:
    """Load a text as a file."""
    file = folder / "规则.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_yaml(file)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("2022-06-08", "2022-06-08"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("12345678901234567890", "12345678901234567890"),
        ("<<", "<<"),
        ("=", "="),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-20", -20),
        ("0.05", 0.05),
        ("1.5e-3", 0.0015),
        ("'20'", "20"),
        ("!!str 20", "20"),
    ],
)
def test_plain_words_mean_what_they_look_like(tmp_path: Path, written: str, value: object) -> None:
    """Only four kinds of words are special."""
    found = read(tmp_path, f"a: {written}\n").value["a"]

    assert (type(value), value) == (type(found), found)


def test_keys_are_always_text(tmp_path: Path) -> None:
    """A year as key stays text, as in JSON."""
    assert read(tmp_path, "2022: 1\nno: 2\n").value == {"2022": 1, "no": 2}


def test_lines_are_those_of_the_keys(tmp_path: Path) -> None:
    """A part the file does not have gets the line of what is around it."""
    document = read(tmp_path, "a: 1\nchecks:\n  - kind: present\n    days:\n      20\n")

    assert document.line_of(("checks",)) == 2
    assert document.line_of(("checks", 0)) == 3
    assert document.line_of(("checks", 0, "days")) == 4
    assert document.line_of(("checks", 0, "columns")) == 3
    assert document.line_of(()) == 1


def test_a_duplicate_key_is_refused(tmp_path: Path) -> None:
    """PyYAML would keep the last one without a word."""
    with pytest.raises(DuplicateKeyError) as caught:
        read(tmp_path, "row: 1\nchecks:\n  - {kind: a, days: 7, kind: b}\nrow: 2\n")

    assert "第 3 行：键“kind”重复，第 3 行已经写过" in str(caught.value)
    assert (caught.value.line, caught.value.file and caught.value.file.name) == (3, "规则.yaml")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: c: d\n", 2, "冒号的位置不对"),
        ("a: 1\n\tb: 2\n", 2, "制表符"),
        ("a: 1\n---\nb: 2\n", 2, "一个文件里只能有一份文档"),
        ("a: &x [1]\nb: *x\n", 1, "不支持锚点和别名"),
        ("a: *x\n", 1, "没有定义的别名"),
        ("a: !!python/name:os.system x\n", 1, "不支持标签"),
        ("a: !!int 010\n", 1, "不支持标签"),
        ("? [1]\n: 2\n", 1, "键必须是一个词"),
        ("a: [1\n", 2, "原话"),
        ("a: 1\nb: \x07\n", 1, "控制字符"),
        ("a: 政务\n".encode("gb18030"), 1, "UTF-8"),
        ("[" * 5000 + "]" * 5000, 1, "嵌套"),
    ],
)
def test_what_is_not_plain_yaml_is_refused(
    tmp_path: Path, text: str | bytes, line: int, reason: str
) -> None:
    """Each with its line and a reason in Chinese."""
    with pytest.raises(YamlSyntaxError, match=reason) as caught:
        read(tmp_path, text)

    assert line == caught.value.line


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    """Office editors write one."""
    assert read(tmp_path, "\ufeffa: 1\n").value == {"a": 1}


def test_an_empty_file_has_no_value(tmp_path: Path) -> None:
    """The model says what is missing."""
    assert read(tmp_path, "").value is None


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    with pytest.raises(MissingFileError, match=r"没有\.yaml"):
        load_yaml(tmp_path / "没有.yaml")
    with pytest.raises(UnreadableFileError):
        load_yaml(tmp_path)


plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(plain_values)
def test_what_a_yaml_writer_writes_is_read_back(tmp_path_factory: Any, value: object) -> None:
    """Quoted text stays text; lists, mappings, numbers and nothing stay themselves."""
    text = yaml.safe_dump(value, allow_unicode=False, default_style='"' if value == "" else None)

    assert value == read(tmp_path_factory.mktemp("yaml"), text).value


# --- models ---------------------------------------------------------------------------------------


class Colour(StrEnum):
    """An enumeration."""

    RED = "red"
    BLUE = "blue"


class Present(BaseModel):
    """One kind of check."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["present"]
    columns: list[str] = Field(min_length=1)


class Within(BaseModel):
    """Another kind."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["within"]
    days: int = Field(ge=1)


class Row(BaseModel):
    """A file."""

    model_config = ConfigDict(extra="forbid")

    row: int
    task: str
    due_on: date | None = None
    is_open: bool = False
    colour: Colour = Colour.RED
    share: float = 0.0
    units: tuple[str, ...] = ()
    checks: list[Annotated[Present | Within, Field(discriminator="kind")]] = []


def test_a_good_file_becomes_its_model(tmp_path: Path) -> None:
    """Dates, enumerations and tuples come out of plain words."""
    text = (
        "row: 1\ntask: 双随机\ndue_on: 2022-06-08\ncolour: blue\nshare: 1\nunits: [a]\n"
        "checks: [{kind: within, days: 20}]\n"
    )
    row = validate(read(tmp_path, text), Row)

    assert (date(2022, 6, 8), Colour.BLUE, ("a",)) == (row.due_on, row.colour, row.units)
    assert [Within(kind="within", days=20)] == row.checks


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("row: 1\n", "第 1 行：缺少必填的键“task”"),
        ("row: 1\ntask: a\nunit: [b]\n", "第 3 行 unit：不认识的键“unit”，是不是“units”？"),
        ("row: 1\ntask: a\nzzz: 1\n", "第 3 行 zzz：不认识的键“zzz”，可用的键：checks、colour"),
        ('row: "1"\ntask: a\n', '第 1 行 row：应为整数，不加引号，现为 "1"'),
        ("row: 1\ntask: 12\n", "第 2 行 task：应为文字（数字和 true/false 请加引号），现为 12"),
        (
            "row: 1\ntask: a\nis_open: no\n",
            '第 3 行 is_open：应为 true 或 false，不加引号，现为 "no"',
        ),
        (
            "row: 1\ntask: a\ndue_on: 2022-06-31\n",
            '第 3 行 due_on：不是日期，应写成 2022-06-08，现为 "2022-06-31"',
        ),
        (
            "row: 1\ntask: a\ndue_on: 20220608\n",
            "第 3 行 due_on：应为日期，写成 2022-06-08，现为 20220608",
        ),
        (
            "row: 1\ntask: a\ncolour: green\n",
            "第 3 行 colour：只能是 'red' 或 'blue'，现为 \"green\"",
        ),
        ("row: 1\ntask: a\nunits: b\n", '第 3 行 units：应为列表，现为 "b"'),
        (
            "row: 1\ntask: a\nchecks:\n  - kind: within\n    day: 20\n",
            "第 5 行 checks[1].day：不认识的键“day”，是不是“days”？",
        ),
        (
            "row: 1\ntask: a\nchecks:\n  - kind: within\n    days: 0\n",
            "第 5 行 checks[1].days：不能小于 1，现为 0",
        ),
        (
            "row: 1\ntask: a\nchecks:\n  - kind: presnt\n",
            "第 4 行 checks[1]：'kind' 只能是 'present', 'within'",
        ),
        ("row: 1\ntask: a\nchecks:\n  - days: 3\n", "第 4 行 checks[1]：缺少必填的键 'kind'"),
        ("row: 1\ntask: a\nchecks: [{kind: present, columns: []}]\n", "至少要有 1 项，现为 []"),
        ("", "第 1 行：应为“键: 值”的映射，现为 null"),
    ],
)
def test_what_does_not_fit_is_said_in_chinese(tmp_path: Path, text: str, problem: str) -> None:
    """The line, the key, what is wrong and what stands there."""
    with pytest.raises(InvalidFileError) as caught:
        validate(read(tmp_path, text), Row)

    assert problem in str(caught.value)


def test_all_problems_are_listed_at_once_in_the_order_of_their_lines(tmp_path: Path) -> None:
    """One run shows everything there is to correct."""
    with pytest.raises(InvalidFileError, match="有 3 处错误") as caught:
        validate(read(tmp_path, "untis: []\nrow: a\n"), Row)

    assert [problem.line for problem in caught.value.problems] == [1, 1, 2]
    assert {"", "row", "untis"} == {problem.key for problem in caught.value.problems}
