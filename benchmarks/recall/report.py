"""Counting verdicts, and showing the counts: as text, and as the tables of the manual."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.recall.causes import cause_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.recall.breaks import Kind
    from benchmarks.recall.judging import Verdict

#: The share of each kind that has to be found at the right place.
LEAST = 0.95
_HEADER = ("break", "tried", "found", "at the place", "share")


@dataclass(slots=True)
class Tally:
    """What came of all breaks of one kind."""

    kind: Kind
    tried: int = 0
    found: int = 0
    placed: int = 0
    #: Why the others are not found there.
    causes: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Count *verdict*."""
        self.tried += 1
        self.found += verdict.is_found
        self.placed += verdict.is_placed
        if not verdict.is_placed:
            self.causes[cause_of(verdict)] += 1

    @property
    def share(self) -> float:
        """What part is found at the right place."""
        return self.placed / self.tried if self.tried else 0.0


def too_low(tallies: Iterable[Tally]) -> list[str]:
    """Return the kinds of which too few are found."""
    return [tally.kind.name for tally in tallies if tally.share < LEAST]


def render_text(tallies: Iterable[Tally]) -> str:
    """Return the tables for a terminal."""
    lines = [f"{_HEADER[0]:16}" + "".join(f"{word:>14}" for word in _HEADER[1:])]
    for tally in tallies:
        numbers = f"{tally.tried:14}{tally.found:14}{tally.placed:14}{_percent(tally):>14}"
        lines.append(f"{tally.kind.name:16}{numbers}{' !' * (tally.share < LEAST)}")
        lines += [f"{number:9}  {cause}" for cause, number in _sorted(tally)]
    return "\n".join(lines)


def render_manual(tallies: Sequence[Tally], pairs: Sequence[tuple[str, int, int]]) -> str:
    """Return what the manual includes; *pairs* has the name, the pairs and the clean ones of each reference."""
    return "\n".join(
        [
            ".. `python -m benchmarks.recall --write` writes this file.",
            "",
            *_table("The pairs", ("Reference", "Pairs", "Clean"), pairs),
            "",
            *_table(
                "What was broken and found",
                ("Break", "What is done", "Tried", "Found", "There", "Share"),
                _rows(tallies),
            ),
            "",
            *_table("Why breaks are missed", ("Break", "Missed", "Cause"), _causes(tallies)),
            "",
        ]
    )


def _rows(tallies: Iterable[Tally]) -> Iterator[tuple[object, ...]]:
    for tally in tallies:
        yield tally.kind.name, tally.kind.text, tally.tried, tally.found, tally.placed, _percent(tally)


def _causes(tallies: Iterable[Tally]) -> Iterator[tuple[object, ...]]:
    for tally in tallies:
        for cause, number in _sorted(tally):
            yield tally.kind.name, number, cause


def _table(title: str, header: Iterable[str], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    yield from (f".. csv-table:: {title}", "   :header-rows: 1", "")
    for row in (tuple(header), *rows):
        yield "   " + ",".join(f'"{cell}"' for cell in row)


def _sorted(tally: Tally) -> list[tuple[str, int]]:
    return sorted(tally.causes.items(), key=lambda item: (-item[1], item[0]))


def _percent(tally: Tally) -> str:
    # Rounded down, so that 94.96 does not read as 95.
    return f"{int(tally.share * 1000) / 10} %" if tally.tried else "-"
