"""Every check kind by its table of cases, `tests/cases/<kind>.yaml`, through the whole audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field

from audit_rules.model import (
    ALL_FIELDS,
    Audit,
    ColumnRead,
    Conflict,
    Disclosure,
    Event,
    EventKind,
    Facts,
    FieldSource,
    FindingKind,
    Origin,
    Outcome,
    PageEvidence,
    PageKind,
    Severity,
    SiteRead,
    Validity,
)
from audit_rules.plan import Plan
from audit_rules.strict_yaml import load_yaml, validate
from tests.audit_rules import factory

CASES_FOLDER = Path(__file__).resolve().parents[1] / "cases"
LIST_FIELDS = frozenset({"title", "published_on"})


class Strict(BaseModel):
    """A part of a case file; a key nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EventWords(Strict):
    """A dated event in the text."""

    kind: EventKind
    on: date
    raw: str


class Document(Strict):
    """One published item. `signed_on` is a date that stands under the signature, no label."""

    title: str
    columns: tuple[str, ...] | None = None
    unit: str | None = None
    origin: Origin = Origin.PAGE
    fields_read: frozenset[str] | None = None
    page_kind: PageKind = PageKind.DISCLOSURE
    published_on: date | None = None
    formed_on: date | None = None
    signed_on: date | None = None
    number: str | None = None
    number_raw: str | None = None
    validity: Validity | None = None
    validity_raw: str | None = None
    valid_until: date | None = None
    shown_unit: str | None = None
    labels_read: frozenset[str] = factory.ALL_LABELS
    labels_printed: frozenset[str] = factory.ALL_LABELS
    unreadable: Mapping[str, str] = {}
    conflicts: Mapping[str, tuple[str, str]] = {}
    events: tuple[EventWords, ...] = ()

    def build(self, unit: str, column: str) -> Disclosure:
        """Return the record."""
        is_entry = self.origin is Origin.ENTRY
        fields = self.fields_read or (LIST_FIELDS if is_entry else ALL_FIELDS)
        source = FieldSource(raw=str(self.signed_on), where="落款", by="test")
        return factory.disclosure(
            self.title,
            unit=unit if self.unit is None else self.unit,
            columns=(column,) if self.columns is None else self.columns,
            origin=self.origin,
            fields_read=fields,
            page_kind=self.page_kind,
            published_on=self.published_on,
            formed_on=self.formed_on or self.signed_on,
            document_number=self.number,
            document_number_raw=self.number_raw or self.number,
            validity=self.validity,
            validity_raw=self.validity_raw,
            valid_until=self.valid_until,
            shown_unit=self.shown_unit,
            labels_read=frozenset() if is_entry else self.labels_read,
            labels_printed=frozenset() if is_entry else self.labels_printed,
            sources={"formed_on": source} if self.signed_on else {},
            unreadable=self.unreadable,
            conflicts=tuple(
                Conflict(field=name, a=words[0], b=words[1])
                for name, words in self.conflicts.items()
            ),
            events=tuple(Event(**event.model_dump()) for event in self.events),
        )


class Read(Strict):
    """How far one column was read; `days_ago` counts back from the audit."""

    column: str
    unit: str | None = ""
    complete: bool = True
    reason: str | None = None
    days_ago: int = 0

    def build(self, case: Case) -> ColumnRead:
        """Return the record."""
        return factory.column_read(
            self.column,
            unit=case.unit if self.unit == "" else self.unit,
            complete=self.complete,
            reason=self.reason,
            captured_at=factory.at(case.as_of) - timedelta(days=self.days_ago),
        )


class Site(Strict):
    """How far the unit's home was read."""

    read: bool = True
    complete: bool = True
    reason: str | None = None
    days_ago: int = 0


class Expected(Strict):
    """What the audit must say. `outcomes`: of every document, or of the duty; [] where it is silent.

    The other keys speak of the one finding; `says` are words of its message, `column` its column.
    `also` are kinds of further findings of the same check.
    """

    outcomes: tuple[Outcome, ...] | Outcome
    kind: FindingKind | None = None
    severity: Severity | None = None
    due_on: date | None = None
    days_late: int | None = None
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    column: str | None = None
    quotes: tuple[str, ...] = ()
    also: tuple[FindingKind, ...] = ()

    def all_outcomes(self) -> list[Outcome]:
        """Return the outcomes as a sorted list."""
        return sorted([self.outcomes] if isinstance(self.outcomes, Outcome) else self.outcomes)


