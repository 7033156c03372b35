"""What can go wrong while reading pages; one class per situation."""

from __future__ import annotations

from audit_rules.errors import GongkaiError


class SpidersError(GongkaiError):
    """Base of every error this package raises."""


class FieldError(SpidersError):
    """Something stands in a field and is not understood; `raw` are the words as printed."""

    def __init__(self, raw: str) -> None:
        """Keep the words, for the unit to see."""
        super().__init__(f"看不懂的内容：{raw[:120]!r}")
        self.raw = raw


class UnknownFamilyError(SpidersError):
    """A portal names a CMS family for which there is no module."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Name the family asked for and those there are."""
        super().__init__(f"没有名为 {name!r} 的网站系统；现有：{'、'.join(known)}")
        self.name = name
