"""A portal's file: what it may say, and what is told where it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit_rules.errors import GongkaiError
from spiders.portal_file import list_portals, load_portal

SMALLEST = """\
portal: sample
name: 示例区人民政府
base_url: http://127.0.0.1:8080
family: gongkai
units:
  - {name: 区住房和城乡建设局, site: /gongkai/site_slqzfhcxjsj/}
"""


def load(tmp_path: Path, text: str) -> object:
    """Load a file with this text."""
    file = tmp_path / "portal.yaml"
    file.write_text(text, encoding="utf-8")
    return load_portal(file)


def test_the_smallest_file_of_the_contract(tmp_path: Path) -> None:
    """One request a second, only its own host."""
    file = tmp_path / "portal.yaml"
    file.write_text(SMALLEST, encoding="utf-8")

    portal = load_portal(file)

    assert portal.units[0].site == "http://127.0.0.1:8080/gongkai/site_slqzfhcxjsj/"
    assert portal.requests_per_second == 1
    assert portal.allowed_hosts == ("127.0.0.1",)
    assert portal.columns == ()


def test_addresses_named_by_hand_may_be_asked(tmp_path: Path) -> None:
    """A home or column on another host is allowed by being named; hosts are lower-case."""
    text = SMALLEST.replace("/gongkai/site_slqzfhcxjsj/", "http://zjj.zichuan.gov.cn/gk/")
    text += "columns: [{name: 规划, url: 'http://gh.zichuan.gov.cn/a/'}]\n"
    text += "allowed_hosts: [WWW.Zibo.gov.cn]\n"
    file = tmp_path / "portal.yaml"
    file.write_text(text, encoding="utf-8")

    portal = load_portal(file)

    assert portal.allowed_hosts == (
        "127.0.0.1",
        "zjj.zichuan.gov.cn",
        "gh.zichuan.gov.cn",
        "www.zibo.gov.cn",
    )
    assert portal.columns[0].unit is None


def test_columns_of_a_unit_may_be_named_by_hand(tmp_path: Path) -> None:
    """They are the unit's."""
    text = SMALLEST.replace(
        "jsj/}", "jsj/, columns: [{name: 法定主动公开内容/双随机一公开, url: /a/}]}"
    )
    file = tmp_path / "portal.yaml"
    file.write_text(text, encoding="utf-8")

    (column,) = load_portal(file).units[0].columns

    assert (column.unit, column.url) == ("区住房和城乡建设局", "http://127.0.0.1:8080/a/")
    assert column.path == "法定主动公开内容/双随机一公开"


WRONG = {
    "no unit": (SMALLEST.partition("units:")[0] + "units: []\n", "units"),
    "capital": (SMALLEST.replace("portal: sample", "portal: Sample"), "第 1 行"),
    "no scheme": (SMALLEST.replace("http://127", "127"), "第 3 行"),
    "unknown family": (SMALLEST.replace("gongkai\n", "dede\n", 1), "第 4 行 family：没有“dede”"),
    "unknown key": (SMALLEST + "requests_per_seconds: 1\n", "requests_per_second"),
    "no speed": (SMALLEST + "requests_per_second: 0\n", "第 7 行"),
    "text for a number": (SMALLEST + "requests_per_second: fast\n", "第 7 行"),
    "unit without home": (SMALLEST.replace(", site: /gongkai/site_slqzfhcxjsj/", ""), "第 6 行"),
    "name twice": (SMALLEST + "  - {name: 区住房和城乡建设局, site: /b/}\n", "第 7 行"),
    "home twice": (SMALLEST + "  - {name: 乙, site: /gongkai/site_slqzfhcxjsj/}\n", "重复"),
    "broken host": (SMALLEST.replace("/gongkai/site_slqzfhcxjsj/", '"http://[x/"'), "第 6 行"),
    "broken port": (SMALLEST.replace(":8080", ":80a"), "第 3 行"),
    "nothing": ("", "第 1 行"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    """In Chinese, with the file."""
    text, words = WRONG[name]

    with pytest.raises(GongkaiError) as told:
        load(tmp_path, text)

    assert words in str(told.value)
    assert "portal.yaml" in str(told.value)


@pytest.mark.parametrize("name", list_portals())
def test_the_bundled_portals_are_well_formed(name: str) -> None:
    """And named as their files."""
    folder = Path(__file__).resolve().parents[2] / "spiders" / "portals"

    assert load_portal(folder / f"{name}.yaml").name == name
