"""The audit: a plan and the stored facts of a portal become findings. One pass over the disclosures.

Every document goes by the document checks that speak of it; what may answer a duty is kept aside,
and the duties are judged when all documents have been seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from audit_rules.bound_checks import BoundDocumentCheck, BoundDutyCheck, bind_checks
from audit_rules.candidates import Candidates, paper_of
from audit_rules.checks.base import DutyCase, Verdict
from audit_rules.coverage import Reads
from audit_rules.findings import FindingMaker, merge_grouped
from audit_rules.matching import first_named_column, has_title_words, is_in_column
from audit_rules.model import (
    REPORTED,
    Audit,
    Disclosure,
    Duty,
    Facts,
    Finding,
    FindingKind,
    Outcome,
    Tally,
)
from audit_rules.plan import BoundCheck, Plan
from audit_rules.unlisted import unlisted_units
from audit_rules.workdays import Calendar

UNKNOWN_UNIT: Final = "（未注明单位）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What to report: canonical unit names (none: every unit) and rule ids.

    All rules are judged all the same, since a row's own deadline decides what G-01 may say.
    """

    units: frozenset[str]
    rules: frozenset[str]


def audit(plan: Plan, facts: Facts, *, calendar: Calendar, scope: Scope | None = None) -> Audit:
    """Judge every duty and document of `plan` by `facts`, and report what is in `scope`.

    The order of the disclosures never matters. Findings come sorted by key.
    """
    everything = Scope(units=frozenset(), rules=plan.rule_ids(rows=(), rules=()))
    run = _Run(plan, facts, calendar, scope or everything)
    for disclosure in facts.disclosures:
        run.see(disclosure)
    run.see_collected()
    run.judge_late()
    run.judge_duties()
    run.judge_unread()
    return run.conclude()


