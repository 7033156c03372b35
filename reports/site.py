"""One audit as one HTML page that needs nothing from outside."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit_rules.model import Audit
from reports.by_unit import by_unit
from reports.column_health import column_health
from reports.crawled_text import is_web_address, printable
from reports.duty_grid import STATES, general_grid, plan_grid
from reports.files import write_atomically
from reports.finding_json import shown_quote
from reports.problem_row import problem_number
from reports.totals import totals
from reports.undecided import undecided_by_rule
from reports.wording import HELD_NOTICE, KINDS, OUTCOMES, SEVERITIES, date_words, instant_words

_TEMPLATES: Final = Path(__file__).parent / "templates"
_OPEN_FINDINGS: Final = 40
"""Up to so many findings every unit is shown unfolded."""


def write_audit_page(path: Path, audit: Audit, *, written_at: datetime, held: bool = False) -> None:
    """Write the page; `held` marks it as resting on a crawl nobody may trust."""
    content = render_audit(audit, written_at=written_at, held=held)
    with write_atomically(path) as part:
        part.write_text(content, encoding="utf-8", newline="\n")


def render_audit(audit: Audit, *, written_at: datetime, held: bool = False) -> str:
    """Return the page. Style and script stand in it; its own policy allows no others."""
    groups = by_unit(audit)
    style, script = _own_text("audit.css"), _own_text("audit.js")
    return (
        _environment()
        .get_template("audit.html.j2")
        .render(
            audit=audit,
            written_at=written_at,
            held=held,
            held_notice=HELD_NOTICE,
            totals=totals(audit),
            units_checked=len({duty.unit for duty in audit.duties} | {g.unit for g in groups}),
            groups=groups,
            anchors={group.unit: f"unit-{number}" for number, group in enumerate(groups, 1)},
            open_units=sum(len(group.findings) for group in groups) <= _OPEN_FINDINGS,
            plan_grid=plan_grid(audit),
            general_grid=general_grid(audit),
            undecided=undecided_by_rule(audit),
            health=column_health(audit),
            style=style,
            style_sha256=_digest(style),
            script=script,
            script_sha256=_digest(script),
        )
    )


def _environment() -> Environment:
    """Return the template environment: everything escaped, nothing silently empty."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {
        "printable": printable,
        "date_words": date_words,
        "instant_words": instant_words,
        "problem_number": problem_number,
        "shown_quote": shown_quote,
    }
    environment.tests["web_address"] = is_web_address
    environment.globals |= {
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "severities": SEVERITIES,
        "states": STATES,
    }
    return environment


def _own_text(name: str) -> Markup:
    """Return a style or script of ours, which alone goes into the page unescaped."""
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return Markup(text)  # noqa: S704 - our own file


def _digest(text: str) -> str:
    """Return the hash by which the page's policy knows its own style or script."""
    return b64encode(sha256(text.encode()).digest()).decode("ascii")
