"""The portal file by which an auditor finds the sample portal."""

from __future__ import annotations

from sample_portal.columns import GOVERNMENT, home_of
from sample_portal.units import UNITS


def portal_file(base_url: str) -> str:
    """YAML: who the portal is, where, its units and its government-level columns."""
    lines = [
        "portal: sample",
        "name: 示例区人民政府",
        f"base_url: {base_url.rstrip('/')}",
        "family: gongkai",
        "requests_per_second: 500",
        "units:",
        *(f"  - {{name: {unit.name}, site: {home_of(unit)}}}" for unit in UNITS),
        "columns:",
        *(f"  - {{name: {column.name_path}, url: {column.path}}}" for column in GOVERNMENT),
    ]
    return "\n".join(lines) + "\n"
