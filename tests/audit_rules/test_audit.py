"""The audit as a whole: what must hold of every night, and the traps that would accuse falsely."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit_rules.audit import Scope
from audit_rules.coverage import MAX_READ_AGE
from audit_rules.matching import is_named_column
from audit_rules.model import (
    AbsenceEvidence,
    Audit,
    Disclosure,
    Facts,
    Finding,
    FindingKind,
    Outcome,
    PageEvidence,
)
from tests.audit_rules.factory import (
    NIGHT,
    UNIT,
    column_read,
    disclosure,
    facts,
    findings_of,
    judge,
    plan_2022,
    site_read,
)
from tests.strategies import UNITS, documents, nights

every_night = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPEC_OF = {
    (rule.id, bound.spec.id): bound.spec for rule in plan_2022().rules for bound in rule.checks
}
PLAN_COLUMN = "政务公开工作推进"
LATE_PLAN = "2022年政务公开工作实施方案"


def missing(result: Audit) -> dict[str, Finding]:
    """Return the findings that say something is missing, proved or suspected."""
    return {
        finding.key: finding
        for finding in result.findings
        if finding.kind is FindingKind.MISSING
        and finding.outcome in {Outcome.FINDING, Outcome.SUSPECTED}
    }


def identity(finding: Finding) -> tuple[object, ...]:
    """Return what a finding is about, in words of the reader."""
    subject = finding.subject.url if finding.subject else finding.column
    misplaced = finding.kind is FindingKind.MISPLACED
    return (
        finding.rule,
        finding.check_id,
        finding.unit,
        finding.period,
        subject if finding.kind is not FindingKind.MISSING else None,
        misplaced,
    )


# --- what holds of every night --------------------------------------------------------------------


@given(nights(), st.randoms(use_true_random=False))
@every_night
def test_order_does_not_matter(known: Facts, random: Random) -> None:
    """Neither of the documents nor of the reads."""
    shuffled = {}
    for name in ("disclosures", "column_reads", "site_reads"):
        items = list(getattr(known, name))
        random.shuffle(items)
        shuffled[name] = tuple(items)
    before, after = judge(known), judge(replace(known, **shuffled))

    assert before.findings == after.findings
    assert before.duties == after.duties
    assert before.tallies == after.tallies


@given(nights(), documents(), st.dates(date(2022, 1, 4), date(2022, 6, 7)))
@every_night
def test_one_more_document_in_time_never_makes_anything_missing(
    known: Facts, extra: Disclosure, published_on: date
) -> None:
    """To publish is never a fault of absence."""
    more = [*known.disclosures, replace(extra, published_on=published_on)]

    assert set(missing(judge(replace(known, disclosures=more)))) <= set(missing(judge(known)))


@given(nights())
@every_night
def test_missing_is_said_only_of_what_was_read_whole(known: Facts) -> None:
    """The unit's home and every column of the name: whole, fresh, and after the deadline."""
    canonical = plan_2022().units.canonical
    sites = {canonical(read.unit): read for read in known.site_reads}
    for finding in missing(judge(known)).values():
        spec = SPEC_OF[finding.rule, finding.check_id]
        of_unit = [
            read
            for read in known.column_reads
            if read.unit and canonical(read.unit) == finding.unit
        ]
        collecting = [read for read in known.column_reads if read.unit is None]
        named = [
            read for read in (*of_unit, *collecting) if is_named_column(read.column, spec.columns)
        ]
        grounds = [*(named or of_unit), sites[finding.unit]]

        assert all(read.complete for read in grounds)
        assert all(known.as_of - read.captured_at <= MAX_READ_AGE for read in grounds)
        assert finding.outcome is Outcome.SUSPECTED or named
        assert finding.due_on is None or all(
            read.captured_at.date() > finding.due_on for read in grounds[:-1]
        )
        assert finding.evidence
        assert all(isinstance(item, AbsenceEvidence) and item.complete for item in finding.evidence)


@given(nights(), st.data())
@every_night
def test_a_spoilt_read_never_accuses(known: Facts, data: st.DataObject) -> None:
    """Whatever breaks in reading: no new accusation of absence, and none on the broken ground."""
    reads, sites = list(known.column_reads), list(known.site_reads)
    if not reads or not sites:
        return
    how = data.draw(st.sampled_from(("broken", "old", "no home")))
    i = data.draw(st.integers(0, len(reads) - 1))
    if how == "broken":
        reads[i] = replace(reads[i], complete=False, reason="第2页返回503")
    elif how == "old":
        reads[i] = replace(reads[i], captured_at=known.as_of - timedelta(days=30))
    else:
        sites.pop(i % len(sites))
    spoilt = replace(known, column_reads=tuple(reads), site_reads=tuple(sites))

    assert set(missing(judge(spoilt))) <= set(missing(judge(known)))


