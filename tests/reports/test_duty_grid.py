"""Units against rules."""

from __future__ import annotations

import pytest

from audit_rules.model import FindingKind, Outcome
from reports.duty_grid import DutyState, general_grid, plan_grid
from tests.reports.audit_factory import audit, duty, late, missing


def state(*findings: object, duties: tuple[object, ...] = ()) -> DutyState | None:
    """Return the state of the only cell."""
    grid = plan_grid(audit(*findings, duties=duties))  # type: ignore[arg-type]
    cell = grid.lines[0].cells[0]
    return cell.state if cell else None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FindingKind.MISSING, DutyState.MISSING),
        (FindingKind.LATE, DutyState.LATE),
        (FindingKind.MISLABELED, DutyState.MISLABELED),
        (FindingKind.NOT_LINKED, DutyState.OTHER),
    ],
)
def test_a_proved_finding_gives_its_duty_the_state(kind: FindingKind, expected: DutyState) -> None:
    """By its kind."""
    finding = missing(kind=kind)

    assert state(finding, duties=(duty(finding.unit, Outcome.FINDING),)) is expected


def test_a_duty_and_its_finding_count_once() -> None:
    """The counts of a cell are duties, not duties and findings."""
    finding = missing()
    grid = plan_grid(audit(finding, duties=(duty(finding.unit, Outcome.FINDING),)))
    cell = grid.lines[0].cells[0]

    assert cell is not None
    assert cell.counts == "未公开 1"


def test_the_worst_of_several_is_shown() -> None:
    """And all are counted."""
    unit = missing().unit
    duties = (duty(unit, Outcome.FINDING), duty(unit, Outcome.PASS, period="2021"))
    cell = plan_grid(audit(missing(), duties=duties)).lines[0].cells[0]

    assert cell is not None
    assert (cell.state, cell.counts) == (DutyState.MISSING, "未公开 1，达标 1")


def test_what_is_misplaced_counts_as_published() -> None:
    """The right item in the wrong column meets its duty."""
    finding = missing(kind=FindingKind.MISPLACED, outcome=Outcome.SUSPECTED)
    duties = (duty(finding.unit, Outcome.PASS),)

    assert state(finding, duties=duties) is DutyState.MET


def test_rules_and_units_stand_in_order() -> None:
    """Rows by number, units as the portal file lists them; nothing where nothing is owed."""
    grid = plan_grid(audit())

    assert [rule.row for rule in grid.rules] == [12, 13, 14]
    assert [line.unit for line in grid.lines] == [
        *("区教育和体育局", "区住房和城乡建设局", "区财政局", "洪山镇")
    ]
    assert grid.lines[0].cells[1] is None


def test_general_rules_have_their_own_grid() -> None:
    """By number, not by letters."""
    findings = [late(key=rule, rule=rule, row=None) for rule in ("G-26", "G-3")]

    assert [rule.rule for rule in general_grid(audit(*findings)).rules] == ["G-3", "G-26"]
