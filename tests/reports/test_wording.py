"""Every value a report may show has its Chinese word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from audit_rules.model import FindingKind, Outcome, Severity
from reports import wording
from reports.duty_grid import STATES, DutyState
from reports.errors import InstantWithoutZoneError


def test_every_value_has_its_word() -> None:
    """A new outcome, severity, kind or state cannot be forgotten here."""
    assert set(Outcome) == set(wording.OUTCOMES)
    assert set(Severity) == set(wording.SEVERITIES)
    assert set(FindingKind) == set(wording.KINDS)
    assert set(FindingKind) == set(wording.SUGGESTIONS)
    assert set(DutyState) == set(STATES)


def test_words_and_signs_differ() -> None:
    """No two kinds and no two states look the same."""
    assert len(wording.KINDS) == len(set(wording.KINDS.values()))
    assert len(STATES) == len({shown.sign for shown in STATES.values()})


def test_dates_have_no_leading_zeros() -> None:
    """Days and instants are written as official papers write them; a dash for none."""
    assert wording.date_words(date(2022, 6, 8)) == "2022年6月8日"
    assert wording.date_words(None) == "—"
    assert wording.instant_words(datetime(2022, 6, 7, 17, 5, tzinfo=UTC)) == "2022年6月8日 01:05"


def test_an_instant_without_zone_is_refused() -> None:
    """Nobody can say which day it means."""
    with pytest.raises(InstantWithoutZoneError, match="没有时区"):
        wording.instant_words(datetime(2022, 6, 8))  # noqa: DTZ001 - the case
