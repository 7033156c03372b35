"""A box whose labels are no text (drawn by the style sheet, or left out): values only, in short lines.

Seen on Hanweb's and on the gongkai platform's relatives. It is believed only around an index number,
which nothing else on a page is written like; and of it only what can be but one thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Final

from spiders.fields.body import is_unit
from spiders.fields.dates import is_written_date
from spiders.fields.index_number import is_coded_index
from spiders.lines import Line
from spiders.wording import tidy

_LONGEST: Final = 60
_MOST_LINES: Final = 6
_STAMP: Final = re.compile(r"(?:19|20)\d\d-\d{1,2}-\d{1,2}(?:\s\d{1,2}:\d\d(?::\d\d)?)?")


def read_unlabelled_box(lines: Sequence[Line]) -> Mapping[str, str]:
    """Return the words of `index_number`, `published_on` and `unit`; empty where there is no such box.

    The date is the one date in figures within the box: a system prints such, documents are signed
    with 年月日. The unit is the one name of an organ that is not signing. Two of a kind give none.
    """
    coded = [place for place, line in enumerate(lines) if is_coded_index(tidy(line.text))]
    if len(coded) != 1:
        return {}
    box = _lines_around(lines, coded[0])
    stamps = [line.text for line in box if _STAMP.fullmatch(line.text)]
    units = [
        line.text
        for place, line in enumerate(box)
        if is_unit(line.text)
        and not (place + 1 < len(box) and is_written_date(box[place + 1].text))
    ]
    found = {"index_number": tidy(lines[coded[0]].text)}
    if len(stamps) == 1:
        found["published_on"] = stamps[0]
        if len(units) == 1:
            found["unit"] = units[0]
    return found


def _lines_around(lines: Sequence[Line], place: int) -> list[Line]:
    """Return the short lines without sentence or colon before and after a place, empty ones left out."""
    before = [line for line in reversed(lines[:place]) if line.text][:_MOST_LINES]
    after = [line for line in lines[place + 1 :] if line.text][:_MOST_LINES]
    return [
        *reversed(list(takewhile(_is_value, before))),
        lines[place],
        *takewhile(_is_value, after),
    ]


def _is_value(line: Line) -> bool:
    return len(line.text) <= _LONGEST and not line.is_link and not re.search("[。；:：]", line.text)