class _Run:
    """The state of one audit while the documents go by."""

    def __init__(self, plan: Plan, facts: Facts, calendar: Calendar, scope: Scope) -> None:
        plan = replace(plan, units=plan.units.of_portal(facts.portal.title))
        self.plan, self.facts, self.calendar, self.scope = plan, facts, calendar, scope
        self.listed = {plan.units.canonical(unit.name) for unit in facts.portal.units}
        self.maker = FindingMaker(plan=plan, facts=facts, calendar_version=calendar.version)
        self.checks = bind_checks(plan, facts, calendar)
        self.candidates = Candidates(self.checks.of_duties, plan.units, plan.year)
        self.findings: list[Finding] = []
        self.grouped: dict[tuple[str, str, str, str], list[Verdict]] = defaultdict(list)
        self.duties: list[Duty] = []
        self.counts: Counter[tuple[str, str, Outcome]] = Counter()
        self.own_papers: set[int] = set()
        self.first_published: dict[int, date] = {}
        self.late: list[tuple[BoundDocumentCheck, Disclosure, Verdict]] = []
        self.collected: list[Disclosure] = []

    # --- documents --------------------------------------------------------------------------------

    def see(self, disclosure: Disclosure) -> None:
        """Judge one document; what only a collecting column shows waits for the others."""
        unit = self._unit_of(disclosure)
        if not self._is_wanted(unit):
            return
        item = replace(disclosure, unit=unit)
        if disclosure.unit:
            self.own_papers.add(paper_of(item))
            self._judge(item)
        elif unit == UNKNOWN_UNIT:
            self._judge(item)
        else:
            self.collected.append(item)

    def see_collected(self) -> None:
        """Judge what only a collecting column shows; a copy of the unit's own paper is that paper.

        One fault, one finding: the copy repeats the fault of the page it was made from. But it puts
        the paper into the collecting column too.
        """
        for item in self.collected:
            if paper_of(item) in self.own_papers:
                self.candidates.add_copy(item)
            else:
                self._judge(item)

    def _unit_of(self, disclosure: Disclosure) -> str:
        """Return whose the document is; in a collecting column its page says so."""
        if disclosure.unit:
            return self.plan.units.canonical(disclosure.unit)
        return self.plan.units.find_unit(disclosure.shown_unit or "") or UNKNOWN_UNIT

    def _is_wanted(self, unit: str) -> bool:
        return not self.scope.units or unit in self.scope.units

    def _judge(self, item: Disclosure) -> None:
        self._note_publication(item)
        is_governed = self.candidates.offer(item)
        spoken: set[tuple[str, str]] = set()
        for check in self.checks.of_documents:
            if check.rule.yields_to_rows and is_governed:
                continue
            if check.voice in spoken or not _speaks_of(check, item):
                continue
            spoken.add(check.voice)
            is_governed = is_governed or check.has_own_deadline
            if check.rule.id in self.scope.rules:
                verdict = check.kind.judge(item, check.spec, check.context)
                self._take(check, item, _cap(check.bound, verdict))

    def _note_publication(self, item: Disclosure) -> None:
        if item.published_on and item.formed_on:
            edition = _edition_of(item)
            known = self.first_published.get(edition, item.published_on)
            self.first_published[edition] = min(known, item.published_on)

    def _take(self, check: BoundDocumentCheck, item: Disclosure, verdict: Verdict) -> None:
        """Record a verdict; lateness waits until every other page of the same paper has been seen."""
        if verdict.kind is FindingKind.LATE and verdict.days_late is not None:
            self.late.append((check, item, verdict))
        else:
            self._record(check, item, verdict)

    def judge_late(self) -> None:
        """Record what is late; a paper that the unit published in time at another address is not."""
        for check, item, verdict in self.late:
            first = self.first_published.get(_edition_of(item))
            if first and verdict.due_on and first <= verdict.due_on:
                verdict = replace(verdict, outcome=Outcome.PASS, message="另一页面已按期公开")  # noqa: PLW2901
            self._record(check, item, verdict)

    def _record(self, check: BoundDocumentCheck, item: Disclosure, verdict: Verdict) -> None:
        self.counts[check.rule.id, check.spec.id, verdict.outcome] += 1
        if verdict.outcome not in REPORTED:
            return
        if verdict.grouped_as:
            column = first_named_column(item, check.spec.columns) or ""
            self.grouped[check.rule.id, check.spec.id, item.unit, column].append(verdict)
            return
        self.findings.append(
            self.maker.make(check.rule, check.bound, verdict, unit=item.unit, period=None)
        )

    # --- duties -----------------------------------------------------------------------------------

    def judge_duties(self) -> None:
        """Judge every duty of every listed unit, in the order of the plan."""
        for check in self.checks.of_duties:
            if check.rule.id not in self.scope.rules:
                continue
            for unit in check.bound.units or sorted(self.listed):
                if unit in self.listed and self._is_wanted(unit):
                    self._judge_duty(check, unit)

    @cached_property
    def reads(self) -> Reads:
        """The newest reads, under the canonical names of the units."""
        canonical = self.plan.units.canonical
        return Reads(
            column_reads=tuple(
                replace(read, unit=canonical(read.unit) if read.unit else None)
                for read in self.facts.column_reads
            ),
            site_reads=tuple(
                replace(read, unit=canonical(read.unit)) for read in self.facts.site_reads
            ),
            as_of=self.facts.as_of,
        )

    def _judge_duty(self, check: BoundDutyCheck, unit: str) -> None:
        period = check.kind.period(check.spec, self.plan.year)
        found = self.candidates.select(check, unit, year=self.plan.year if period else None)
        case = DutyCase(
            unit=unit,
            period=period,
            matched=found.matched,
            elsewhere=found.elsewhere,
            doubtful=found.doubtful,
            near=found.near,
            coverage=self.reads.of(unit, check.spec.columns),
        )
        verdicts = check.kind.judge(case, check.spec, check.context)
        self._record_duty(check, case, [_cap(check.bound, verdict) for verdict in verdicts])

    def _record_duty(self, check: BoundDutyCheck, case: DutyCase, verdicts: list[Verdict]) -> None:
        state = verdicts[0]
        self.counts[check.rule.id, check.spec.id, state.outcome] += 1
        self.duties.append(self.maker.duty(check.rule, check.bound, state, case=case))
        self.findings.extend(
            self.maker.make(check.rule, check.bound, verdict, unit=case.unit, period=case.period)
            for verdict in verdicts
            if verdict.outcome in REPORTED
        )

    # --- what was not seen ------------------------------------------------------------------------

    def judge_unread(self) -> None:
        """Say of every unit and check of documents that some could not be seen, where it is so.

        Nothing is said of a workspace that holds imported lists alone: there no column was to be read.
        """
        if not self.facts.site_reads and not self.facts.column_reads:
            return
        for check in self.checks.of_documents:
            if check.rule.id not in self.scope.rules:
                continue
            for unit in sorted(self.listed):
                if check.concerns(unit) and self._is_wanted(unit):
                    self._judge_unread(check, unit)

    def _judge_unread(self, check: BoundDocumentCheck, unit: str) -> None:
        coverage = self.reads.of(unit, check.spec.columns)
        if coverage.unread is None or (check.spec.columns and not coverage.has_column):
            return
        verdict = Verdict(
            outcome=Outcome.INCONCLUSIVE,
            kind=check.kind.speaks_of,
            message=f"{coverage.unread}，未读到的内容无法核查",
            evidence=coverage.evidence(),
        )
        self.counts[check.rule.id, check.spec.id, verdict.outcome] += 1
        self.findings.append(
            self.maker.make(check.rule, check.bound, verdict, unit=unit, period=None)
        )

    # --- the end ----------------------------------------------------------------------------------

    def conclude(self) -> Audit:
        """Merge what is grouped, add the units nobody listed, sort, and close the record."""
        self.findings.extend(self._merged())
        self.findings.extend(
            unlisted_units(
                self.plan,
                self.facts,
                filter(self._is_wanted, self.plan.units_named_by(self.scope.rules)),
                calendar_version=self.calendar.version,
            )
        )
        return Audit(
            portal=self.facts.portal,
            plan=self.plan.id,
            plan_title=self.plan.title,
            as_of=self.facts.as_of,
            findings=tuple(sorted(self.findings, key=lambda finding: finding.key)),
            duties=tuple(self.duties),
            tallies=tuple(_tallies(self.counts)),
            column_reads=self.facts.column_reads,
            site_reads=self.facts.site_reads,
            calendar_version=self.calendar.version,
        )

    def _merged(self) -> Iterator[Finding]:
        checks = {(item.rule.id, item.spec.id): item for item in self.checks.of_documents}
        for (rule_id, check_id, unit, column), verdicts in self.grouped.items():
            check = checks[rule_id, check_id]
            verdict = merge_grouped(verdicts, column)
            yield self.maker.make(check.rule, check.bound, verdict, unit=unit, period=None)


def _speaks_of(check: BoundDocumentCheck, item: Disclosure) -> bool:
    return (
        check.concerns(item.unit)
        and is_in_column(item, check.spec.columns)
        and has_title_words(item, check.spec)
        and check.kind.applies(item, check.spec, check.context)
    )


def _edition_of(item: Disclosure) -> int:
    """Return a number that the pages of one paper share: unit, title and day of formation."""
    return hash((paper_of(item), item.formed_on))


def _cap(bound: BoundCheck, verdict: Verdict) -> Verdict:
    """Hold a finding down to a suspicion where the plan's text or the unit's membership is unsure."""
    is_capped = bound.spec.at_most == "suspected" or not bound.is_membership_confirmed
    if is_capped and verdict.outcome is Outcome.FINDING:
        return replace(verdict, outcome=Outcome.SUSPECTED)
    return verdict


def _tallies(counts: Mapping[tuple[str, str, Outcome], int]) -> Iterator[Tally]:
    for (rule, check_id, outcome), count in sorted(counts.items()):
        yield Tally(rule=rule, check_id=check_id, outcome=outcome, count=count)