class Case(Strict):
    """One small world and what must be said of it."""

    name: str
    expect: Expected
    check: str | None = None
    spec: Mapping[str, Any] | None = None
    units: tuple[str, ...] | None = ()
    unit: str = factory.UNIT
    as_of: date = date(2022, 8, 1)
    documents: tuple[Document, ...] = ()
    reads: tuple[Read, ...] | None = None
    site: Site = Site()


class CaseFile(Strict):
    """The cases of one kind.

    `check` is the rule and check id they speak of, `column` where the documents stand unless they
    say otherwise; `spec` stands in for a rule the book does not have.
    """

    kind: str
    check: str | None = None
    spec: Mapping[str, Any] | None = None
    column: str
    cases: tuple[Case, ...] = Field(min_length=1)


def load_cases(path: Path) -> CaseFile:
    """Read one file, strictly."""
    return validate(load_yaml(path), CaseFile)


FILES = {path.stem: load_cases(path) for path in sorted(CASES_FOLDER.glob("*.yaml"))}


def plan_and_check(file: CaseFile, case: Case) -> tuple[Plan, str, str]:
    """Return the plan of a case, and the rule and check it speaks of."""
    named = case.check or (None if case.spec else file.check)
    if named:
        rule, _, check_id = named.partition("/")
        return factory.plan_2022(), rule, check_id
    spec = {"kind": file.kind, **(file.spec or {}), **(case.spec or {})}
    units = case.units if case.units is None else case.units or (case.unit,)
    plan = factory.one_check_plan(spec, units=units)
    return plan, plan.rules[0].id, "only"


def facts_of(file: CaseFile, case: Case) -> Facts:
    """Return the world of a case; without `reads`, the file's column was read whole."""
    site = case.site
    as_of = factory.at(case.as_of)
    sites: list[SiteRead] = []
    if site.read:
        captured_at = as_of - timedelta(days=site.days_ago)
        sites = [
            factory.site_read(
                case.unit, complete=site.complete, reason=site.reason, captured_at=captured_at
            )
        ]
    reads = (Read(column=file.column),) if case.reads is None else case.reads
    return factory.facts(
        [document.build(case.unit, file.column) for document in case.documents],
        columns=[read.build(case) for read in reads],
        sites=sites,
        units=(case.unit,),
        as_of=as_of,
    )


def outcomes_of(result: Audit, rule: str, check_id: str) -> list[Outcome]:
    """Return how often the check ended how, as a sorted list."""
    mine = [item for item in result.tallies if (item.rule, item.check_id) == (rule, check_id)]
    return sorted(item.outcome for item in mine for _ in range(item.count))


def say_all(expect: Expected) -> dict[str, object]:
    """Return the fields of the finding a case speaks of."""
    named = expect.model_fields_set & {"kind", "severity", "due_on", "days_late", "column"}
    return {name: getattr(expect, name) for name in sorted(named)}


@pytest.mark.parametrize(
    ("file", "case"),
    [
        pytest.param(file, case, id=f"{kind}-{case.name}")
        for kind, file in FILES.items()
        for case in file.cases
    ],
)
def test_case(file: CaseFile, case: Case) -> None:
    """The audit says of this small world what the case says it must."""
    plan, rule, check_id = plan_and_check(file, case)
    result = factory.judge(facts_of(file, case), plan=plan)
    findings = factory.findings_of(result, rule, check_id)
    expect = case.expect

    assert expect.all_outcomes() == outcomes_of(result, rule, check_id), findings

    extra = sorted(finding.kind for finding in findings if finding.kind in expect.also)
    findings = [finding for finding in findings if finding.kind not in expect.also]

    assert sorted(expect.also) == extra
    assert bool(findings) == any(
        outcome in {Outcome.FINDING, Outcome.SUSPECTED, Outcome.INCONCLUSIVE}
        for outcome in expect.all_outcomes()
    )
    for finding in findings:
        message = finding.message
        quotes = [item.quote for item in finding.evidence if isinstance(item, PageEvidence)]
        assert say_all(expect) == {name: getattr(finding, name) for name in say_all(expect)}
        assert [words for words in expect.says if words not in message] == [], message
        assert [words for words in expect.never_says if words in message] == [], message
        assert [words for words in expect.quotes if words not in quotes] == [], quotes


def test_the_cases_of_one_file_have_their_own_names() -> None:
    """A name that stands twice would hide which case failed."""
    for file in FILES.values():
        names = [case.name for case in file.cases]

        assert sorted(set(names)) == sorted(names)
