"""The locks: hashed, without addresses, and the smaller one inside the larger one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, str]:
    """Give every requirement line with its block of hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.findall(r"(?m)^([a-z0-9][^ \n]*(?: ; .*)?) ?\\?\n((?: {4}--hash=.*\n)*)", text)
    return dict(blocks)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_has_hashes(lock: str) -> None:
    """Addresses would tie every installation to one index; hashes free it from trusting any."""
    text = (ROOT / lock).read_text(encoding="utf-8")

    assert "://" not in text
    assert len(pins(lock)) > 20
    assert [name for name, hashes in pins(lock).items() if "--hash=sha256:" not in hashes] == []


def test_no_other_lock_is_kept() -> None:
    """Those formats write the index's addresses into the repository."""
    assert [path.name for path in ROOT.glob("uv.lock")] == []
    assert [path.name for path in ROOT.glob("pylock*.toml")] == []


def test_the_development_lock_holds_the_other_one() -> None:
    """So an environment for development also runs the program."""
    runtime, dev = ({name.split(" ;")[0] for name in pins(lock)} for lock in LOCKS)

    assert runtime - dev == set()


def test_the_bootstrap_finds_uv_in_the_lock() -> None:
    """It is installed first, alone, by its pin."""
    assert any(name.startswith("uv==") for name in pins("requirements.lock"))
