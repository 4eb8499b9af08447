"""A figure of ours beside one of a peer's, as a ratio."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two medians, and the ratios of the figures that were measured in the same round."""

    #: What it is known by in results: ``build.nova.cpu``.
    key: str
    #: What was measured, and what it is compared with.
    title: str
    peer: str
    #: ``s``, ``MiB``, ``ms``, ``KiB``, or nothing for a count.
    unit: str
    own: float
    other: float
    #: The median of the ratios, the least and the greatest.
    ratio: float
    least: float
    greatest: float
    #: What the ratio is at most to be. None: it is only told.
    limit: float | None = None
    #: What else has to be known.
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the ratio is within its limit; None if there is no limit."""
        return None if self.limit is None else self.ratio <= self.limit

    @property
    def verdict(self) -> str:
        """Whether the limit is kept, and if not, by how much it is missed."""
        if self.limit is None:
            return ""
        if self.holds:
            return "kept"
        over = f"{self.ratio / self.limit - 1:.0%} over"
        return "just over" if over == "0% over" else over


def compare(
    key: str,
    title: str,
    peer: str,
    pairs: Iterable[tuple[float, float]],
    *,
    unit: str = "s",
    limit: float | None = None,
    note: str = "",
) -> Comparison:
    """Compare the first of each of *pairs*, ours, with the second; a pair is from one round."""
    pairs = list(pairs)
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratios = [ratio_of(*pair) for pair in pairs]
    return Comparison(
        key=key,
        title=title,
        peer=peer,
        unit=unit,
        own=own,
        other=other,
        ratio=statistics.median(ratios),
        least=min(ratios),
        greatest=max(ratios),
        limit=limit,
        note=note,
    )


def ratio_of(own: float, other: float) -> float:
    """Return the ratio; nothing beside nothing is no difference."""
    if other:
        return own / other
    return float("inf") if own else 1.0
