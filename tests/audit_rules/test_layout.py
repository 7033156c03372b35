"""The rule book and its checks, as the style of the house has them; a new one is held to it too."""

from __future__ import annotations

import importlib
import re

import pytest

from audit_rules.checks import load_checks
from audit_rules.checks.base import DutyCheck
from audit_rules.matching import normalise_name
from audit_rules.model import Outcome, Severity
from audit_rules.plan import (
    GENERAL_FOLDER,
    PLANS_FOLDER,
    Rule,
    list_plans,
    load_plan,
)
from tests.audit_rules.test_cases import FILES

KINDS = sorted(load_checks())
BOOKS = {plan_id: load_plan(plan_id) for plan_id in list_plans()}
RULES = [
    pytest.param(rule, id=f"{plan_id}-{rule.id}")
    for plan_id, book in BOOKS.items()
    for rule in book.rules
]
FAILING = {Outcome.FINDING, Outcome.SUSPECTED}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_explains_itself(kind: str) -> None:
    """First line, then the sections, each with something in it, in any order."""
    text = importlib.import_module(f"audit_rules.checks.{kind}").__doc__ or ""
    first, blank, *rest = text.splitlines()
    sections = re.findall(r"(?:^|(?<=\. ))([A-Z][a-z ]+): +\S", "\n".join(rest), re.MULTILINE)

    assert first.endswith(".")
    assert blank == ""
    assert {"Source", "Parameters", "Undecidable"} <= set(sections)
    assert {"Finding", "Suspected"} & set(sections)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_cases_of_every_sort(kind: str) -> None:
    """What is in order, what is not, and what cannot be decided."""
    assert kind in FILES, f"缺少 tests/cases/{kind}.yaml"

    outcomes = {outcome for case in FILES[kind].cases for outcome in case.expect.all_outcomes()}

    assert FILES[kind].kind == kind
    assert outcomes & FAILING, "没有问题的例子"
    assert {Outcome.PASS, Outcome.INCONCLUSIVE} <= outcomes
    assert not isinstance(load_checks()[kind], DutyCheck) or Outcome.NOT_DUE in outcomes


def test_every_file_of_cases_is_of_a_kind() -> None:
    """A kind renamed leaves its cases behind."""
    assert sorted(FILES) == KINDS


def test_there_are_books() -> None:
    """A wrong path would let everything pass."""
    assert "zichuan_2022" in BOOKS
    assert len(RULES) >= 9


def test_every_file_of_a_book_is_a_rule() -> None:
    """A file under a name the loader does not look for would never be judged."""
    for plan_id, book in BOOKS.items():
        rows = {path.name for path in (PLANS_FOLDER / plan_id).iterdir()} - {"plan.yaml"}
        general = {path.name for path in GENERAL_FOLDER.iterdir()}

        assert len(rows) + len(general) == len(book.rules), plan_id
        assert all(name.startswith("row_") for name in rows)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_whole(rule: Rule) -> None:
    """A notice can cite it, a report can rank it, and somebody decides it."""
    assert rule.basis.strip()
    assert rule.task.strip()
    assert rule.requirement.strip()
    assert isinstance(rule.severity, Severity)
    assert bool(rule.checks) != bool(rule.not_checkable)
    assert rule.row is None or rule.deadline
    assert rule.units is None or rule.units


@pytest.mark.parametrize("rule", RULES)
def test_a_rules_words_can_match(rule: Rule) -> None:
    """Titles are compared without the signs editors vary: a word that holds one never matches."""
    for bound in rule.checks:
        spec = bound.spec
        words = [*spec.title_lacks, *(word for group in spec.title_has for word in group)]

        assert words == [normalise_name(word) for word in words]
        assert all(words)
        assert all(normalise_name(column) for column in spec.columns)
        assert "" not in {"".join(group) for group in spec.title_has}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_not_exclude_what_it_wants(rule: Rule) -> None:
    """A wanted word that holds an excluded one can never be matched."""
    for bound in rule.checks:
        dead = [
            word
            for group in bound.spec.title_has
            for word in group
            for lacked in bound.spec.title_lacks
            if lacked in word
        ]

        assert dead == []


def test_rule_and_check_ids_are_unique() -> None:
    """The keys of findings rest on them."""
    for book in BOOKS.values():
        ids = [(rule.id, bound.spec.id) for rule in book.rules for bound in rule.checks]
        rules = [rule.id for rule in book.rules]

        assert sorted(set(ids)) == sorted(ids)
        assert sorted(set(rules)) == sorted(rules)
