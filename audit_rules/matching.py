"""Which disclosures a check speaks of: by column name, title words and the year a title names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from audit_rules.model import COLUMN_SEPARATOR, Disclosure, Origin

IGNORED_IN_NAMES: Final = re.compile(
    r"[\s“”\"'‘’《》〈〉、，,·•()（）【】\[\]\-—_\u200b-\u200f\ufeff]"
)
"""Signs that editors add or drop freely: 双随机、一公开 is 双随机一公开."""
YEAR_IN_TITLE: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|学年|—|-|–|~|至))")
YEAR_RANGE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:—|–|-|~|～|至|/)+\s*((?:19|20)\d{2})(?=\s*(?:年|学年))"
)
LONGEST_RANGE: Final = 10
"""Years; what spans more is no term of a plan."""
NUMERAL_YEAR: Final = re.compile(r"([一二三四五六七八九〇○零Oo]{4})年")
NUMERALS: Final = {
    sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("○零Oo", "0")
CUT_SHORT: Final = ("…", "...", "．．．")
SHORTEST_PART: Final = 4
"""A column's name may stand inside a longer one (行政处罚结果公示) only from this length on."""


class TitleSpec(Protocol):
    """The keys of a check that select titles."""

    @property
    def title_has(self) -> tuple[tuple[str, ...], ...]:
        """Groups of words; of each group one must be in the title."""

    @property
    def title_lacks(self) -> tuple[str, ...]:
        """Words that exclude a title."""


def normalise_name(text: str) -> str:
    """Return a title or column name without the signs that editors vary: width, quotes, blanks."""
    return IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", text))


@cache
def is_named_column(path: str, names: tuple[str, ...]) -> bool:
    """Tell whether a column's path holds one of `names` (no names: every column does)."""
    if not names:
        return True
    parts = [normalise_name(part) for part in path.split(COLUMN_SEPARATOR)]
    wanted = [normalise_name(name) for name in names]
    return any(
        name == part or (len(name) >= SHORTEST_PART and name in part)
        for name in wanted
        for part in parts
    )


def is_in_column(disclosure: Disclosure, names: tuple[str, ...]) -> bool:
    """Tell whether the disclosure is listed in a column of one of these names."""
    if not names:
        return True
    return any(is_named_column(path, names) for path in disclosure.columns)


def has_title_words(title: str, spec: TitleSpec) -> bool:
    """Tell whether a title has a word of every group and none of the excluded ones."""
    if not spec.title_has and not spec.title_lacks:
        return True
    name = normalise_name(title)
    return all(any(word in name for word in group) for group in spec.title_has) and not any(
        word in name for word in spec.title_lacks
    )


def may_have_title_words(disclosure: Disclosure, spec: TitleSpec) -> bool:
    """Tell whether only the cut end of a title keeps it from having the words."""
    is_cut = disclosure.origin is Origin.ENTRY and disclosure.title.rstrip().endswith(CUT_SHORT)
    if not is_cut or not spec.title_has:
        return False
    name = normalise_name(disclosure.title)
    return not any(word in name for word in spec.title_lacks)


def years_in_title(title: str) -> frozenset[int]:
    """Return the years a title names: 2022年, 二〇二二年, and all three of 2021-2023年."""
    text = unicodedata.normalize("NFKC", title)
    years = {int(year) for year in YEAR_IN_TITLE.findall(text)}
    for first, last in YEAR_RANGE.findall(text):
        if int(first) <= int(last) <= int(first) + LONGEST_RANGE:
            years.update(range(int(first), int(last) + 1))
    for numeral in NUMERAL_YEAR.findall(title):
        digits = "".join(NUMERALS[sign] for sign in numeral)
        years.add(int(digits))
    return frozenset(year for year in years if 1949 <= year <= 2100)


@dataclass(frozen=True, slots=True)
class Selection:
    """The disclosures of one unit that answer a duty, sorted by how surely they do."""

    matched: tuple[Disclosure, ...]
    elsewhere: tuple[Disclosure, ...]
    doubtful: tuple[Disclosure, ...]


def select_for_year(
    matched: Iterable[Disclosure],
    elsewhere: Iterable[Disclosure],
    doubtful: Iterable[Disclosure],
    year: int | None,
) -> Selection:
    """Keep what belongs to `year` (None: everything); what names no year and has no date is doubtful.

    A title that names years belongs to those years alone, whenever it was published; one that names
    none belongs to the year of its publication.
    """
    if year is None:
        return Selection(_sorted(matched), _sorted(elsewhere), _sorted(doubtful))
    all_matched = tuple(matched)
    all_elsewhere = tuple(elsewhere)
    undated = [item for item in (*all_matched, *all_elsewhere) if _is_of_year(item, year) is None]
    return Selection(
        _sorted(item for item in all_matched if _is_of_year(item, year)),
        _sorted(item for item in all_elsewhere if _is_of_year(item, year)),
        _sorted([*doubtful, *undated]),
    )


def _is_of_year(disclosure: Disclosure, year: int) -> bool | None:
    if years := years_in_title(disclosure.title):
        return year in years
    if disclosure.published_on is None:
        return None
    return disclosure.published_on.year == year


def _sorted(disclosures: Iterable[Disclosure]) -> tuple[Disclosure, ...]:
    return tuple(sorted(disclosures, key=lambda item: item.url))


def first_named_column(disclosure: Disclosure, names: tuple[str, ...]) -> str | None:
    """Return the column path a finding names: the first of the named kind, else the first at all."""
    named: Sequence[str] = [path for path in disclosure.columns if is_named_column(path, names)]
    return next(iter(named or disclosure.columns), None)
