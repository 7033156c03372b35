"""Findings against an answer key."""

from __future__ import annotations

from typing import Any

from crawler.score import score_findings


def fault(unit: str, kind: str = "missing", subject: str | None = None) -> dict[str, Any]:
    """Return a line of the key."""
    return {"unit": unit, "rule": "T12", "kind": kind, "subject": subject, "note": "缺计划"}


def finding(
    unit: str, kind: str = "missing", url: str | None = None, outcome: str = "finding"
) -> dict[str, Any]:
    """Return a finding."""
    subject = None if url is None else {"url": url}
    return {
        "unit": unit,
        "rule": "T12",
        "kind": kind,
        "subject": subject,
        "outcome": outcome,
        "message": "未检索到",
    }


def test_everything_found_and_nobody_accused() -> None:
    """A suspicion counts as found."""
    key = [fault("甲"), fault("乙", "late", "http://a/1")]
    score = score_findings(
        [finding("甲", outcome="suspected"), finding("乙", "late", "http://a/1")], key
    )

    assert score.is_perfect
    assert score.lines() == ["植入问题2处，查出2处，漏查0处；误指0处；另有供人工核实的线索0条"]


def test_undecided_is_not_found() -> None:
    """Nor is it an accusation."""
    score = score_findings([finding("甲", outcome="inconclusive")], [fault("甲")])

    assert not score.is_perfect
    assert (score.found, len(score.missed), len(score.accused)) == (0, 1, 0)
    assert "  漏查：甲 T12 missing 缺计划" in score.lines()


def test_another_page_or_kind_is_another_fault() -> None:
    """The same unit and rule are not enough."""
    key = [fault("甲", "late", "http://a/1")]

    for other in (finding("甲", "late", "http://a/2"), finding("甲", "mislabeled", "http://a/1")):
        score = score_findings([other], key)
        assert (len(score.missed), len(score.accused)) == (1, 1)
        assert any(line.startswith("  误指：甲 T12") for line in score.lines())


def test_a_lead_accuses_nobody() -> None:
    """A suspicion that stands in no key is work for a person, no wrong finding."""
    score = score_findings([finding("甲", outcome="suspected")], [])

    assert score.is_perfect
    assert score.leads == 1


def test_the_proof_of_a_fault_is_not_hidden_by_a_suspicion_of_it() -> None:
    """Two findings of one unplanted fault: the machine-proved one is the accusation."""
    both = [finding("甲"), finding("甲", outcome="suspected")]

    assert len(score_findings(both, []).accused) == 1
