"""What was measured of the preview, for a terminal and for the manual."""

from __future__ import annotations

import dataclasses
import statistics
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks import outcome
from benchmarks.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.outcome import Outcome

PEER = "sphinx-autobuild"
_COLUMNS = ("From the save to the screen, in seconds", "Times", "Median", "At most", "95 %", "At most", "Longest", PEER)
_MEMORY = ("After", "All processes", "Growth", "The page's heap", "Growth")


@dataclass(slots=True)
class Row:
    """The times of one kind of edit, in seconds."""

    key: str
    title: str
    #: The most that the median may be, and the 95th percentile.
    most: float
    most_p95: float | None = None
    times: list[float] = field(default_factory=list)
    #: Those of the peer; None where it did not show the edit.
    peer: list[float | None] = field(default_factory=list)

    @property
    def p95(self) -> float:
        """The time that one in twenty exceeds."""
        if len(self.times) < 2:  # noqa: PLR2004  # there is nothing between them
            return self.times[0]
        return statistics.quantiles(self.times, n=20, method="inclusive")[-1]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of a table; an asterisk marks what is more than it may be."""
        median = statistics.median(self.times)
        figures = (*_judged(median, self.most), *_judged(self.p95, self.most_p95))
        return (self.title, f"{len(self.times)}", *figures, f"{max(self.times):.2f}", self._peer())

    def _peer(self) -> str:
        shown = [one for one in self.peer if one is not None]
        if shown:
            return f"{statistics.median(shown):.1f}"
        return "never" if self.peer else ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is in use after so many edits, in MiB."""

    edits: int
    processes: float
    heap: float


def _judged(value: float, most: float | None) -> tuple[str, str]:
    if most is None:
        return f"{value:.2f}", ""
    return f"{value:.2f}{' *' if value > most else ''}", f"{most:.1f}"


def memory_cells(memory: Sequence[Memory]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table of memory; what has grown has done so since the first row."""
    for one in memory:
        first = memory[0]
        yield (
            f"{one.edits} edits",
            f"{one.processes:,.0f} MiB",
            "" if one is first else f"{one.processes / first.processes - 1:+.1%}",
            f"{one.heap:.1f} MiB",
            "" if one is first else f"{one.heap / first.heap - 1:+.1%}",
        )


def render(rows: Sequence[Row], memory: Sequence[Memory]) -> str:
    """Return both tables as text; ``*`` stands for what is more than it may be."""
    tables = ([_COLUMNS, *(row.cells for row in rows)], [_MEMORY, *memory_cells(memory)])
    return "\n\n".join("\n".join(_aligned(table)) for table in tables)


def _aligned(table: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for first, *others in table:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()


def render_rst(rows: Sequence[Row], memory: Sequence[Memory], found: Outcome) -> str:
    """Return both tables as the manual has them, and where they are from."""
    lines = [f".. `{found.command} --rst` writes this file.", ""]
    lines += _csv("", [_COLUMNS, *(row.cells for row in rows)])
    if any(" *" in cell for row in rows for cell in row.cells):
        lines += ["", "An asterisk marks what takes longer than it may."]
    lines += ["", *_csv("Memory after so many edits more", [_MEMORY, *memory_cells(memory)]), ""]
    versions = ", ".join(f"{name} {number}" for name, number in found.versions.items())
    lines += _wrap(f"Measured on {found.date} by ``{found.command}``. Machine: {found.machine}. {versions}.")
    return "\n".join([*lines, ""])


def _csv(title: str, table: Sequence[Sequence[str]]) -> Iterator[str]:
    yield from (f".. csv-table:: {title}".rstrip(), "   :header-rows: 1", "")
    for row in table:
        yield "   " + ",".join(f'"{_escaped(cell)}"' for cell in row)


def _escaped(cell: str) -> str:
    return cell.replace(" *", r" \*")


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, 100, break_long_words=False, break_on_hyphens=False)


def outcome_of(rows: list[Row], memory: list[Memory], versions: dict[str, str], options: str) -> Outcome:
    """Return the outcome: what both have shown, compared, and everything else as details."""
    both = [(row, [one for one in row.peer if one]) for row in rows]
    compared = [
        compare(f"preview.{row.key}", row.title, PEER, [(statistics.median(row.times), one) for one in times])
        for row, times in both
        if times
    ]
    details = {"rows": [*map(dataclasses.asdict, rows)], "memory": [*map(dataclasses.asdict, memory)]}
    return outcome.make_outcome("preview", compared, options=options, versions=versions, details=details)
