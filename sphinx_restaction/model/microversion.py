"""Microversions: ``2.10`` comes after ``2.9`` and is not ``2.1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRange:
    """The versions from *minimum* to *maximum*, both included; None leaves an end open."""

    minimum: Microversion | None = None
    maximum: Microversion | None = None

    def __contains__(self, version: Microversion) -> bool:
        return (self.minimum is None or self.minimum <= version) and (self.maximum is None or version <= self.maximum)
