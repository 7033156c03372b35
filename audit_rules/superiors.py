"""Documents of superior bodies that a unit reposts: their dates are not the unit's."""

from __future__ import annotations

from audit_rules.model import Disclosure, Origin
from audit_rules.units import Units


def is_of_superior(disclosure: Disclosure, units: Units) -> bool:
    """Tell whether a page's document was made by a superior body: by issuer, number or title.

    A row of an imported list is the office's own word that the document is the unit's, so only what
    was read on pages is looked at.
    """
    if disclosure.origin is not Origin.PAGE:
        return False
    named = (disclosure.shown_unit or "", disclosure.title)
    if any(text.startswith(units.superiors.names) for text in named):
        return True
    return (disclosure.document_number or "").startswith(units.superiors.number_codes)
