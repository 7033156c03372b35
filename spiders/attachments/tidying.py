"""Lines of a file as lines to be read: cells kept apart by tabs, the blanks of a page setter undone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spiders.wording import tidy

CELL: Final = "\t"
"""Parts the cells of a table's row; it is white space to everything that looks for words."""
_FULL_DATE: Final = r"(?:[12]\d{3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日|[一二三四五六七八九〇○零]{4} ?年)"
_BEFORE_FIGURE: Final = re.compile(rf"(?<=[一-龥〇○〔〕（）《》：，。、；]) (?=\d)(?!{_FULL_DATE})")
_AFTER_FIGURE: Final = re.compile(r"(?<=\d) (?=[一-龥〔〕（）《》：，。、；])")
_ROUND_BRACKET: Final = re.compile(r" ?([〔〕]) ?")
_INSIDE_DATE: Final = re.compile(
    r"(?<=[年月一二三四五六七八九十〇○零]) (?=[年月日一二三四五六七八九十〇○零])"
)
_LETTER_SPACED: Final = re.compile(r"(?<![^ ])[一-龥〇○](?: [一-龥〇○]){2,200}(?![^ ])")
_PAGE_NUMBER: Final = re.compile(r"[-—－–·\s]{0,4}(?:第\s?)?\d{1,4}(?:\s?页)?[-—－–·\s]{0,4}")


def tidy_cells(line: str) -> str:
    """Tidy each cell of a line; empty cells at its ends go."""
    return CELL.join(tidy(cell) for cell in line.split(CELL)).strip()


def unset(line: str) -> str:
    """Undo the blanks a page setter leaves between Chinese and figures: `〔2022〕 32 号`.

    Not those before a date that may end a signature line (`淄川区示例局 2022年6月8日`): they part two
    things. Letter-spaced words (`通 知 书`) are joined from three letters on.
    """
    text = tidy(line)
    if " " not in text:
        return text
    text = _ROUND_BRACKET.sub(r"\1", _AFTER_FIGURE.sub("", text))
    text = _LETTER_SPACED.sub(lambda found: found[0].replace(" ", ""), text)
    return _INSIDE_DATE.sub("", _BEFORE_FIGURE.sub("", text))


def is_page_number(line: str) -> bool:
    """Whether a line is only the number printed at the foot of a page (`— 3 —`)."""
    return len(line) <= 16 and _PAGE_NUMBER.fullmatch(line) is not None


def take(lines: Iterable[str], most: int, characters: int) -> tuple[tuple[str, ...], bool]:
    """Return the lines that hold words, up to so many lines and characters; tell whether more followed."""
    taken: list[str] = []
    for line in lines:
        if not line:
            continue
        if len(line) > characters or len(taken) >= most:
            last = (line[:characters],) if len(taken) < most and characters > 0 else ()
            return (*taken, *last), True
        taken.append(line)
        characters -= len(line) + 1
    return tuple(taken), False
