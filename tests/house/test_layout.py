"""The layout of the packages, as the style of the house has it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("audit_rules", "crawler", "reports", "sample_portal", "spiders", "storage")
VAGUE = {"utils", "helpers", "manager", "data", "info", "common", "misc"}
MOST_LINES = 400
MOST_FUNCTION_LINES = 60
LONGER_FILES = {"audit_rules/model.py": 480}
"""The records stand in one file on purpose: it is the vocabulary of the house."""

MODULES = sorted(
    file.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for file in (ROOT / package).rglob("*.py")
    if "versions" not in file.parts  # migrations are written by a tool and never changed
)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_and_stays_small(module: str) -> None:
    """A docstring, a telling name, 400 lines at most, 60 in a function."""
    text = (ROOT / module).read_text(encoding="utf-8")
    tree = ast.parse(text)
    long_functions = [
        f"{node.name}: {length} 行"
        for node in functions(tree)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    ]

    assert ast.get_docstring(tree), f"{module} 缺少文档字符串"
    assert not VAGUE.intersection(Path(module).with_suffix("").parts), f"{module} 名称太笼统"
    assert text.count("\n") <= LONGER_FILES.get(module, MOST_LINES), f"{module} 太长"
    assert long_functions == []


def test_all_packages_were_looked_at() -> None:
    """A wrong path would let everything pass."""
    assert {module.split("/", 1)[0] for module in MODULES} == set(PACKAGES)
