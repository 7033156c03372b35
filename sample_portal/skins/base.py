"""What a skin is, and the few strings both skins write alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from sample_portal.pages import (
    ArticlePage,
    ConsultationPage,
    Frame,
    GuidePage,
    IndexPage,
    Link,
    ListPage,
)

TITLE_ROOM: Final = 30
"""Characters of a title that fit into a list row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skin:
    """One look of the portal.

    `page_address` gives the address of page n of a column; `page_number` takes an address (path
    and query parameters) apart into the column's path and n, None where it is no page of a list.
    """

    page_address: Callable[[str, int], str]
    page_number: Callable[[str, dict[str, str]], tuple[str, int] | None]
    listing: Callable[[ListPage], str]
    article: Callable[[ArticlePage], str]
    guide: Callable[[GuidePage], str]
    consultation: Callable[[ConsultationPage], str]
    index: Callable[[IndexPage], str]
    not_found: Callable[[Frame], str]


def anchor(link: Link, attributes: str = "") -> str:
    """Return an `a` element, or the bare text where there is no address."""
    if not link.href:
        return escape(link.text)
    return f'<a href="{escape(link.href)}"{attributes}>{escape(link.text)}</a>'


def shortened(title: str) -> str:
    """Return the title as a list shows it, cut with … where it is too long."""
    return title if len(title) <= TITLE_ROOM else f"{title[: TITLE_ROOM - 2]}…"


def head(frame: Frame, styles: str) -> str:
    """Return the document's head."""
    meta = "".join(
        f'<meta name="{escape(name)}" content="{escape(content)}">' for name, content in frame.meta
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"{meta}<title>{escape(frame.title)}</title><style>{styles}</style></head>"
    )


def lines(parts: Iterable[str]) -> str:
    """Return the parts one below the other."""
    return "\n".join(parts)
