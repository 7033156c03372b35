"""The documentation names what there is, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audit_rules.checks import load_checks
from crawler.cli import command_names
from crawler.errors import ExitCode
from spiders.families import family_names

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
ARCHITECTURE = "docs/architecture.md"
OUTCOMES = "docs/outcomes.md"
PAGES = (*READMES, *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
PACKAGES = "audit_rules|crawler|reports|sample_portal|spiders|storage|scripts|tests"
MODULE = re.compile(rf"`((?:{PACKAGES})/[\w/.]*)`")
EXAMPLES = re.compile(r"<!-- file: (\S+) -->\s*```\w*\n.*?```", re.DOTALL)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)


def text_of(page: str) -> str:
    """Return a page of the documentation."""
    return (ROOT / page).read_text(encoding="utf-8")


def prose_of(page: str) -> str:
    """Return a page without its code blocks."""
    return FENCED.sub("", text_of(page))


def anchors_of(page: str) -> set[str]:
    """Return the anchors of a page's headings, as a Git host makes them."""
    kept = (re.sub(r"[^\w\- ]", "", words.lower()) for _, words in HEADING.findall(prose_of(page)))
    return {words.strip().replace(" ", "-") for words in kept}


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("command", command_names())
def test_every_command_is_in_the_readme(page: str, command: str) -> None:
    """In both languages."""
    assert f"`{command}`" in text_of(page), f"{page} 没有写到命令 {command}"


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_is_in_the_readme(page: str, code: ExitCode) -> None:
    """As the first cell of a row of the table."""
    assert re.search(rf"^\| `?{code.value}`? \|", text_of(page), re.MULTILINE), (page, code)


@pytest.mark.parametrize("page", [ARCHITECTURE, OUTCOMES])
@pytest.mark.parametrize("kind", sorted(load_checks()))
def test_every_check_kind_is_documented(page: str, kind: str) -> None:
    """Where the modules are listed, and where the outcomes are explained.

    The examples of additions do not count: a kind that is only an example there is not documented.
    """
    assert f"`{kind}`" in prose_of(page), f"{page} 没有写到检查方式 {kind}"


@pytest.mark.parametrize("kind", sorted(load_checks()))
def test_every_check_kind_has_its_cases(kind: str) -> None:
    """A kind without a table of cases is not proven."""
    assert (ROOT / "tests" / "cases" / f"{kind}.yaml").is_file()


@pytest.mark.parametrize("family", family_names())
def test_every_family_is_documented_and_has_pages(family: str) -> None:
    """In the list of modules; with stored pages."""
    assert f"`spiders/families/{family}.py`" in prose_of(ARCHITECTURE)
    assert list((ROOT / "tests" / "pages" / family).glob("*/page.html"))


def test_every_module_named_exists() -> None:
    """Files and folders in backticks; those the examples write are to come."""
    text = text_of(ARCHITECTURE)
    to_come = set(EXAMPLES.findall(text))
    named = set(MODULE.findall(FENCED.sub("", text))) - to_come
    gone = sorted(path for path in named if not (ROOT / path).exists())

    assert len(named) > 60
    assert gone == []


def test_the_examples_stand_where_they_say() -> None:
    """An example whose file exists already would overwrite somebody's work."""
    targets = EXAMPLES.findall(text_of(ARCHITECTURE))

    assert len(targets) > 8
    assert [path for path in targets if (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_relative_links_lead_somewhere(page: str) -> None:
    """To a file that exists, and to a heading it has."""
    broken = []
    for link in LINK.findall(prose_of(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        if not target.exists() or (
            anchor and anchor not in anchors_of(str(target.relative_to(ROOT)))
        ):
            broken.append(link)

    assert broken == []


def shape_of(page: str) -> list[tuple[str, int, int]]:
    """Return each section's level, its number of code blocks and of table rows."""
    parts = re.split(r"^(?=#{1,6} )", FENCED.sub("\x00", text_of(page)), flags=re.MULTILINE)
    sections = [part for part in parts if part.startswith("#")]
    return [
        (part.split(" ", 1)[0], part.count("\x00"), len(re.findall(r"^\|", part, re.MULTILINE)))
        for part in sections
    ]


def test_both_readmes_have_the_same_sections() -> None:
    """Same headings in number and depth, same code blocks, same rows of tables."""
    english, chinese = (shape_of(page) for page in READMES)

    assert english == chinese


def test_both_readmes_show_the_same_commands() -> None:
    """What is to be typed is the same in both languages."""
    typed = [
        re.findall(r"^(?:\./|[A-Z_]+=\S+ \./)[^#\n]*", text_of(page), re.MULTILINE)
        for page in READMES
    ]

    assert [line.strip() for line in typed[0]] == [line.strip() for line in typed[1]]


def test_pictures_are_small() -> None:
    """A repository is cloned often."""
    pictures = sorted((ROOT / "docs" / "pictures").iterdir())

    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > 300_000] == []
