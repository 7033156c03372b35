"""Findings against an answer key: what was found, what was missed, who was accused wrongly."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = Mapping[str, Any]
Fault = tuple[str, str, str, str | None]
"""(unit, rule, kind, the page's address or None)."""


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison. `accused` are findings (machine-proved) that stand in no key."""

    planted: int
    found: int
    missed: tuple[Record, ...]
    accused: tuple[Record, ...]
    leads: int

    @property
    def is_perfect(self) -> bool:
        """Whether everything planted was found and nobody accused wrongly."""
        return not self.missed and not self.accused

    def lines(self) -> list[str]:
        """Return the comparison in Chinese."""
        counts = (
            f"植入问题{self.planted}处，查出{self.found}处，漏查{len(self.missed)}处；"
            f"误指{len(self.accused)}处；另有供人工核实的线索{self.leads}条"
        )
        lines = [counts]
        lines += [
            f"  漏查：{item['unit']} {item['rule']} {item['kind']} {item['note']}"
            for item in self.missed
        ]
        lines += [
            f"  误指：{item['unit']} {item['rule']} {item['message']}" for item in self.accused
        ]
        return lines


def load_jsonl(path: Path) -> list[Record]:
    """Load one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score_findings(findings: Iterable[Record], key: Sequence[Record]) -> Score:
    """Compare findings with planted faults: same unit, rule, kind and page (or none).

    One finding answers one planted fault: a second one alike is no part of the first.
    """
    said = tuple(findings)
    by_fault: dict[Fault, deque[Record]] = defaultdict(deque)
    for outcome in ("finding", "suspected"):
        for item in (item for item in said if item["outcome"] == outcome):
            by_fault[_fault_of(item)].append(item)
    missed = []
    for planted in key:
        alike = by_fault[planted["unit"], planted["rule"], planted["kind"], planted["subject"]]
        if alike:
            alike.popleft()
        else:
            missed.append(planted)
    unplanted = [item for rest in by_fault.values() for item in rest]
    return Score(
        planted=len(key),
        found=len(key) - len(missed),
        missed=tuple(missed),
        accused=tuple(item for item in unplanted if item["outcome"] == "finding"),
        leads=sum(item["outcome"] == "suspected" for item in unplanted),
    )


def _fault_of(finding: Record) -> Fault:
    subject = finding["subject"]
    return finding["unit"], finding["rule"], finding["kind"], subject["url"] if subject else None
