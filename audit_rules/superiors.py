"""Documents of superior bodies that a unit reposts.

Their terms are not the unit's: who made the information publishes it (条例第10条), and their dates
are those of the superior.
"""

from __future__ import annotations

import re
from typing import Final

from audit_rules.model import Disclosure, Origin
from audit_rules.units import Units

ORGAN: Final = re.compile(r"(?:国务院|中共中央|政府|厅|局|部|委|委员会|院|署)(?:办公厅|办公室)?$")
"""How the name of an organ ends; 国家卫生城市创建 begins like one and is none."""


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
    code = (disclosure.document_number or "").split("〔", 1)[0]
    own = units.superiors.own_sign
    return code.startswith(units.superiors.number_codes) and not (own and own in code)


def _is_superior(name: str, units: Units) -> bool:
    if not name.startswith(units.superiors.names) or units.names_district(name):
        return False
    return ORGAN.search(name) is not None
