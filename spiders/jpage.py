"""Hanweb's `jpage` unit: what a page or an answer carries of a list, and how the rest is asked for.

A unit is a `<datastore>` with the markup of one row in each `<record>`, and the script call
`$('#…').jpage({totalRecord, perPage, groupSize, proxyUrl, ajaxParam})` that draws it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit

from spiders.page import Page

_DATASTORE: Final = re.compile(r"<datastore\b[^>]{0,100}>", re.IGNORECASE)
_DATASTORE_END: Final = re.compile(r"</datastore", re.IGNORECASE)
_RECORD: Final = re.compile(r"<record>", re.IGNORECASE)
_RECORD_END: Final = re.compile(r"</record\s{0,9}>", re.IGNORECASE)
_NEXT_GROUP: Final = re.compile(
    r"<nextgroup>\s{0,20}(?:<!\[CDATA\[)?\s{0,20}<a\s[^<>\"']{0,60}href\s?=\s?[\"']([^\"']{1,2000})[\"']",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"<totalrecord>\s{0,9}(\d{1,7})\s{0,9}<", re.IGNORECASE)
_PAGES: Final = re.compile(r"<totalpage>\s{0,9}(\d{1,6})\s{0,9}<", re.IGNORECASE)
_CALL: Final = re.compile(r"\.jpage\s{0,9}\(")
_FORM: Final = re.compile(r"\bajaxParam['\"]?\s{0,9}:\s{0,9}(?:\{([^{}]{1,3000})\}|([\w$]{1,40}))")
_VARIABLE: Final = re.compile(r"([\w$]{1,40})\s{0,9}=\s{0,9}\{([^{}]{1,3000})\}")
_PROXY_URL: Final = re.compile(r"\bproxyUrl['\"]?\s{0,9}:\s{0,9}['\"]([^'\"]{1,300})['\"]")
_PAIR: Final = re.compile(
    r"([\w\[\]]{1,40})['\"]?\s{0,9}:\s{0,9}(?:'([^']{0,600})'|\"([^\"]{0,600})\"|\[([^\[\]]{0,1000})\]|([\w.+-]{1,60}))"
)
_QUOTED: Final = re.compile(r"['\"]([^'\"]{0,200})['\"]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One `jpage` unit: the records the page or the answer holds and how the rest is asked for.

    `total` and `pages` are None where none is declared. `form` are the fields of the POST, `next_group`
    the address by GET that the data itself names; both are empty where there is none. `per_page` rows are
    drawn at once and `group_size` pages fetched at once; 0 where the call does not say.
    """

    records: tuple[str, ...] = ()
    total: int | None = None
    pages: int | None = None
    next_group: str = ""
    proxy: str = ""
    form: tuple[tuple[str, str], ...] = ()
    per_page: int = 0
    group_size: int = 1

    @property
    def column(self) -> str:
        """The column the unit lists, as written in its parameters; newer systems encrypt it."""
        named = dict(self.form) or dict(parse_qsl(urlsplit(self.next_group).query))
        return named.get("columnid", "")


def read_units(page: Page) -> tuple[Unit, ...]:
    """Return the units of a page or an answer: its datastores, joined with the calls that draw them."""
    stores = [_read_store(_DATASTORE_END.split(part, 1)[0]) for part in _DATASTORE.split(page.html)[1:]]  # fmt: skip
    calls = [] if page.is_answer else _read_calls(page)
    if len(stores) == len(calls):
        return tuple(map(_joined, stores, calls))
    return (*stores, *calls) if not (stores and calls) else tuple(stores)


def _joined(store: Unit, call: Unit) -> Unit:
    total = store.total if call.total is None else call.total
    return replace(call, records=store.records, pages=store.pages, next_group=store.next_group, total=total)  # fmt: skip


def _read_store(text: str) -> Unit:
    records = tuple(_unwrapped(part) for part in _RECORD.split(text)[1:])
    found = _NEXT_GROUP.search(text)
    following = found[1].replace("&amp;", "&").strip() if found else ""
    return Unit(records, _number(_TOTAL, text), _number(_PAGES, text), quote(following, safe="/:?&=%+#.,;@$!*'()~-_"))  # fmt: skip


def _unwrapped(part: str) -> str:
    """Return the markup of one record: out of its CDATA, or unescaped where it has none."""
    text = _RECORD_END.split(part, 1)[0].strip()
    if text.startswith("<![CDATA["):
        return text.removeprefix("<![CDATA[").removesuffix("]]>")
    return html.unescape(text) if "&lt;" in text else text


def _read_calls(page: Page) -> list[Unit]:
    """Return the calls `$('#…').jpage({…})`; their form may stand in a variable before the call."""
    found = []
    for script in page.root.iter("script"):
        parts = _CALL.split(script.text or "")
        for before, after in pairwise(parts):
            form = _read_form(before, after)
            proxy = _PROXY_URL.search(after)
            if form or proxy:
                total, per_page, groups = (_setting(name, after) for name in ("totalRecord", "perPage", "groupSize"))  # fmt: skip
                found.append(Unit(total=total, proxy=proxy[1] if proxy else "", form=form, per_page=per_page or 0, group_size=groups or 1))  # fmt: skip
    return found


def _read_form(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the form's fields: written into the call, or set to a variable before it."""
    found = _FORM.search(after)
    if found is None:
        return ()
    variables = dict(_VARIABLE.findall(before))
    literal = found[1] or variables.get(found[2], "")
    return tuple((key, values[0]) for key, values, _ in read_literal(literal))


def read_literal(text: str) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """Read the pairs of a flat JavaScript object: name, values, and whether it is an array."""
    found = []
    for key, single, double, array, bare in _PAIR.findall(text):
        values = tuple(_QUOTED.findall(array)) if array else (single or double or bare,)
        found.append((key, values or ("",), bool(array)))
    return tuple(found)


def _setting(name: str, text: str) -> int | None:
    return _number(re.compile(rf"\b{name}['\"]?\s{{0,9}}:\s{{0,9}}['\"]?(\d{{1,7}})\b", re.IGNORECASE), text)  # fmt: skip


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None
