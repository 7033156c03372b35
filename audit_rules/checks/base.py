"""What every check kind is made of: its parameters, what it is given, and what it answers.

A kind judges either one document (`DocumentCheck`) or one duty of one unit (`DutyCheck`). Both are
pure functions; selection by unit, column and title is done before they are called.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from audit_rules.coverage import Coverage
from audit_rules.model import Disclosure, Evidence, FindingKind, Outcome, Severity
from audit_rules.units import Units
from audit_rules.workdays import Calendar


class CheckSpec(BaseModel):
    """The keys every check of a rule file may have.

    `columns` name the columns it speaks of (none: every column). `title_has` is a list of groups:
    of each group one word must be in the title; `title_lacks` are words that exclude a title, and
    `title_other` words that tell for sure that a title means something else.
    `at_most` caps the outcome where the text of the plan gives only a lead.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    wants: str = Field(min_length=2)
    columns: tuple[str, ...] = ()
    title_has: tuple[tuple[str, ...], ...] = ()
    title_lacks: tuple[str, ...] = ()
    title_other: tuple[str, ...] = ()
    severity: Severity | None = None
    at_most: Literal["finding", "suspected"] = "finding"
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a check may know besides its subject. `year` is the plan's; None for a general rule."""

    as_of: datetime
    calendar: Calendar
    units: Units
    year: int | None
    plan_issued_on: date

    @property
    def today(self) -> date:
        """The day the audit speaks for; that day itself is not over."""
        return self.as_of.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of a check. `grouped_as` asks for one finding per column instead of one a document."""

    outcome: Outcome
    kind: FindingKind
    message: str
    due_on: date | None = None
    days_late: int | None = None
    disclosure: Disclosure | None = None
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    column: str | None = None
    grouped_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCase:
    """One duty of one unit: what answers it, what may, and how far its columns were read.

    `matched` stand in the named columns, `elsewhere` in other columns of the unit. `doubtful` could
    answer it, but their title is cut short or their year unknown: with one of them nothing is missing.
    `near` stand in the named columns under a title that is not quite the wanted one: with one of them
    absence is only suspected.
    """

    unit: str
    period: str | None
    matched: tuple[Disclosure, ...]
    elsewhere: tuple[Disclosure, ...]
    doubtful: tuple[Disclosure, ...]
    near: tuple[Disclosure, ...]
    coverage: Coverage


def count_late(days_late: int | None) -> str:
    """Return how late in words: 若干 where it cannot be counted, 不足1 on a free day after the last."""
    if days_late is None:
        return "若干"
    return str(days_late or "不足1")


Spec = TypeVar("Spec", bound=CheckSpec)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheck(Generic[Spec]):
    """A kind that judges one disclosure at a time; `speaks_of` is the kind of problem it finds.

    `has_deadline`: it holds a document to a date, so that a row's use of it silences rules that
    yield to rows. `applies` narrows the documents it speaks of beyond column and title.
    """

    parameters: type[Spec]
    speaks_of: FindingKind
    judge: Callable[[Disclosure, Spec, Context], Verdict]
    applies: Callable[[Disclosure, Spec, Context], bool] = lambda _disclosure, _spec, _context: True
    has_deadline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCheck(Generic[Spec]):
    """A kind that judges one duty of one unit; the first verdict is the duty's state.

    `period` names the duty's period under a plan's year (None: a permanent duty).
    """

    parameters: type[Spec]
    judge: Callable[[DutyCase, Spec, Context], tuple[Verdict, ...]]
    period: Callable[[Spec, int], str | None]
    has_deadline: bool = False


Check: TypeAlias = DocumentCheck[CheckSpec] | DutyCheck[CheckSpec]