@given(nights())
@every_night
def test_every_finding_can_be_shown(known: Facts) -> None:
    """Evidence with words in it, a basis, a sentence; keys unique, sorted, of one form."""
    result = judge(known)
    keys = [finding.key for finding in result.findings]

    assert sorted(set(keys)) == keys
    for finding in result.findings:
        assert len(finding.key) == 32
        assert finding.basis
        assert finding.message
        assert finding.evidence or finding.outcome is Outcome.INCONCLUSIVE
        assert all(item.quote for item in finding.evidence if isinstance(item, PageEvidence))


@given(nights())
@every_night
def test_a_governed_document_is_not_judged_twice(known: Facts) -> None:
    """One fault, one finding: where a row has a term of its own, the regulation is silent."""
    result = judge(known)
    by_row = {
        finding.subject.url
        for finding in result.findings
        if finding.subject and finding.row and finding.kind is FindingKind.LATE
    }
    by_regulation = {
        finding.subject.url for finding in findings_of(result, "G-01") if finding.subject
    }

    assert by_row & by_regulation == set()


@given(nights())
@every_night
def test_the_next_night_finds_the_same_keys(known: Facts) -> None:
    """The ledger tells a new problem from an open one by them."""
    later = timedelta(days=1)
    next_night = replace(
        known,
        as_of=known.as_of + later,
        column_reads=tuple(
            replace(read, captured_at=read.captured_at + later, entries_read=99)
            for read in known.column_reads
        ),
        site_reads=tuple(
            replace(read, captured_at=read.captured_at + later) for read in known.site_reads
        ),
        disclosures=[replace(item, captured_at=known.as_of) for item in known.disclosures],
    )
    tonight = {identity(finding): finding.key for finding in judge(known).findings}
    tomorrow = {identity(finding): finding.key for finding in judge(next_night).findings}

    assert len(tonight) == len(judge(known).findings)
    for problem in tonight.keys() & tomorrow.keys():
        assert tonight[problem] == tomorrow[problem]


@given(nights(), st.data())
@every_night
def test_narrowing_changes_nothing_of_what_remains(known: Facts, data: st.DataObject) -> None:
    """One unit or one rule asked for: its findings as in the whole audit, and nothing else."""
    rules = sorted(plan_2022().rule_ids(rows=(), rules=()))
    units = data.draw(st.sets(st.sampled_from(UNITS)))
    wanted = data.draw(st.sets(st.sampled_from(rules), min_size=1))
    scope = Scope(units=frozenset(units), rules=frozenset(wanted))
    listed = {plan_2022().units.canonical(unit.name) for unit in known.portal.units}
    named = set(plan_2022().units_named_by(scope.rules))
    expected = [
        finding
        for finding in judge(known).findings
        if (not units or finding.unit in units)
        and (finding.rule in wanted or (finding.rule == "UNITS" and finding.unit in named))
    ]

    assert expected == list(judge(known, scope=scope).findings)
    assert not any(finding.rule == "UNITS" and finding.unit in listed for finding in expected)


@given(nights())
@every_night
def test_a_unit_the_portal_does_not_list_is_said_once(known: Facts) -> None:
    """Undecided as a whole, and not one duty of it is judged."""
    result = judge(known)
    listed = {plan_2022().units.canonical(unit.name) for unit in known.portal.units}
    everybody = set(plan_2022().units_named_by(plan_2022().rule_ids(rows=(), rules=())))
    said = Counter(finding.unit for finding in findings_of(result, "UNITS"))

    assert said == dict.fromkeys(everybody - listed, 1)
    assert {finding.outcome for finding in findings_of(result, "UNITS")} == {Outcome.INCONCLUSIVE}
    assert {duty.unit for duty in result.duties} <= listed
    assert not [item for item in missing(result).values() if item.unit not in listed]


# --- by example -----------------------------------------------------------------------------------


def late_plan(**changes: object) -> Disclosure:
    """Return the yearly plan, published after the end of June."""
    return disclosure(LATE_PLAN, columns=(PLAN_COLUMN,), published_on=date(2022, 7, 12), **changes)


def test_the_key_is_the_one_the_ledger_already_holds() -> None:
    """Pinned: another way to make it would open every problem anew."""
    known = facts([late_plan(url="http://x/1.html")], columns=[column_read(PLAN_COLUMN)])
    late = findings_of(judge(known), "T57")[0]
    gone = findings_of(judge(facts(columns=[column_read(PLAN_COLUMN)])), "T57")[0]

    assert late.key == "93a139c9a8aeec2b634bc345e33df024"
    assert gone.key == "6b3f8d3e81ee6dc8d4a2b3e48691baf1"


def test_a_corrected_date_keeps_the_key() -> None:
    """The same problem of the same page, however late."""
    item = late_plan()
    other = replace(
        item, published_on=date(2022, 7, 20), title="2022年政务公开工作实施方案（更正）"
    )
    found = [
        findings_of(judge(facts([each], columns=[column_read(PLAN_COLUMN)])), "T57")[0]
        for each in (item, other)
    ]

    assert found[0].key == found[1].key
    assert found[0].days_late != found[1].days_late


