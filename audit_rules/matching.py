"""Which disclosures a check speaks of: by column name, title words and the year a title names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from audit_rules.model import COLUMN_SEPARATOR, Disclosure, Origin

IGNORED_IN_NAMES: Final = re.compile(
    r"[\s“”\"'‘’《》〈〉、，,·•()（）【】\[\]\-—_\u200b-\u200f\ufeff]"
)
"""Signs that editors add or drop freely: 双随机、一公开 is 双随机一公开."""
YEAR_IN_TITLE: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|学年|—|-|–|~|至|政务|工作))")
YEAR_RANGE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:—|–|-|~|～|至|/)+\s*((?:19|20)\d{2})(?=\s*(?:年|学年))"
)
LONGEST_RANGE: Final = 10
"""Years; what spans more is no term of a plan."""
NUMERAL_YEAR: Final = re.compile(r"([一二三四五六七八九〇○零Oo0]{4})年")
NUMERALS: Final = {
    sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")
} | dict.fromkeys("○零Oo0", "0")
CUT_SHORT: Final = ("…", "...", "．．．")
OTHER_THINGS: Final = (
    *(
        "总结",
        "结果",
        "情况",
        "通报",
        "公示",
        "名单",
        "解读",
        "年报",
        "报告",
        "会议",
        "召开",
        "答复",
    ),
    *("预算", "决算", "动态"),
)
"""Words of titles that are neither plan, list nor guide: what was done, not what is to be done."""
BESIDES: Final = re.compile(r"[及和与暨]")
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

    @property
    def title_other(self) -> tuple[str, ...]:
        """Words that tell for sure that a title means something else."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of columns; none means every column."""


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


def titles_of(disclosure: Disclosure) -> tuple[str, ...]:
    """Return the titles a disclosure goes by, normalised: its page's, and its list row's."""
    titles = (disclosure.title, disclosure.listed_as)
    return tuple(normalise_name(title) for title in titles if title)


def has_title_words(disclosure: Disclosure, spec: TitleSpec) -> bool:
    """Tell whether a title has a word of every group and none of the excluded ones."""
    if not spec.title_has and not spec.title_lacks:
        return True
    return any(_hits(name, spec) == len(spec.title_has) and not _is_excluded(name, spec)
               for name in titles_of(disclosure))  # fmt: skip


def answers_by_name(disclosure: Disclosure, spec: TitleSpec) -> bool:
    """Tell whether title and column together have the words.

    In the column 政务公开培训 a 2022年培训计划 need not say 政务公开 again.
    """
    setting = "".join(_last_names(disclosure, spec))
    return any(
        _hits(name + setting, spec) == len(spec.title_has) and not _is_excluded(name, spec)
        for name in titles_of(disclosure)
    )


def comes_near(disclosure: Disclosure, spec: TitleSpec) -> bool:
    """Tell whether a person would look at this title before saying that nothing was published.

    It lacks at most one group of words and tells of nothing else (总结, 结果 …); or it has them all
    and tells of something else besides (抽查计划及结果).
    """
    wanted = len(spec.title_has)
    for name in titles_of(disclosure):
        hits = _hits(name, spec)
        if _tells_of_another(name, spec):
            is_near = hits == wanted and BESIDES.search(name) is not None
        else:
            is_near = hits >= max(1, wanted - 1)
        if wanted and is_near:
            return True
    return False


def may_have_title_words(disclosure: Disclosure, spec: TitleSpec) -> bool:
    """Tell whether only the cut end of a title keeps it from having the words."""
    is_cut = disclosure.origin is Origin.ENTRY and disclosure.title.rstrip().endswith(CUT_SHORT)
    if not is_cut or not spec.title_has:
        return False
    return any(
        not _is_excluded(name, spec) and not _tells_of_another(name, spec)
        for name in titles_of(disclosure)
    )


def _tells_of_another(name: str, spec: TitleSpec) -> bool:
    return any(word in name for word in (*OTHER_THINGS, *spec.title_other))


def _last_names(disclosure: Disclosure, spec: TitleSpec) -> Iterator[str]:
    for path in disclosure.columns:
        if spec.columns and is_named_column(path, spec.columns):
            yield normalise_name(path.rsplit(COLUMN_SEPARATOR, 1)[-1])


def _hits(name: str, spec: TitleSpec) -> int:
    return sum(any(word in name for word in group) for group in spec.title_has)


def _is_excluded(name: str, spec: TitleSpec) -> bool:
    return any(word in name for word in spec.title_lacks)


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

    matched: tuple[Disclosure, ...] = ()
    elsewhere: tuple[Disclosure, ...] = ()
    doubtful: tuple[Disclosure, ...] = ()
    near: tuple[Disclosure, ...] = ()


def select_for_year(found: Selection, year: int | None) -> Selection:
    """Keep what belongs to `year` (None: everything); what names no year and has no date is doubtful.

    A title that names years belongs to those years alone, whenever it was published; one that names
    none belongs to the year of its publication. What only comes near also counts from the last two
    months before the year, when plans are made ahead.
    """
    if year is None:
        return Selection(*(_sorted(group) for group in _groups(found)))
    undated = [
        item for item in (*found.matched, *found.elsewhere) if _is_of_year(item, year) is None
    ]
    return Selection(
        _sorted(item for item in found.matched if _is_of_year(item, year)),
        _sorted(item for item in found.elsewhere if _is_of_year(item, year)),
        _sorted([*found.doubtful, *undated]),
        _sorted(item for item in _near(found) if _is_about_year(item, year)),
    )


def _groups(found: Selection) -> tuple[tuple[Disclosure, ...], ...]:
    return found.matched, found.elsewhere, found.doubtful, found.near


def _near(found: Selection) -> Iterator[Disclosure]:
    """Yield what comes near: also the right thing with an unlucky date, made ahead of its year."""
    yield from found.near
    yield from found.matched


def _is_about_year(item: Disclosure, year: int) -> bool:
    if years_in_title(item.title):
        return bool(_is_of_year(item, year))
    day = item.published_on
    return day is None or day.year == year or (day.year == year - 1 and day.month >= 11)


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
