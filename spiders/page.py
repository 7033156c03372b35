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

from spiders.lines import Line, names_of, read_lines
from spiders.wording import tidy

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNPARSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MAX_CHARACTERS: Final = 4_000_000
"""Longer pages are cut: no disclosure page comes near it."""
_TAIL: Final = 2000
_MAX_STYLES: Final = 200_000
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE: Final = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE: Final = re.compile(r"([^{};]{1,2000})\{([^{}]{0,4000})\}")
_SIMPLE: Final = re.compile(r"[.#][\w-]{1,80}")
_NAMES: Final = re.compile(r"[.#][\w-]{1,80}")
_HIDES: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SETS_DISPLAY: Final = re.compile(r"(?:display|visibility)\s*:", re.IGNORECASE)
_EMPTY: Final = "<html><body></body></html>"
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
        if not _JSON_BEGINS.match(self.html[:2000]):
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
        """The tree, parsed from the decoded text (from bytes lxml guesses the charset anew)."""
        text = _UNPARSABLE.sub(" ", _DECLARATION.sub("", self.html[:_MAX_CHARACTERS]))
        parser = etree.HTMLParser(recover=True, no_network=True)
        try:
            root = etree.fromstring(text or _EMPTY, parser)
        except etree.XMLSyntaxError:
            root = None
        return root if root is not None else etree.fromstring(_EMPTY, parser)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The visible text, line by line: what simple style rules of the page hide is left out."""
        return read_lines(self.root, self._hidden_names)

    @cached_property
    def unstyled_lines(self) -> tuple[Line, ...]:
        """The lines a browser could show: a script may show what a style rule hides at first."""
        return read_lines(self.root) if self._hidden_names else self.lines

    @cached_property
    def is_cut(self) -> bool:
        """Whether the page ends before its own end tag: rows and labels may be lost with the rest."""
        tail = self.html[-_TAIL:].lower()
        return "</html" not in tail and "</body" not in tail

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        """Names hidden by `.name{display:none}`.

        Not where a rule for print or for small screens says so, nor where another rule shows the name.
        """
        styles = "".join(element.text or "" for element in self.root.iter("style"))
        if "none" not in styles and "hidden" not in styles:
            return frozenset()
        hidden: set[str] = set()
        shown: set[str] = set()
        plain = _AT_RULE.sub("", _CSS_COMMENT.sub("", styles[:_MAX_STYLES]))
        for selectors, declarations in _RULE.findall(plain):
            for selector in selectors.split(","):
                if _SIMPLE.fullmatch(selector.strip()) and _HIDES.search(declarations):
                    hidden.add(selector.strip())
                elif _SETS_DISPLAY.search(declarations):
                    shown.update(_NAMES.findall(selector))
        return frozenset(hidden - shown - names_of(self.root))

    @cached_property
    def title_tag(self) -> str:
        """The words of `<title>`; "" where it has none."""
        element = self.root.find("head/title")
        if element is None:
            element = self.root.find(".//title")
        return tidy(element.text or "") if element is not None else ""

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
