"""Runs: their order, their end, and what a killed one leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from storage.database import reading, writing
from storage.errors import RunOrderError, UnknownRunError
from storage.runs import RunKind, RunState, finish_run, last_run, load_run

Nights = Any


def test_a_run_comes_back_as_it_ended(nights: Nights) -> None:
    """State, times and counts survive."""
    run = nights.start(1)
    with writing(nights.engine) as connection:
        ended = finish_run(
            connection,
            run,
            finished_at=run.as_of + timedelta(hours=1),
            state=RunState.FAILED,
            stats={"页": 3},
        )

    with reading(nights.engine) as connection:
        assert load_run(connection, run.id) == ended


def test_a_killed_run_is_interrupted_on_the_next_start(nights: Nights) -> None:
    """Only runs of the same portal and kind are taken for dead."""
    killed, spot = nights.start(1), nights.start(1, RunKind.SPOT)
    other = type(nights)(nights.engine, portal="other").start(1)
    nights.start(2)

    with reading(nights.engine) as connection:
        states = [load_run(connection, run.id).state for run in (killed, spot, other)]

    assert states == [RunState.INTERRUPTED, RunState.RUNNING, RunState.RUNNING]


def test_the_last_run_of_a_kind_and_state(nights: Nights) -> None:
    """`as_of`, kind and state choose."""
    first = nights.crawl(1)
    second = nights.start(2)

    with reading(nights.engine) as connection:
        at = nights.at(5)
        assert last_run(connection, nights.portal, as_of=at) == second
        assert last_run(connection, nights.portal, as_of=at, state=RunState.FINISHED) == first
        assert last_run(connection, nights.portal, as_of=at, kind=RunKind.IMPORT) is None


def test_a_crawl_of_an_earlier_night_is_refused(nights: Nights) -> None:
    """It would rewrite what later nights saw; an import may lie in the past."""
    nights.crawl(5)

    with pytest.raises(RunOrderError, match="2022-06-05T02:00"):
        nights.start(4)
    assert nights.start(4, RunKind.IMPORT).kind is RunKind.IMPORT


def test_an_unknown_run_is_named(nights: Nights) -> None:
    """A number this database does not hold."""
    with reading(nights.engine) as connection, pytest.raises(UnknownRunError, match="99"):
        load_run(connection, 99)
