"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reports.errors import ReportWriteError
from reports.files import write_atomically


def test_a_written_file_takes_its_place(tmp_path: Path) -> None:
    """Nothing else is left in the folder."""
    path = tmp_path / "清单.xlsx"
    path.write_text("旧")
    with write_atomically(path) as part:
        assert part.parent == tmp_path
        part.write_text("新")

    assert path.read_text() == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """Any exception passes through; the half-written file is gone."""
    path = tmp_path / "a.html"
    path.write_text("旧")
    with pytest.raises(KeyError), write_atomically(path) as part:
        _write_half(part)

    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_told_in_chinese(tmp_path: Path) -> None:
    """The message names the file and the cause."""
    path = tmp_path / "a.html"
    with pytest.raises(ReportWriteError, match=r"a\.html（磁盘空间不足）"), write_atomically(path):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    """The block does not run."""
    with pytest.raises(ReportWriteError, match="文件夹不存在"), write_atomically(tmp_path / "无/a"):
        pytest.fail("the block ran")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    """It stays, and nothing is left beside it."""
    path = tmp_path / "a"
    path.mkdir()
    with pytest.raises(ReportWriteError, match="文件夹"), write_atomically(path) as part:
        part.write_text("新")

    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_flush_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails only when flushed fails the report."""

    def fail(_: int) -> None:
        raise OSError(errno.EIO, "x")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReportWriteError, match="磁盘读写出错"), write_atomically(tmp_path / "a"):
        pass

    assert list(tmp_path.iterdir()) == []


def _write_half(path: Path) -> None:
    """Write something, then fail."""
    path.write_text("半")
    raise KeyError
