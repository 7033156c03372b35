"""The audit: a plan and the stored facts of a portal become findings. One pass over the disclosures.

Every document goes by the document checks that speak of it; what may answer a duty is kept aside,
and the duties are judged when all documents have been seen.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

from audit_rules.checks.base import (
    Check,
    CheckSpec,
    Context,
    DocumentCheck,
    DutyCase,
    DutyCheck,
    Verdict,
)
from audit_rules.coverage import Reads
from audit_rules.findings import FindingMaker, merge_grouped
from audit_rules.matching import (
    has_title_words,
    is_in_column,
    may_have_title_words,
    normalise_name,
    select_for_year,
)
from audit_rules.model import (
    REPORTED,
    Audit,
    Disclosure,
    Duty,
    Facts,
    Finding,
    Outcome,
    Tally,
)
from audit_rules.plan import BoundCheck, Plan, Rule
from audit_rules.unlisted import unlisted_units
from audit_rules.workdays import Calendar

UNKNOWN_UNIT: Final = "（未注明单位）"
DutyKey = tuple[str, str, str]
"""(rule id, check id, canonical unit)."""


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
    run.judge_duties()
    return run.conclude()


Kind = TypeVar("Kind", bound=Check)


@dataclass(frozen=True, slots=True)
class _Bound(Generic[Kind]):
    """A rule's check with the context it is judged in."""

    kind: Kind
    rule: Rule
    bound: BoundCheck
    context: Context

    @property
    def has_own_deadline(self) -> bool:
        return self.rule.row is not None and self.kind.has_deadline


@dataclass
class _Candidates:
    """What may answer one duty, collected while the documents go by."""

    matched: list[Disclosure] = field(default_factory=list)
    elsewhere: list[Disclosure] = field(default_factory=list)
    doubtful: list[Disclosure] = field(default_factory=list)


