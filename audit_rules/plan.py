"""Plans and rules: a folder of YAML files becomes one validated rule book.

A rule is one row of a plan (`T12`) or one general rule (`G-01`). Its file says who, by when, on
which legal basis, and by which checks a machine decides it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from audit_rules.checks import load_checks
from audit_rules.checks.base import Check, CheckSpec
from audit_rules.errors import (
    InvalidPlanError,
    InvalidRuleError,
    UnknownPlanError,
    UnknownRuleError,
)
from audit_rules.model import Severity
from audit_rules.strict_yaml import YamlDocument, load_yaml, validate
from audit_rules.units import DISTRICTS_FOLDER, Units, load_units

PLANS_FOLDER: Final = Path(__file__).parent / "tasks"
GENERAL_FOLDER: Final = Path(__file__).parent / "general"
ROW_FILE: Final = re.compile(r"row_(\d{2})_[a-z0-9_]+\.yaml")
GENERAL_FILE: Final = re.compile(r"g_(\d{2})_[a-z0-9_]+\.yaml")


class PlanFile(BaseModel):
    """`plan.yaml`: the document a year's rows come from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    number: str
    annex: str
    year: int
    issued_on: date
    rows: int = Field(gt=0)
    district: str


class RuleFile(BaseModel):
    """What a row and a general rule have in common. `units` are spelled as the source spells them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    task: str
    requirement: str
    severity: Severity
    checks: tuple[Mapping[str, object], ...] = ()
    not_checkable: str | None = None


class RowFile(RuleFile):
    """One row of the annex. `inherits` names the rows whose merged cells this row's blanks belong to."""

    row: int
    units: tuple[str, ...]
    deadline: str
    inherits: Mapping[Literal["units", "deadline"], int] = {}


class GeneralFile(RuleFile):
    """One general rule. `yields_to_rows`: a row's own deadline for a document silences this rule."""

    rule: str
    basis: str
    citation_checked: bool = True
    yields_to_rows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundCheck:
    """A check kind with the parameters one rule gives it, and whom it concerns (None: everybody)."""

    check: Check
    spec: CheckSpec
    units: tuple[str, ...] | None
    is_membership_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row or general rule, resolved and ready to be judged. `units` is None for everybody."""

    id: str
    row: int | None
    task: str
    requirement: str
    units: tuple[str, ...] | None
    deadline: str | None
    deadline_from_row: int | None
    basis: str
    severity: Severity
    checks: tuple[BoundCheck, ...]
    not_checkable: str | None
    yields_to_rows: bool
    citation_checked: bool
    version: str


@dataclass(frozen=True)
class Plan:
    """One year's plan with the general rules beside it."""

    id: str
    file: PlanFile
    units: Units
    rules: tuple[Rule, ...]

    @property
    def title(self) -> str:
        """The plan's title and number, as a notice cites it."""
        return f"{self.file.title}（{self.file.number}）"

    @property
    def year(self) -> int:
        """The calendar year the plan's rows apply to."""
        return self.file.year

    @cached_property
    def version(self) -> str:
        """The version of the whole rule book: a hash of its rules' versions."""
        joined = "".join(f"{rule.id}:{rule.version}" for rule in self.rules)
        return hashlib.sha256(joined.encode()).hexdigest()[:12]

    def units_named_by(self, rule_ids: frozenset[str]) -> tuple[str, ...]:
        """Return every unit the given rules name, in the order of the rows."""
        rules = (rule for rule in self.rules if rule.id in rule_ids)
        return tuple(dict.fromkeys(name for rule in rules for name in rule.units or ()))

    def rule_ids(self, *, rows: Iterable[int], rules: Iterable[str]) -> frozenset[str]:
        """Return the ids of the named rows and rules; nothing named means all of them.

        Raises UnknownRuleError for a row or rule the book does not hold.
        """
        known = [rule.id for rule in self.rules]
        wanted = {f"T{row:02d}" for row in rows} | {normalise_rule_id(rule) for rule in rules}
        if unknown := sorted(wanted - set(known)):
            raise UnknownRuleError(unknown, known)
        return frozenset(wanted or known)


def normalise_rule_id(spelling: str) -> str:
    """Return `T12` for t12 or 12, `G-01` for g-1, g01; an unknown form comes back in capitals."""
    text = spelling.strip().upper()
    if match := re.fullmatch(r"T?-?(\d{1,2})", text):
        return f"T{int(match[1]):02d}"
    if match := re.fullmatch(r"G-?(\d{1,2})", text):
        return f"G-{int(match[1]):02d}"
    return text


