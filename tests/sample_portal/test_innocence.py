"""Every paper the key does not name is in order, by the official working-day calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest

from sample_portal.columns import columns_of
from sample_portal.documents import Document, Template, is_visible
from sample_portal.labels import labels_of
from sample_portal.portal import Portal
from sample_portal.units import INSPECTING, UNITS, Unit
from sample_portal.wording.bodies import paragraphs_of, signature_of

NIGHTS = (date(2023, 3, 1), date(2023, 3, 8))
WELL_FORMED = re.compile(r"[一-龥]{1,15}〔20\d\d〕[1-9]\d*号")
NORMATIVE_LABELS = ("标题", "发文字号", "成文日期", "发文日期", "有效性")


def working_days_after(day: date, count: int) -> date:
    """Return the last of `count` working days after the day."""
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


def at_fault(world: Portal, rules: set[str]) -> set[str]:
    """Return the papers the key names under the rules, at any time."""
    return {fault.document for fault in world.faults if fault.rule in rules and fault.document}


def settled(world: Portal) -> Iterator[Document]:
    """Yield the papers of which the calendar of 2024 is not needed to judge."""
    for document in world.by_path.values():
        if document.draft.formed_on < date(2023, 11, 1):
            yield document


def shown_labels(document: Document, today: date) -> dict[str, str]:
    """Return the box without the padding of its labels."""
    return {re.sub(r"\s", "", label): text for label, text in labels_of(document, today)}


def test_late_if_and_only_if_in_the_key(world: Portal) -> None:
    """Twenty working days, seven for penalties, counted by the official calendar."""
    late = set()
    for document in settled(world):
        draft = document.draft
        is_bound = draft.formed_on >= date(2019, 5, 15) and signature_of(document)
        if not is_bound or draft.issuer or "backdated" in draft.key:
            continue
        days = 7 if "处罚" in draft.title else 20
        if draft.published_on > working_days_after(draft.formed_on, days):
            late.add(draft.key)
    lateness = at_fault(world, {"G-01", "T02", "T12", "T18"})
    assert late == lateness


def test_boundary_papers_are_on_their_last_day(world: Portal) -> None:
    """The innocents at the limit stand exactly on it."""
    for key in ("office/last-day", "farming/last-day", "water/last-day", "statistics/last-day"):
        draft = world.by_key[key].draft
        assert working_days_after(draft.formed_on, 20) == draft.published_on
    for day in ("2022-04-01", "2022-09-20"):
        draft = world.by_key[f"housing/last-day-{day}"].draft
        assert working_days_after(draft.formed_on, 7) == draft.published_on


def test_published_before_formed_only_where_planted(world: Portal) -> None:
    """Dates contradict each other only in the planted papers."""
    early = {
        document.draft.key
        for document in world.by_path.values()
        if document.draft.published_on < document.draft.formed_on
    }
    other_year = set()
    for document in world.by_path.values():
        year = re.search(r"〔(20\d\d)〕", document.number)
        if year and abs(int(year[1]) - document.draft.formed_on.year) >= 2:
            other_year.add(document.draft.key)
    assert early | other_year == at_fault(world, {"G-22"})
    assert early
    assert other_year


def test_malformed_numbers_only_where_planted(world: Portal) -> None:
    """Every other number is in canonical form or says there is none."""
    malformed = {
        document.draft.key
        for document in world.by_path.values()
        if document.number not in {"无文号", "〔〕号", ""}
        and not WELL_FORMED.fullmatch(document.number)
    }
    grouped = {key for key in malformed if "/bracket-" in key}
    assert malformed - grouped == at_fault(world, {"G-20"})
    assert len(grouped) == 6


@pytest.mark.parametrize("night", NIGHTS)
def test_normative_labels(world: Portal, night: date) -> None:
    """Labels are whole, sane and true except where the key says otherwise."""
    faulty = set()
    for document in world.by_path.values():
        draft = document.draft
        if draft.column != "normative" or not is_visible(document, night):
            continue
        labels = shown_labels(document, night)
        is_whole = all(labels.get(name) for name in NORMATIVE_LABELS)
        is_sane = labels.get("有效性") in {"有效", "失效", "废止"}
        is_dated = labels.get("成文日期") != "2022-13-45"
        end = re.search(r"有效期至(\d+)年(\d+)月(\d+)日", "".join(paragraphs_of(document)))
        assert end
        end_on = date(*(int(part) for part in end.groups()))
        # The label has 20 working days to follow the end of the period.
        is_over = end_on < night and working_days_after(end_on, 20) < night
        is_true = not (is_over and labels.get("有效性") == "有效")
        if not (is_whole and is_sane and is_dated and is_true):
            faulty.add(draft.key)
    expected = {
        fault.document
        for fault in world.faults
        if fault.rule == "T32"
        and (fault.since is None or fault.since <= night)
        and (fault.until is None or fault.until > night)
    }
    assert faulty == expected


def test_other_papers_speak_of_no_validity(world: Portal) -> None:
    """Only normative documents name the end of their validity."""
    for document in world.by_path.values():
        if document.draft.column != "normative":
            assert "有效期至" not in "".join(paragraphs_of(document))


def titles(world: Portal, unit: Unit, night: date) -> list[str]:
    """Return the titles of the unit's visible papers."""
    return [
        document.draft.title
        for document in world.by_path.values()
        if document.draft.unit == unit.key and is_visible(document, night)
    ]