class _Run:
    """The state of one audit while the documents go by."""

    def __init__(self, plan: Plan, facts: Facts, calendar: Calendar, scope: Scope) -> None:
        self.plan, self.facts, self.calendar, self.scope = plan, facts, calendar, scope
        self.listed = {plan.units.canonical(unit.name) for unit in facts.portal.units}
        self.maker = FindingMaker(plan=plan, facts=facts, calendar_version=calendar.version)
        self.findings: list[Finding] = []
        self.grouped: dict[tuple[str, str, str, str], list[Verdict]] = defaultdict(list)
        self.duties: list[Duty] = []
        self.counts: Counter[tuple[str, str, Outcome]] = Counter()
        self.candidates: dict[DutyKey, _Candidates] = defaultdict(_Candidates)
        self.own_papers: set[int] = set()
        self.collected: list[Disclosure] = []
        self.document_checks: list[_Bound[DocumentCheck[CheckSpec]]] = []
        self.duty_checks: list[_Bound[DutyCheck[CheckSpec]]] = []
        for rule in plan.rules:
            for bound in rule.checks:
                self._bind(rule, bound)
        # Rows come first, so that a row's own deadline is known when a general rule asks.
        self.document_checks.sort(key=lambda item: item.rule.row is None)

    def _bind(self, rule: Rule, bound: BoundCheck) -> None:
        context = Context(
            as_of=self.facts.as_of,
            calendar=self.calendar,
            units=self.plan.units,
            year=self.plan.year if rule.row is not None else None,
            plan_issued_on=self.plan.file.issued_on,
        )
        kind = bound.check
        if isinstance(kind, DocumentCheck):
            self.document_checks.append(_Bound(kind, rule, bound, context))
        else:
            self.duty_checks.append(_Bound(kind, rule, bound, context))

    # --- documents --------------------------------------------------------------------------------

    def see(self, disclosure: Disclosure) -> None:
        """Judge one document and keep it where it may answer a duty."""
        unit = self._unit_of(disclosure)
        if not self._is_wanted(unit):
            return
        item = replace(disclosure, unit=unit)
        if disclosure.unit:
            self.own_papers.add(hash((unit, normalise_name(item.title))))
            self._judge(item)
        elif unit == UNKNOWN_UNIT:
            self._judge(item)
        else:
            self.collected.append(item)

    def see_collected(self) -> None:
        """Judge what only a collecting column shows; a copy of the unit's own paper is that paper.

        One fault, one finding: the copy repeats the fault of the page it was made from.
        """
        for item in self.collected:
            if hash((item.unit, normalise_name(item.title))) not in self.own_papers:
                self._judge(item)

    def _judge(self, item: Disclosure) -> None:
        is_governed = self._offer_to_duties(item)
        for check in self.document_checks:
            if check.rule.yields_to_rows and is_governed:
                continue
            if not self._speaks_of(check, item):
                continue
            is_governed = is_governed or check.has_own_deadline
            if check.rule.id in self.scope.rules:
                self._record(check, item, self._judge_document(check, item))

    def _unit_of(self, disclosure: Disclosure) -> str:
        """Return whose the document is; in a collecting column its page says so."""
        if disclosure.unit:
            return self.plan.units.canonical(disclosure.unit)
        return self.plan.units.find_unit(disclosure.shown_unit or "") or UNKNOWN_UNIT

    def _is_wanted(self, unit: str) -> bool:
        return not self.scope.units or unit in self.scope.units

    def _offer_to_duties(self, item: Disclosure) -> bool:
        """Keep the document as a candidate; tell whether a row's own deadline governs it."""
        is_governed = False
        for check in self.duty_checks:
            spec = check.bound.spec
            if not self._concerns(check.bound, item.unit):
                continue
            candidates = self.candidates[check.rule.id, spec.id, item.unit]
            is_placed = is_in_column(item, spec.columns)
            if not is_placed and not spec.title_has:
                continue  # without title words the column alone tells what answers the duty
            if has_title_words(item.title, spec):
                (candidates.matched if is_placed else candidates.elsewhere).append(item)
                is_governed |= check.has_own_deadline and self._is_of_plan_year(item)
            elif is_placed and may_have_title_words(item, spec):
                candidates.doubtful.append(item)
        return is_governed

    def _is_of_plan_year(self, item: Disclosure) -> bool:
        selection = select_for_year([item], [], [], self.plan.year)
        return bool(selection.matched)

    def _speaks_of(self, check: _Bound[DocumentCheck[CheckSpec]], item: Disclosure) -> bool:
        spec = check.bound.spec
        return (
            self._concerns(check.bound, item.unit)
            and is_in_column(item, spec.columns)
            and has_title_words(item.title, spec)
            and check.kind.applies(item, spec, check.context)
        )

    @staticmethod
    def _concerns(bound: BoundCheck, unit: str) -> bool:
        return bound.units is None or unit in bound.units

    @staticmethod
    def _judge_document(check: _Bound[DocumentCheck[CheckSpec]], item: Disclosure) -> Verdict:
        return _cap(check.bound, check.kind.judge(item, check.bound.spec, check.context))

    def _record(
        self, check: _Bound[DocumentCheck[CheckSpec]], item: Disclosure, verdict: Verdict
    ) -> None:
        self.counts[check.rule.id, check.bound.spec.id, verdict.outcome] += 1
        if verdict.outcome not in REPORTED:
            return
        if verdict.grouped_as:
            column = self.maker.column_of(item, check.bound.spec.columns) or ""
            self.grouped[check.rule.id, check.bound.spec.id, item.unit, column].append(verdict)
            return
        self.findings.append(
            self.maker.make(check.rule, check.bound, verdict, unit=item.unit, period=None)
        )

    # --- duties -----------------------------------------------------------------------------------

    def judge_duties(self) -> None:
        """Judge every duty of every listed unit, in the order of the plan."""
        reads = self._reads()
        for check in self.duty_checks:
            if check.rule.id not in self.scope.rules:
                continue
            for unit in check.bound.units or sorted(self.listed):
                if unit in self.listed and self._is_wanted(unit):
                    self._judge_duty(check, unit, reads)

    def _reads(self) -> Reads:
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

    def _judge_duty(self, check: _Bound[DutyCheck[CheckSpec]], unit: str, reads: Reads) -> None:
        spec, kind = check.bound.spec, check.kind
        period = kind.period(spec, self.plan.year)
        found = self.candidates.get((check.rule.id, spec.id, unit), _Candidates())
        selection = select_for_year(
            found.matched, found.elsewhere, found.doubtful, self.plan.year if period else None
        )
        case = DutyCase(
            unit=unit,
            period=period,
            matched=selection.matched,
            elsewhere=selection.elsewhere,
            doubtful=selection.doubtful,
            coverage=reads.of(unit, spec.columns),
        )
        verdicts = [_cap(check.bound, item) for item in kind.judge(case, spec, check.context)]
        self._record_duty(check, case, verdicts)

    def _record_duty(
        self, check: _Bound[DutyCheck[CheckSpec]], case: DutyCase, verdicts: list[Verdict]
    ) -> None:
        state = verdicts[0]
        self.counts[check.rule.id, check.bound.spec.id, state.outcome] += 1
        self.duties.append(self.maker.duty(check.rule, check.bound, state, case=case))
        self.findings.extend(
            self.maker.make(check.rule, check.bound, verdict, unit=case.unit, period=case.period)
            for verdict in verdicts
            if verdict.outcome in REPORTED
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
        checks = {(item.rule.id, item.bound.spec.id): item for item in self.document_checks}
        for (rule_id, check_id, unit, column), verdicts in self.grouped.items():
            check = checks[rule_id, check_id]
            verdict = merge_grouped(verdicts, column)
            yield self.maker.make(check.rule, check.bound, verdict, unit=unit, period=None)


def _cap(bound: BoundCheck, verdict: Verdict) -> Verdict:
    """Hold a finding down to a suspicion where the plan's text or the unit's membership is unsure."""
    is_capped = bound.spec.at_most == "suspected" or not bound.is_membership_confirmed
    if is_capped and verdict.outcome is Outcome.FINDING:
        return replace(verdict, outcome=Outcome.SUSPECTED)
    return verdict


def _tallies(counts: Mapping[tuple[str, str, Outcome], int]) -> Iterator[Tally]:
    for (rule, check_id, outcome), count in sorted(counts.items()):
        yield Tally(rule=rule, check_id=check_id, outcome=outcome, count=count)
