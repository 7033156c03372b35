"""No regular expression can be driven into endless work: four times the text takes about four times the time.

Every expression of a module of `spiders` and `audit_rules` is given long runs of its own words, of what it
repeats, and of both in turn, by the methods the modules call on it.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from time import process_time

import pytest

import audit_rules
import spiders

LENGTH = 2000
"""Characters; what a page gives an expression may be a thousand times longer, so growth is what counts."""
SOON_S = 0.01
"""Quadratic work on so long a text takes longer, linear work a tenth of it."""
MOST_GROWTH = 8
"""Times as long for a text four times as long; linear work gives 4, quadratic 16."""
LONGEST = {
    "spiders.recognition._FAILING": 160,
    "spiders.recognition._GONE_STATUS": 160,
    "spiders.recognition._BLOCKED": 80,
    "spiders.recognition._GONE": 80,
    "spiders.fields.dates._CHINESE": 80,
}
"""Characters, where the code gives an expression no longer text than this."""
FILLINGS = (" ", "1", "文", "a", "：", "（", "(", ".", "/", "-", "\n", "<", ",", "'", "x y")
_WORD = re.compile(r"[一-龥]{1,12}|[A-Za-z_]{2,20}|[〇-〕（）：；，。、！？]")
_ESCAPE = re.compile(r"\\[wdsbDSWBZA]|\(\?P?<\w{1,20}>|\(\?[a-z]{1,3}")
_MOST_WORDS = 14


def _modules() -> Iterator[tuple[str, Path]]:
    for package in (spiders, audit_rules):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            path = Path(getattr(module.module_finder, "path", "")) / f"{module.name.rsplit('.')[-1]}.py"  # fmt: skip
            if path.is_file():
                yield module.name, path


@cache
def _sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for _, path in _modules())


def _expressions() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    for module, _ in _modules():
        for name, value in vars(importlib.import_module(module)).items():
            found = value if isinstance(value, tuple) else (value,)
            for place, each in enumerate(found):
                if isinstance(each, re.Pattern):
                    yield f"{module}.{name}{f'#{place}' if place else ''}", each


EXPRESSIONS = {
    name: value
    for name, value in _expressions()
    if "." not in name.replace("#", ".").split(".")[-1]
}


@cache
def _methods(name: str) -> tuple[str, ...]:
    """Return how the modules use an expression; all that goes through a text counts as `finditer`."""
    bare = name.rsplit(".", 1)[-1].split("#", maxsplit=1)[0]
    used = set(re.findall(rf"\b{re.escape(bare)}\.(match|fullmatch|\w+)", _sources()))
    anchored = tuple(sorted(used & {"match", "fullmatch"}))
    return anchored if used and used <= {"match", "fullmatch"} else ("finditer",)


def _texts(pattern: str) -> Iterator[str]:
    """Yield pieces to repeat: (begin, repeated) as one text of `LENGTH` characters each."""
    words = list(dict.fromkeys(_WORD.findall(_ESCAPE.sub(" ", pattern))))
    chosen = [*words[: _MOST_WORDS - 3], *words[-3:]] if len(words) > _MOST_WORDS else words
    for filling in FILLINGS:
        yield from chain([filling], (word + filling for word in chosen))
    yield from chosen
    yield "".join(chosen) or "x"


def _seconds(use: object, text: str | bytes) -> float:
    begin = process_time()
    found = use(text)  # type: ignore[operator]
    if hasattr(found, "__next__"):
        for _ in found:
            pass
    return process_time() - begin


def _grows(use: object, short: str | bytes, long: str | bytes) -> bool:
    """Whether work grows faster than the text; asked again, as other work on the machine takes time too."""
    if _seconds(use, long) < SOON_S:
        return False
    for _ in range(3):
        least = min(_seconds(use, long) for _ in range(3))
        if least < SOON_S or least < MOST_GROWTH * min(_seconds(use, short) for _ in range(3)):
            return False
    return True


@pytest.mark.parametrize("name", sorted(EXPRESSIONS))
def test_work_grows_with_the_text(name: str) -> None:
    """Runs of its own words and of filling, from the first character or behind one of its words."""
    expression = EXPRESSIONS[name]
    is_bytes = isinstance(expression.pattern, bytes)
    pattern = expression.pattern.decode("latin-1") if is_bytes else expression.pattern
    length = LONGEST.get(name, LENGTH)
    for piece in _texts(str(pattern)):
        for text in (piece * length, piece + piece[-1] * length):
            long: str | bytes = text[:length]
            short: str | bytes = text[: length // 4]
            if is_bytes:
                long, short = str(long).encode(), str(short).encode()
            for method in _methods(name):
                assert not _grows(getattr(expression, method), short, long), (method, piece)


def test_expressions_are_found() -> None:
    """The walk sees the modules: families and fields among them."""
    assert len(EXPRESSIONS) > 200
    assert "spiders.families.vsb._CALLS" in EXPRESSIONS
    assert "spiders.fields.dates._DATE" in EXPRESSIONS
