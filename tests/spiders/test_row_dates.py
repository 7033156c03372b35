"""The publication date of a list's row: read whole, of the right meaning, or not at all."""

from __future__ import annotations

import pytest

from spiders.dated_list import read_dated_list
from spiders.page import Page
from spiders.row_dates import as_date

URL = "http://www.shili.gov.cn/zwgk/tzgg/index.html"


def dates(rows: str) -> list[str | None]:
    """Return the dates of the rows of a list; `LINKn` stands for a row's link."""
    for number in range(1, 4):
        link = f'<a href="2023/{number}.html">示例区关于第{number}件事情的通知</a>'
        rows = rows.replace(f"LINK{number}", link)
    listing = read_dated_list(Page(URL, f"<html><body>{rows}</body></html>"))
    return [e.published_on.isoformat() if e.published_on else None for e in listing.entries]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-11-02", "2023-11-02"),
        ("[2023-11-02]", "2023-11-02"),
        ("2023/11/2 9:05:00", "2023-11-02"),
        ("2023-11-2 14:30", "2023-11-02"),
        ("2023-11-2 00:00:00.0", "2023-11-02"),
        ("2023年11月2日", "2023-11-02"),
        ("发布日期：2023-11-02", "2023-11-02"),
        ("2023-11-02 点击：29次", "2023-11-02"),
        ("成文日期：2023-11-02", None),
        ("2023-11-02至2023-11-29", None),
        ("2023-13-02", None),
        ("11-02", None),
    ],
)
def test_words_beside_a_title(words: str, day: str | None) -> None:
    """The hour behind a day is never its second digit."""
    found = as_date(words)

    assert (found.isoformat() if found else None) == day


ROWS = {
    "day over month": (
        "<ul><li><p><b>02</b><i>2023-11</i></p>LINK1</li><li><p><b>12</b><i>2023-10</i></p>LINK2</li></ul>",
        ["2023-11-02", "2023-10-12"],
    ),
    "year beside month and day": (
        "<ul><li><p><i>2023</i><b>11-02</b></p>LINK1</li><li><p><i>2023</i><b>10-12</b></p>LINK2</li></ul>",
        ["2023-11-02", "2023-10-12"],
    ),
    "head names publication": (
        (
            "<table><tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr>"
            "<tr><td>LINK1</td><td>2023-10-01</td><td>2023-11-02</td></tr>"
            "<tr><td>LINK2</td><td>2023-10-02</td><td>2023-11-03</td></tr></table>"
        ),
        ["2023-11-02", "2023-11-03"],
    ),
    "two dates that name themselves": (
        (
            "<ul><li>LINK1<span>成文日期：2023-10-01</span><span>发布日期：2023-11-02</span></li>"
            "<li>LINK2<span>成文日期：2023-10-02</span><span>发布日期：2023-11-03</span></li></ul>"
        ),
        ["2023-11-02", "2023-11-03"],
    ),
    "two dates without a name, and one beside": (
        (
            "<ul><li>LINK1<span>2023-10-01</span><span>2023-11-02</span></li><li>LINK2<span>2023-11-03</span></li>"
            "<li>LINK3<span>2023-11-04</span></li></ul>"
        ),
        [None, "2023-11-03", "2023-11-04"],
    ),
    "a day heads its papers": (
        "<dl><dt>2023-11-02</dt><dd>LINK1</dd><dd>LINK2</dd></dl>",
        ["2023-11-02", "2023-11-02"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), ROWS.values(), ids=ROWS)
def test_rows(rows: str, expected: list[str | None]) -> None:
    """Dates set apart, in pieces, and beside dates of another meaning."""
    assert dates(rows) == expected


def test_a_head_that_names_formation_only_gives_no_publication() -> None:
    """成文日期 taken for 发布日期 would make every paper punctual."""
    rows = (
        "<table><tr><th>标题</th><th>文号</th><th>成文日期</th></tr>"
        "<tr><td>LINK1</td><td>川政发〔2023〕1号</td><td>2023-10-01</td></tr>"
        "<tr><td>LINK2</td><td>川政发〔2023〕2号</td><td>2023-10-02</td></tr></table>"
    )

    assert set(dates(rows)) <= {None}


NOT_PUBLISHED = {
    "row shorter than its head": (
        "<table><tr><th>序号</th><th>标题</th><th>发布日期</th><th>截止日期</th></tr>"
        "<tr><td>LINK1</td><td>2023-11-02</td><td>2023-12-02</td></tr>"
        "<tr><td>LINK2</td><td>2023-11-03</td><td>2023-12-03</td></tr></table>"
    ),
    "head names a limit": (
        "<table><tr><th>标题</th><th>公开时限</th></tr><tr><td>LINK1</td><td>2023-12-02</td></tr>"
        "<tr><td>LINK2</td><td>2023-12-03</td></tr></table>"
    ),
    "label set apart": (
        "<ul><li>LINK1<span>成文日期：</span><span>2023-11-02</span></li>"
        "<li>LINK2<span>更新时间：</span><span>2023-11-03</span></li></ul>"
    ),
    "day behind its paper": "<dl><dd>LINK1</dd><dt>2023-11-02</dt><dd>LINK2</dd><dt>2023-11-03</dt></dl>",
    "visits beside a month": (
        "<ul><li>LINK1<span>浏览</span><b>12</b><span>2023-11</span></li>"
        "<li>LINK2<span>浏览</span><b>13</b><span>2023-10</span></li></ul>"
    ),
    "number of the row beside a month": (
        "<ul><li><b>1</b><i>2023-11</i>LINK1</li><li><b>2</b><i>2023-11</i>LINK2</li></ul>"
    ),
    "visits beside month and day": (
        "<ul><li>LINK1<i>11-02</i><b>2023</b></li><li>LINK2<i>11-03</i><b>2011</b></li></ul>"
    ),
}


@pytest.mark.parametrize("rows", NOT_PUBLISHED.values(), ids=NOT_PUBLISHED)
def test_no_date_rather_than_a_wrong_one(rows: str) -> None:
    """What may mean another day, or no day at all, is no date of publication."""
    assert set(dates(rows)) <= {None}
