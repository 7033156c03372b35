"""What could not be decided is counted by reason."""

from __future__ import annotations

from audit_rules.model import Outcome
from reports.undecided import undecided_by_rule, undecided_by_unit
from tests.reports.audit_factory import audit, column_read, inconclusive, late


def test_the_reason_is_why_the_column_was_not_read() -> None:
    """The crawl's own words, not the sentence about the duty."""
    (group,) = undecided_by_rule(audit(inconclusive(), late()))

    assert group.reason == "栏目未读全：第2页返回503，重试3次仍失败"
    assert group.unit is None
    assert group.example == inconclusive().message


def test_sentences_that_differ_in_particulars_are_one_group() -> None:
    """Names, quotations and days are left out of the reason."""
    findings = [
        inconclusive(
            key=unit, unit=unit, column=None, evidence=(), message=f"{unit}《{unit}办法》没有日期。"
        )
        for unit in ("区财政局", "洪山镇")
    ]
    (group,) = undecided_by_rule(audit(*findings))

    assert (group.reason, group.count, group.units) == ("该单位…没有日期。", 2, 2)


def test_by_unit_the_groups_follow_the_portal_file() -> None:
    """Unit by unit, rule by rule; the manual apart from the inconclusive."""
    groups = undecided_by_unit(
        audit(
            inconclusive(key="a", unit="洪山镇"),
            inconclusive(key="b", unit="区财政局", rule="T13", row=13),
            inconclusive(key="c", unit="区财政局", rule="T2", row=2, outcome=Outcome.MANUAL),
        )
    )

    assert [(group.unit, group.rule, group.outcome) for group in groups] == [
        ("区财政局", "T2", "manual"),
        ("区财政局", "T13", "inconclusive"),
        ("洪山镇", "T12", "inconclusive"),
    ]


def test_a_district_column_gives_the_reason_too() -> None:
    """A duty may rest on a collecting column."""
    read = column_read(unit=None, complete=False, reason="第1页超时")
    (group,) = undecided_by_rule(audit(inconclusive(), column_reads=(read,)))

    assert group.reason == "栏目未读全：第1页超时"