def list_plans(folder: Path = PLANS_FOLDER) -> tuple[str, ...]:
    """Return the ids of the plans in a folder of plans."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/plan.yaml")))


def load_plan(
    plan_id: str,
    *,
    plans_folder: Path = PLANS_FOLDER,
    general_folder: Path = GENERAL_FOLDER,
    districts_folder: Path = DISTRICTS_FOLDER,
) -> Plan:
    """Load a plan and the general rules. Raises a GongkaiError that names file, line and key."""
    folder = plans_folder / plan_id
    if not (folder / "plan.yaml").is_file():
        raise UnknownPlanError(plan_id, list_plans(plans_folder))
    file = validate(load_yaml(folder / "plan.yaml"), PlanFile)
    units = load_units(districts_folder / f"{file.district}.yaml")
    rows = [_load_row(path, file, units) for path in _rule_files(folder, ROW_FILE)]
    general = [_load_general(path, units) for path in _rule_files(general_folder, GENERAL_FILE)]
    _refuse_double_ids([*rows, *general], folder)
    return Plan(id=plan_id, file=file, units=units, rules=(*rows, *general))


def _rule_files(folder: Path, name: re.Pattern[str]) -> list[Path]:
    """Return a folder's rule files; one whose name is not of the form would be overlooked for ever."""
    files = sorted(path for path in folder.glob("*.yaml") if path.name != "plan.yaml")
    for path in files:
        if not name.fullmatch(path.name):
            raise InvalidPlanError(path, "文件名应为 row_NN_<英文名>.yaml 或 g_NN_<英文名>.yaml")
    return files


def _load_row(path: Path, plan: PlanFile, units: Units) -> Rule:
    document = load_yaml(path)
    row = validate(document, RowFile)
    _require_row_exists(row, plan, path)
    names, is_confirmed = units.resolve(row.units, where=str(path))
    return Rule(
        id=f"T{row.row:02d}",
        row=row.row,
        task=row.task,
        requirement=row.requirement,
        units=names,
        deadline=row.deadline,
        deadline_from_row=row.inherits.get("deadline"),
        basis=f"{plan.title}（{plan.number}）{plan.annex}第{row.row}项",
        severity=row.severity,
        checks=_bind_checks(document, row, units, default=(names, is_confirmed)),
        not_checkable=row.not_checkable,
        yields_to_rows=False,
        citation_checked=True,
        version=version_of(path),
    )


def _load_general(path: Path, units: Units) -> Rule:
    document = load_yaml(path)
    file = validate(document, GeneralFile)
    match = GENERAL_FILE.fullmatch(path.name)
    if match is None or file.rule != f"G-{match[1]}":
        raise InvalidRuleError(
            path, document.line_of(("rule",)), f"文件名应与 rule: {file.rule} 对应"
        )
    return Rule(
        id=file.rule,
        row=None,
        task=file.task,
        requirement=file.requirement,
        units=None,
        deadline=None,
        deadline_from_row=None,
        basis=file.basis,
        severity=file.severity,
        checks=_bind_checks(document, file, units, default=(None, True)),
        not_checkable=file.not_checkable,
        yields_to_rows=file.yields_to_rows,
        citation_checked=file.citation_checked,
        version=version_of(path),
    )


def _require_row_exists(row: RowFile, plan: PlanFile, path: Path) -> None:
    match = ROW_FILE.fullmatch(path.name)
    if match is None or int(match[1]) != row.row:
        raise InvalidPlanError(
            path, f"文件名应为 row_{row.row:02d}_<英文名>.yaml，与 row: {row.row} 对应"
        )
    for number in (row.row, *row.inherits.values()):
        if not 1 <= number <= plan.rows:
            raise InvalidPlanError(path, f"方案只有 {plan.rows} 项，没有第 {number} 项")


def _bind_checks(
    document: YamlDocument,
    file: RuleFile,
    units: Units,
    default: tuple[tuple[str, ...] | None, bool],
) -> tuple[BoundCheck, ...]:
    kinds = load_checks()
    bound = []
    for index, entry in enumerate(file.checks):
        name = entry.get("kind")
        if name not in kinds:
            known = "、".join(sorted(kinds))
            line = document.line_of(("checks", index))
            raise InvalidRuleError(document.path, line, f"没有检查方式“{name}”；可用的有：{known}")
        check = kinds[str(name)]
        spec = validate(document.part(("checks", index)), check.parameters)
        names, is_confirmed = default
        if spec.units:
            names, is_confirmed = units.resolve(spec.units, where=str(document.path))
        bound.append(
            BoundCheck(check=check, spec=spec, units=names, is_membership_confirmed=is_confirmed)
        )
    _refuse_double_check_ids(bound, document)
    if not bound and not file.not_checkable:
        raise InvalidRuleError(
            document.path, 1, "既没有 checks 也没有 not_checkable（说明为何不能自动检查）"
        )
    return tuple(bound)


def _refuse_double_check_ids(bound: Iterable[BoundCheck], document: YamlDocument) -> None:
    counts = Counter(check.spec.id for check in bound)
    if double := [check_id for check_id, count in counts.items() if count > 1]:
        line = document.line_of(("checks",))
        raise InvalidRuleError(document.path, line, f"checks 中的 id 重复：{'、'.join(double)}")


def _refuse_double_ids(rules: Iterable[Rule], folder: Path) -> None:
    counts = Counter(rule.id for rule in rules)
    if double := [rule_id for rule_id, count in counts.items() if count > 1]:
        raise InvalidPlanError(folder, f"同一项有两个文件：{'、'.join(double)}")


def version_of(path: Path) -> str:
    """Return the version of a rule file: the first 12 hex digits of its SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
