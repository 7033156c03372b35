"""One run at a time in a workspace."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import LockedError, NotAFolderError
from crawler.lock import hold_workspace

AT = datetime(2023, 3, 1, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    """Purpose, process, since when."""
    told = f"采集，进程号{os.getpid()}，开始于2023-03-01 02:00:00"
    with (
        hold_workspace(tmp_path, purpose="采集", started_at=AT),
        pytest.raises(LockedError, match=told),
        hold_workspace(tmp_path, purpose="抽查", started_at=AT),
    ):
        raise AssertionError


def test_the_first_still_holds_it_after_the_second_has_tried(tmp_path: Path) -> None:
    """The refusal changes nothing."""
    with hold_workspace(tmp_path, purpose="采集", started_at=AT):
        for _ in range(2):
            with (
                pytest.raises(LockedError, match="采集"),
                hold_workspace(tmp_path, purpose="抽查", started_at=AT),
            ):
                raise AssertionError


def test_it_is_free_again_also_after_an_error(tmp_path: Path) -> None:
    """The holder's name goes with the lock."""
    with (
        pytest.raises(ZeroDivisionError),
        hold_workspace(tmp_path, purpose="采集", started_at=AT),
    ):
        raise ZeroDivisionError

    with hold_workspace(tmp_path, purpose="抽查", started_at=AT):
        pass
    assert not (tmp_path / ".gongkai.holder").exists()


def test_what_a_killed_run_left_is_no_lock(tmp_path: Path) -> None:
    """Files lie there, but nobody holds them."""
    (tmp_path / ".gongkai.lock").touch()
    (tmp_path / ".gongkai.holder").write_text("采集，进程号1", encoding="utf-8")

    with hold_workspace(tmp_path, purpose="采集", started_at=AT):
        assert "进程号1，" not in (tmp_path / ".gongkai.holder").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """Said as such."""
    (tmp_path / "file").touch()
    with (
        pytest.raises(NotAFolderError, match="不能使用"),
        hold_workspace(tmp_path / "file" / "x", purpose="采集", started_at=AT),
    ):
        raise AssertionError
