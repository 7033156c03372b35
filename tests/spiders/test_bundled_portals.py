"""The portal files that come with the program load, and the sample portal's is up to date."""

from __future__ import annotations

import subprocess
import sys

import pytest

from spiders.portal_file import PORTALS_FOLDER, list_portals, load_portal

COMMAND = (sys.executable, "-m", "sample_portal", "portal-file")


@pytest.mark.parametrize("name", list_portals())
def test_bundled_portal_loads(name: str) -> None:
    """A portal's file carries its own short name and lists at least one unit."""
    portal = load_portal(PORTALS_FOLDER / f"{name}.yaml")

    assert portal.name == name
    assert portal.units


def test_sample_portal_file_is_what_the_sample_portal_prints() -> None:
    """Whoever changes the sample portal's units makes its file anew."""
    printed = subprocess.run(
        [*COMMAND, "--base-url", "http://127.0.0.1:8080"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    bundled = (PORTALS_FOLDER / "sample.yaml").read_text(encoding="utf-8")
    body = "".join(line for line in bundled.splitlines(keepends=True) if not line.startswith("#"))

    assert body == printed
