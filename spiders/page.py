"""A fetched page: its address and its decoded text; the tree is built once, when first asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from spiders.lines import Line, Lines, names_of, read_lines
from spiders.style_rules import hidden_names
from spiders.wording import tidy

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNPARSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_CONTROLS: Final = bytes(range(32)).translate(None, b"\t\n\r")
MAX_CHARACTERS: Final = 2_000_000
"""Longer pages are read no further, and said to be cut: a published page of words never comes near it."""
_LONGEST_ANSWER: Final = 10_000_000
"""Characters of an interface's answer; a longer one is not read."""
_LONGEST_TITLE: Final = 1000
_EMBEDDED: Final = re.compile(r"data:[\w/+.-]{3,60};base64,[\w+/=%]{1000,}", re.ASCII)
"""A picture written into the page itself: no words, and often all that makes a page long."""
_TAIL: Final = 2000
_EMPTY: Final = b"<html><body></body></html>"
_JSON_BEGINS: Final = re.compile(r"\s*(?:[\w.$]{1,80}\s*\()?\s*[\[{]")
"""Bare, or wrapped into a call (JSONP)."""
_JSON_CALL: Final = re.compile(r"\s*[\w.$]{1,80}\s*\(")
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
        return parse(self.html)

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
        """Whether there is more of the page than is read."""
        return len(self.html) > MAX_CHARACTERS and len(_read_part(self.html)) > MAX_CHARACTERS

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
                if named.startswith(("http://", "https://")):
                    return named
        for name in ("og:url", "url"):
            if self.meta.get(name, "").startswith(("http://", "https://")):
                return self.meta[name]
        return ""

    def resolve(self, href: str) -> str | None:
        """Return the absolute http(s) address of a link, None for script, mail and broken ones."""
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


def parse(html: str) -> etree._Element:
    """Parse decoded text, whatever it is; never fails.

    As UTF-8 and told so: what a page says of its charset is passed over, and text that the parser
    has to convert itself costs half as much again.
    """
    parser = etree.HTMLParser(recover=True, no_network=True, encoding="utf-8")
    try:
        root = etree.fromstring(_parsable(html) or _EMPTY, parser)
    except etree.XMLSyntaxError:
        root = None
    return root if root is not None else etree.fromstring(_EMPTY, parser)


def _parsable(html: str) -> bytes:
    """Return the text as UTF-8, without what no parser takes: control characters, half characters."""
    text = _DECLARATION.sub("", html)
    if len(text) > MAX_CHARACTERS:
        text = _read_part(text)[:MAX_CHARACTERS]
    try:
        body = text.encode()
    except UnicodeEncodeError:
        return _UNPARSABLE.sub(" ", text).encode()
    if len(body.translate(None, _CONTROLS)) != len(body):
        return _UNPARSABLE.sub(" ", text).encode()
    return body


def _read_part(html: str) -> str:
    """Return a long page without embedded pictures; what is far beyond any page is not looked at."""
    return _EMBEDDED.sub("", html[: MAX_CHARACTERS * 4])