@pytest.mark.parametrize(
    "spelling", ["区教体局", "区教育体育局", "淄川区教育和体育局", "淄博市淄川区教育和体育局"]
)
def test_every_spelling_of_a_unit_is_the_unit(spelling: str) -> None:
    """In the portal file, in the reads, in the lists and on the page."""
    own = late_plan(unit=spelling)
    known = facts(
        [own],
        columns=[column_read(PLAN_COLUMN, unit=spelling)],
        sites=[site_read(spelling)],
        units=[spelling],
    )
    [finding] = findings_of(judge(known), "T57")

    assert (
        finding.unit,
        finding.kind,
        finding.outcome,
    ) == (UNIT, FindingKind.LATE, Outcome.FINDING)
    assert UNIT not in {item.unit for item in findings_of(judge(known), "UNITS")}


def test_a_copy_in_the_collecting_column_is_no_second_fault() -> None:
    """The office collects what the units published; the fault is the unit's page's."""
    own = disclosure(
        "关于防汛工作的通知",
        columns=("通知公告",),
        formed_on=date(2022, 6, 8),
        published_on=date(2022, 7, 15),
    )
    copy = replace(
        own, url="http://x/copy.html", unit="", shown_unit="区教体局", columns=("全区通知",)
    )
    found = findings_of(judge(facts([copy, own])), "G-01")

    assert [own.url] == [finding.subject.url for finding in found if finding.subject]


def test_a_paper_of_nobody_known_is_judged_without_a_unit() -> None:
    """A collecting column shows papers whose issuer the page does not tell."""
    paper = disclosure(
        "关于防汛工作的通知", unit="", formed_on=date(2022, 6, 8), published_on=date(2022, 7, 15)
    )
    [finding] = findings_of(judge(facts([paper])), "G-01")

    assert finding.unit == "（未注明单位）"


def test_a_group_nobody_confirmed_gives_suspicions_only() -> None:
    """Who belongs to it is not known for certain."""
    plan = plan_2022()
    row = next(rule for rule in plan.rules if rule.id == "T57")
    unsure = replace(
        row, checks=tuple(replace(check, is_membership_confirmed=False) for check in row.checks)
    )
    known = facts([late_plan()], columns=[column_read(PLAN_COLUMN)])
    [finding] = findings_of(judge(known, plan=replace(plan, rules=(unsure,))), "T57")

    assert Outcome.SUSPECTED is finding.outcome


def test_findings_carry_what_a_notice_cites() -> None:
    """Basis, row, the row whose merged cell gave the deadline, versions."""
    [finding] = findings_of(judge(facts([late_plan()], columns=[column_read(PLAN_COLUMN)])), "T57")

    assert finding.basis == "《2022年淄川区政务公开工作方案》（川政办字〔2022〕32号）附件1第57项"
    assert (finding.row, finding.deadline_from_row, finding.period) == (57, 55, "2022")
    assert len(finding.rule_version) == 12
    assert len(finding.calendar_version) == 12


def test_the_duty_table_names_what_answered() -> None:
    """A late answer is an answer; its address is kept."""
    item = late_plan()
    result = judge(facts([item], columns=[column_read(PLAN_COLUMN)]))
    [duty] = [duty for duty in result.duties if (duty.rule, duty.unit) == ("T57", UNIT)]

    assert (item.url, Outcome.FINDING, date(2022, 6, 30)) == (
        duty.answered_by,
        duty.outcome,
        duty.due_on,
    )


def test_two_homes_of_one_unit_must_both_be_whole() -> None:
    """A portal file that lists 区教体局 and 区教育和体育局 apart."""
    broken = site_read("区教体局", complete=False, reason="首页返回502")
    for sites in ([site_read(), broken], [broken, site_read()]):
        known = facts(columns=[column_read(PLAN_COLUMN)], sites=sites, units=[UNIT, "区教体局"])
        [finding] = findings_of(judge(known), "T57")

        assert Outcome.INCONCLUSIVE is finding.outcome


def test_a_grouped_finding_reads_the_same_in_any_order() -> None:
    """Its examples and its evidence, whichever document came first."""
    papers = [
        disclosure(f"第{i}号文件", document_number_raw=f"川教体字[2022]{i}号") for i in range(1, 6)
    ]
    [there] = findings_of(judge(facts(papers)), "G-20")
    [back] = findings_of(judge(facts(papers[::-1])), "G-20")

    assert there == back
    assert len(there.evidence) == 5


def test_the_audit_repeats_what_it_rested_on() -> None:
    """The reads and the instant go into the record, as given."""
    known = facts(columns=[column_read(PLAN_COLUMN)])
    result = judge(known)

    assert (known.column_reads, known.site_reads, NIGHT) == (
        result.column_reads,
        result.site_reads,
        result.as_of,
    )
