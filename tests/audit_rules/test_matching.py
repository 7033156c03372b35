"""Columns, title words and years: what makes a disclosure the answer to a duty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_rules.checks.base import CheckSpec
from audit_rules.matching import (
    first_named_column,
    has_title_words,
    is_named_column,
    may_have_title_words,
    normalise_name,
    years_in_title,
)
from audit_rules.model import Origin
from tests.audit_rules.factory import disclosure

SPEC = CheckSpec(
    id="plan",
    kind="present",
    wants="抽查计划",
    title_has=(("抽查", "双随机"), ("计划",)),
    title_lacks=("结果",),
)


@pytest.mark.parametrize(
    ("path", "name", "is_named"),
    [
        ("双随机一公开", "双随机一公开", True),
        ("法定主动公开内容/双随机、一公开", "双随机一公开", True),
        ("“双随机、一公开”监管", "双随机一公开", True),
        ("行政执法公示/行政处罚结果公示", "行政处罚", True),
        ("双随机一公开/2022年", "双随机一公开", True),
        ("规划计划", "计划", False),
        ("计划", "计划", True),
        ("行政/处罚", "行政处罚", False),
        ("通知公告", "双随机一公开", False),
    ],
)
def test_a_column_by_its_name(path: str, name: str, is_named: bool) -> None:  # noqa: FBT001
    """Editors' signs do not matter; a short name must be a whole part of the path."""
    assert is_named == is_named_column(path, (name,))


def test_no_name_is_every_column() -> None:
    """A general rule speaks of all of them."""
    assert is_named_column("通知公告", ())


@pytest.mark.parametrize(
    ("title", "has"),
    [
        ("2022年度“双随机”抽查计划", True),
        ("2022年度“双随机、一公开”工作计划", True),
        ("２０２２年度抽 查 计 划", True),
        ("2022年度抽查计划执行结果", False),
        ("2022年度工作计划", False),
        ("", False),
    ],
)
def test_title_words(title: str, has: bool) -> None:  # noqa: FBT001
    """One word of every group, none of the excluded."""
    assert has == has_title_words(disclosure(title), SPEC)


@pytest.mark.parametrize(
    ("title", "origin", "may"),
    [
        ("关于印发2022年度“双随…", Origin.ENTRY, True),
        ("关于印发2022年度...", Origin.ENTRY, True),
        ("关于印发2022年度... ", Origin.ENTRY, True),
        ("关于公布抽查结果的…", Origin.ENTRY, False),
        ("关于印发2022年度“双随机", Origin.ENTRY, False),
        ("关于印发2022年度“双随…", Origin.PAGE, False),
    ],
)
def test_a_cut_title_may_have_them(title: str, origin: Origin, may: bool) -> None:  # noqa: FBT001
    """Only where the list alone is known; a page shows its title whole."""
    assert may == may_have_title_words(disclosure(title, origin=origin), SPEC)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2022年度随机抽查计划", {2022}),
        ("2022 年随机抽查计划", {2022}),
        ("２０２２年随机抽查计划", {2022}),
        ("二〇二二年随机抽查计划", {2022}),
        ("二○二二年度随机抽查计划", {2022}),
        ("二零二二年随机抽查计划", {2022}),
        ("2021-2023年随机抽查计划", {2021, 2022, 2023}),
        ("2021—2023年随机抽查计划", {2021, 2022, 2023}),
        ("2021——2023年随机抽查计划", {2021, 2022, 2023}),
        ("2021～2023年随机抽查计划", {2021, 2022, 2023}),
        ("2021年至2023年随机抽查计划", {2021, 2022, 2023}),
        ("2022-2023学年校历", {2022, 2023}),
        ("2022/2023学年校历", {2022, 2023}),
        ("2021年总结和2022年计划", {2021, 2022}),
        ("2019年、2023年情况对比", {2019, 2023}),
        ("关于废止1950年至2020年文件的决定", {1950, 2020}),
        ("2023-2021年倒写", {2021, 2023}),
        ("川政办字〔2022〕32号", set()),
        ("邮编255100年检通知", set()),
        ("随机抽查计划", set()),
        ("百年大计", set()),
        ("一二三四年", set()),
    ],
)
def test_years_in_a_title(title: str, years: set[int]) -> None:
    """Digits, numerals and ranges; the year of a number is none."""
    assert years == years_in_title(title)


@given(st.text("双随机一公开计划年度２2Ａa“”、，（）()【】[]-—·…《》 \u3000\u200b", max_size=60))
def test_a_name_is_made_even_once(text: str) -> None:
    """Names made even are compared with names made even."""
    assert normalise_name(text) == normalise_name(normalise_name(text))


@given(st.text(max_size=60))
def test_any_title_has_plausible_years(title: str) -> None:
    """Nothing raises, whatever editors write."""
    assert all(1949 <= year <= 2100 for year in years_in_title(title))


def test_the_column_a_finding_names() -> None:
    """The named one, else the first."""
    item = disclosure("计划", columns=("通知公告", "政务公开/双随机一公开"))

    assert first_named_column(item, ("双随机一公开",)) == "政务公开/双随机一公开"
    assert first_named_column(item, ("教育信息",)) == "通知公告"
    assert first_named_column(disclosure("计划", columns=()), ()) is None
