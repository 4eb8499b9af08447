"""Microversions: ``2.10`` comes after ``2.9`` and is not ``2.1``."""

from __future__ import annotations

import re
from typing import NamedTuple

_MICROVERSION_RE = re.compile(r"\s*v?(\d{1,6})\.(\d{1,6})\s*", re.ASCII)


class Microversion(NamedTuple):
    """A version of an API, ordered by its two numbers."""

    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> Microversion | None:
        """Read ``N.M`` or ``vN.M`` from *text*; None if it is neither."""
        match = _MICROVERSION_RE.fullmatch(text)
        return cls(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


class VersionRange(NamedTuple):
    """The versions from *minimum* to *maximum*, both included; None leaves an end open."""

    minimum: Microversion | None = None
    maximum: Microversion | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the ends are the wrong way round."""
        return self.minimum is not None and self.maximum is not None and self.maximum < self.minimum

    def ends_before(self, version: Microversion) -> bool:
        """Whether *version* comes after the last one of the range."""
        return self.maximum is not None and self.maximum < version

    def overlaps(self, other: VersionRange) -> bool:
        """Whether some version is in both ranges; an empty range, whose ends are the wrong way round, has none."""
        minimum = max((end for end in (self.minimum, other.minimum) if end), default=None)
        maximum = min((end for end in (self.maximum, other.maximum) if end), default=None)
        return minimum is None or maximum is None or minimum <= maximum

    def __contains__(self, version: object) -> bool:
        if not isinstance(version, Microversion):
            return False
        return (self.minimum is None or self.minimum <= version) and (self.maximum is None or version <= self.maximum)


EVERY_VERSION = VersionRange()
