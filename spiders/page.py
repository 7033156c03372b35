"""A fetched page: its address and its decoded text; the tree is built once, when first asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from spiders.lines import MAX_LINES, Line, Lines, names_of, read_lines
from spiders.style_rules import hidden_names
from spiders.wording import tidy

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNPARSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_CONTROLS: Final = bytes(range(32)).translate(None, b"\t\n\r")
MAX_CHARACTERS: Final = 2_000_000
"""Longer pages are read no further, and said to be cut: a published page of words never comes near it."""
_LONGEST_LOOKED_AT: Final = 4 * MAX_CHARACTERS
"""Characters looked at for pictures written into the page."""
_MAX_TAGS: Final = 45_000
"""Tags read, the same holds of: a list of four thousand rows has fewer."""
_LONGEST_ANSWER: Final = 10_000_000
"""Characters of an interface's answer; a longer one is not read."""
_LONGEST_TITLE: Final = 1000
_EMBEDDED: Final = re.compile(r"data:[\w/+.-]{3,60};base64,[\w+/=%]{1000,}", re.ASCII)
"""A picture written into the page itself: no words, and often all that makes a page long."""
_TAIL: Final = 2000
_EMPTY: Final = b"<html><body></body></html>"
_JSON_BEGINS: Final = re.compile(r"\s{0,2000}(?:[\w.$]{1,80}\s{0,99}\(\s{0,99})?[\[{]")
"""Bare, or wrapped into a call (JSONP)."""
_JSON_CALL: Final = re.compile(r"\s{0,2000}[\w.$]{1,80}\s{0,99}\(")
_XML_BEGINS: Final = re.compile(
    r"\s*(?:<\?xml\b[^>]{0,200}\?>\s*<(?!html|!doctype)|<(?:datastore|recordset)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Page:
    """One page as received. `url` is "" where nobody knows it."""

    url: str
    html: str

    @cached_property
    def json(self) -> Any:
        """What an interface answered, as JSON values, JSONP unwrapped; None where the text is no JSON."""
        if len(self.html) > _LONGEST_ANSWER or not _JSON_BEGINS.match(self.html[:2000]):
            return None
        call = _JSON_CALL.match(self.html)
        text = self.html[call.end() :].rstrip().rstrip(";").rstrip(")") if call else self.html
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def is_answer(self) -> bool:
        """Whether this is no page but the answer of an interface: JSON, or XML that is no XHTML."""
        return self.json is not None or _XML_BEGINS.match(self.html[:2000]) is not None

    @cached_property
    def root(self) -> etree._Element:
        """The whole tree, parsed from the decoded text."""
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> tuple[etree._Element, bool]:
        return _parse(self.html)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible text, line by line: what simple style rules of the page hide is left out."""
        return self._styled.lines

    @cached_property
    def unstyled_lines(self) -> tuple[Line, ...]:
        """The lines a browser could show: a script may show what a style rule hides at first."""
        return self._walk(frozenset()).lines if self._styled.is_styled else self.lines

    @cached_property
    def _styled(self) -> Lines:
        return self._walk(self._hidden_names)

    def _walk(self, hidden: frozenset[str]) -> Lines:
        return read_lines(self.root, hidden)

    @cached_property
    def is_cut(self) -> bool:
        """Whether the page ends before its own end tag: rows and labels may be lost with the rest."""
        tail = self.html[-_TAIL:].lower()
        return self.is_too_long or ("</html" not in tail and "</body" not in tail)

    @cached_property
    def is_too_long(self) -> bool:
        """Whether there is more of the page than is read: too many words, tags or lines, nested too deep."""
        if self.is_answer:
            return False
        return (
            len(self.html) > _LONGEST_LOOKED_AT
            or len(_read_part(self.html)) < len(_without_pictures(self.html))
            or not self._parsed[1]
            or len(self.lines) >= MAX_LINES
        )

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        """Names the page's style rules hide; never those of the whole page, which scripts show."""
        styles = "".join([element.text or "" for element in self.root.iter("style")])
        hidden = hidden_names(styles)
        return hidden - names_of(self.root) if hidden else hidden

    @cached_property
    def title_tag(self) -> str:
        """The words of `<title>`; "" where it has none."""
        head = next(self.root.iterchildren("head"), None)
        element = next(head.iterchildren("title"), None) if head is not None else None
        if element is None:
            element = next(self.root.iter("title"), None)
        return tidy((element.text or "")[:_LONGEST_TITLE]) if element is not None else ""

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """`<meta>` by lower-case name or property. Of a set printed twice the last filled one."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            name = element.get("name") or element.get("property")
            content = tidy(element.get("content") or "")
            if name and (content or name.lower() not in found):
                found[name.strip().lower()] = content
        return found

    @cached_property
    def address(self) -> str:
        """The address given, or the one the page names as its own; "" where there is neither."""
        if self.url:
            return self.url
        for element in self.root.iter("link"):
            if (element.get("rel") or "").lower() == "canonical":
                named = (element.get("href") or "").strip()
                if _is_address(named):
                    return named
        printed = (self.meta.get(name, "") for name in ("og:url", "url"))
        return next(filter(_is_address, printed), "")

    @cached_property
    def hrefs(self) -> Sequence[str]:
        """Where its links lead, as written, in page order."""
        return [link.get("href") or "" for link in self.root.iter("a")]

    def resolve(self, href: str) -> str | None:
        """Return the absolute http(s) address of a link, None for script, mail and broken ones."""
        known = self._addresses
        if href not in known:
            known[href] = self._resolve(href)
        return known[href]

    @cached_property
    def _addresses(self) -> dict[str, str | None]:
        """What links were resolved to: lists are gone through more than once."""
        return {}

    def _resolve(self, href: str) -> str | None:
        href = href.strip()
        if (
            not href
            or href[0] == "#"
            or href.lower().startswith(("javascript:", "mailto:", "tel:"))
        ):
            return None
        try:
            address = urljoin(self._base, href)
            parts = urlsplit(address)
        except ValueError:
            return None
        if parts.scheme and parts.scheme not in ("http", "https"):
            return None
        return address

    @cached_property
    def _base(self) -> str:
        element = self.root.find(".//base[@href]")
        if element is None:
            return self.address
        try:
            return urljoin(self.address, (element.get("href") or "").strip())
        except ValueError:
            return self.address


def _is_address(words: str) -> bool:
    try:
        return urlsplit(words).scheme in ("http", "https") and bool(urlsplit(words).hostname)
    except ValueError:
        return False


def parse(html: str) -> etree._Element:
    """Parse decoded text, whatever it is; never fails."""
    return _parse(html)[0]


def _parse(html: str) -> tuple[etree._Element, bool]:
    """Return the tree, and whether the parser came to the end of the text: it gives up on deep nesting.

    As UTF-8 and told so: what a page says of its charset is passed over, and text that the parser
    has to convert itself costs half as much again.
    """
    parser = etree.HTMLParser(recover=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(_parsable(html) or _EMPTY, parser)
    except etree.XMLSyntaxError:
        root = None
    fault = parser.error_log.last_error if root is not None else None
    is_whole = fault is None or fault.type != etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return (root if root is not None else etree.fromstring(_EMPTY, parser)), is_whole


def _parsable(html: str) -> bytes:
    """Return the text as UTF-8, without what no parser takes: control characters, half characters."""
    text = _read_part(_DECLARATION.sub("", html))
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return _UNPARSABLE.sub(" ", text).encode()
    if len(body.translate(None, _CONTROLS)) != len(body):
        return _UNPARSABLE.sub(" ", text).encode()
    return body


def _read_part(html: str) -> str:
    """Return what is read of a page: all of it, but for one longer than any page of words."""
    text = _without_pictures(html)[:MAX_CHARACTERS]
    if len(text) <= _MAX_TAGS or text.count("<") <= _MAX_TAGS:
        return text
    return text[: len(text) - len(text.split("<", _MAX_TAGS)[-1]) - 1]


def _without_pictures(html: str) -> str:
    """Return a long page without embedded pictures; what is far beyond any page is not looked at."""
    return html if len(html) <= MAX_CHARACTERS else _EMBEDDED.sub("", html[:_LONGEST_LOOKED_AT])
