"""A fetched page: its address and its decoded text; the tree is built once, when first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from spiders.lines import Line, read_lines
from spiders.wording import tidy

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_UNPARSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MAX_CHARACTERS: Final = 4_000_000
"""Longer pages are cut: no disclosure page comes near it."""
_EMPTY: Final = "<html><body></body></html>"


@dataclass(frozen=True)
class Page:
    """One page as received. `url` is "" where nobody knows it."""

    url: str
    html: str

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
        """The visible text, line by line."""
        return read_lines(self.root)

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
