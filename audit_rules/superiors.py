"""Documents of superior bodies that a unit reposts.

Their terms are not the unit's: who made the information publishes it (条例第10条), and their dates
are those of the superior.
"""

from __future__ import annotations

from audit_rules.model import Disclosure, Origin
from audit_rules.units import Units


def is_of_superior(disclosure: Disclosure, units: Units) -> bool:
    """Tell whether a page's document was made by a superior body: by issuer, title or number.

    A row of an imported list is the office's own word that the document is the unit's, so only what
    was read on pages is looked at.
    """
    if disclosure.origin is not Origin.PAGE:
        return False
    issuer = disclosure.title.split("关于", 1)[0] if "关于" in disclosure.title else ""
    if any(_is_superior(name, units) for name in (disclosure.shown_unit or "", issuer)):
        return True
    number = disclosure.document_number or ""
    return number.startswith(units.superiors.number_codes) and not number.startswith(units.district)


def _is_superior(name: str, units: Units) -> bool:
    # 淄博市淄川区… is the district itself, and so is 市公安局淄川分局.
    return name.startswith(units.superiors.names) and units.district not in name
