"""Boxes that print values only: what can be but one thing is read, the rest is not guessed."""

from __future__ import annotations

import pytest

from spiders.page import Page
from spiders.unlabelled_box import read_unlabelled_box

INDEX = "113703020042311111/2022-5135380"
TITLE = "某区水利局2021年政府信息公开工作年度报告"
ALL = {"index_number": INDEX, "published_on": "2022-01-29", "unit": "某区水利局"}

CASES: dict[str, tuple[str, dict[str, str]]] = {
    "all three": (f"{TITLE}|{INDEX}|2022-01-29|某区水利局|{TITLE}", ALL),
    "title between": (f"{INDEX}|{TITLE}|某区水利局|2022-01-29|主动公开", ALL),
    "who signs is not who publishes": (
        f"{INDEX}|{TITLE}|某区水利局|2022-01-29|某区人民政府办公室|2022年1月20日",
        ALL,
    ),
    "two dates": (
        f"{INDEX}|2022-01-20|2022-01-29|某区水利局",
        {"index_number": INDEX},
    ),
    "two units": (
        f"{INDEX}|2022-01-29|某区水利局|某区人民政府",
        {"index_number": INDEX, "published_on": "2022-01-29"},
    ),
    "a written date is a signature's": (
        f"{INDEX}|某区水利局|2022年1月29日",
        {"index_number": INDEX},
    ),
    "text begins": (
        f"{INDEX}|{TITLE}|现将有关情况报告如下。|2022-01-29|某区水利局",
        {"index_number": INDEX},
    ),
    "no index number": (f"{TITLE}|2022-01-29|某区水利局", {}),
    "two index numbers": (f"{INDEX}|2022-01-29|{INDEX.replace('5135380', '5135381')}", {}),
    "a telephone number is none": (f"{TITLE}|0533-5181234|2022-01-29|某区水利局", {}),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_box(lines: str, expected: dict[str, str]) -> None:
    """Lines parted by `|`."""
    page = Page("", "".join(f"<p>{line}</p>" for line in lines.split("|")))

    assert read_unlabelled_box(page.lines) == expected
