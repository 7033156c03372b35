"""What pages carry, without any markup: a skin turns these records into HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample_portal.labels import Labels


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text and address; an empty address means plain text."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page; `crumbs` run from the outermost in."""

    title: str
    sponsor: str
    crumbs: tuple[Link, ...]
    updated_on: date
    visits: int
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a unit's column tree: a leaf has a link and no children."""

    link: Link
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list."""

    title: str
    href: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """One page of a column's list; `address` is the column's, `number` counts from 1."""

    frame: Frame
    tree: tuple[Branch, ...]
    name: str
    address: str
    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """A document; `signature` is who signed and when, `links` lead to related documents."""

    frame: Frame
    labels: Labels
    is_policy: bool
    heading: str
    published_on: date
    paragraphs: tuple[str, ...]
    signature: tuple[str, str] | None
    links: tuple[Link, ...]
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """A column that is one article: the guide."""

    frame: Frame
    tree: tuple[Branch, ...]
    unit: str
    heading: str
    day: date
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationPage:
    """A consultation with its tabs; it shows no publication line."""

    frame: Frame
    heading: str
    period: str
    tabs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """The portal's entrance: groups of links."""

    frame: Frame
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
