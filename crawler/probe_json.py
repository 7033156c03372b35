"""A probe as one JSON object, for programs: the same facts as the words on the terminal."""

from __future__ import annotations

from typing import Any

from crawler.probe import Probe
from crawler.probe_names import charset_of, family_title
from crawler.probe_verdict import Judgement
from spiders.page_json import page_json
from spiders.probe import Look


def probe_json(probe: Probe, judgement: Judgement) -> dict[str, Any]:
    """Return the object: `looks` in the order asked, `verdict` as `yes`, `partly` or `no`."""
    return {
        "url": probe.url,
        "user_agent": probe.user_agent,
        "robots": probe.robots,
        "family": probe.family,
        "family_title": family_title(probe.family),
        "evidence": probe.evidence or None,
        "finders": dict(probe.finders),
        "is_home": probe.first.is_home,
        "columns": [{"name": each.path, "url": each.url} for each in probe.first.columns],
        "columns_obstacle": probe.first.columns_obstacle,
        "looks": [_look_json(look) for look in probe.looks],
        "verdict": judgement.verdict.name.lower(),
        "sentence": judgement.sentence,
        "reasons": list(judgement.reasons),
        "advice": list(judgement.advice),
    }


def _look_json(look: Look) -> dict[str, Any]:
    found: dict[str, Any] = {"role": look.role.value, "asked": look.asked, "failure": look.failure}
    answer = look.answer
    if answer is not None:
        found |= {
            "url": answer.url,
            "status": answer.status,
            "content_type": answer.content_type,
            "charset": charset_of(answer, look.page.html) if look.page else None,
            "bytes": len(answer.body),
            "redirects": [*answer.redirects],
            "form": answer.form or None,
        }
    if look.record is not None:
        found["record"] = page_json(look.record)
        listing = look.record.listing
        if listing is not None:
            found["record"] |= {
                "reason": listing.reason,
                "further_pages": [*listing.further_pages],
                "served_by": listing.served_by,
            }
    return found