DUTIES = {
    ("T12", "plan"): r"(?=.*抽查)(?=.*计划)(?=.*2022)",
    ("T12", "list"): r"(?=.*抽查)(?=.*清单)",
    ("T12", "guide"): r"(?=.*(抽查|双随机|检查))(?=.*指引)",
    ("T18", "directory"): r"(?=.*学校)(?=.*名录)",
    ("T55", "training_plan"): r"(?=.*政务公开)(?=.*培训)(?=.*计划)(?=.*2022)",
    ("T57", "plan"): r"(?=.*政务公开)(?=.*(实施方案|工作方案|工作要点))(?=.*2022)",
}


@pytest.mark.parametrize("night", NIGHTS)
@pytest.mark.parametrize("duty", DUTIES)
def test_missing_if_and_only_if_in_the_key(
    world: Portal, duty: tuple[str, str], night: date
) -> None:
    """A duty is unmet in all columns of a unit exactly where the key says so."""
    bound = {
        "T12": [unit for unit in UNITS if unit.key in INSPECTING],
        "T18": [unit for unit in UNITS if unit.key == "education"],
    }.get(duty[0], UNITS)
    missing = {
        unit.key
        for unit in bound
        if not any(re.match(DUTIES[duty], title) for title in titles(world, unit, night))
    }
    expected = {
        fault.unit
        for fault in world.faults
        if (fault.rule, fault.check, fault.kind) == (*duty, "missing")
        and (fault.until is None or fault.until > night)
    }
    assert missing == expected


@pytest.mark.parametrize("rule", ["T55", "T57"])
def test_after_june_if_and_only_if_in_the_key(world: Portal, rule: str) -> None:
    """Plans of 2022 after 30 June are those of the key."""
    pattern = next(words for (name, _), words in DUTIES.items() if name == rule)
    late = {
        document.draft.key
        for document in world.by_path.values()
        if re.match(pattern, document.draft.title)
        and document.draft.published_on > date(2022, 6, 30)
    }
    assert late == at_fault(world, {rule})


def test_every_unit_trained_in_2022(world: Portal) -> None:
    """Nobody lacks a training, only plans are missing."""
    for unit in UNITS:
        assert any(
            "政务公开" in title and "培训" in title and "计划" not in title and "2022" in title
            for title in titles(world, unit, NIGHTS[0])
        )


def test_most_papers_are_signed(world: Portal) -> None:
    """Some papers carry no date under the text, most do."""
    general = [
        document
        for document in world.by_path.values()
        if document.draft.template is Template.GENERAL
    ]
    unsigned = sum(signature_of(document) is None for document in general)
    assert 0.05 < unsigned / len(general) < 0.35


def test_faults_name_columns_the_unit_has(world: Portal) -> None:
    """No fault points to a column that is not there."""
    units = {unit.key: unit for unit in UNITS}
    for fault in world.faults:
        assert fault.column in {column.key for column in columns_of(units[fault.unit])}
