"""What is broken, and where the rules have to see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sphinx_restaction.sources.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.recall.changes import Change, SampleChange
    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Operation


class Span(NamedTuple):
    """Lines of a file."""

    file: str
    first: int
    last: int

    @classmethod
    def at(cls, place: Location) -> Span:
        """Return the line of *place*."""
        return cls(place.file, place.line, place.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that is broken in a pair."""

    change: Change
    #: Where a finding may stand, or point to: the broken side, or what it has to agree with.
    places: tuple[Span, ...]
    #: What was done, in words.
    what: str
    #: The key that it is about.
    position: Position | None = None
    #: Operations beside the own one that the rules have to see.
    others: tuple[Operation, ...] = ()


#: Breaks a pair in each way that it can be broken in; chance chooses words, values and places.
Breaker: TypeAlias = Callable[["Pair", Random], Iterator[Break]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of break: what is done, how, and by which rules it counts as found."""

    name: str
    text: str
    breaks: Breaker
    rules: frozenset[str]


def at_rows(rows: Iterable[Row]) -> tuple[Span, ...]:
    """Return the lines of *rows* and of their definitions."""
    spans = []
    for row in rows:
        source = row.definition.source
        spans += [Span.at(row.parameter.source), Span(source.file, source.line, max(source.line, row.definition.end))]
    return tuple(spans)


def at_values(pair: Pair, position: Position) -> tuple[Span, ...]:
    """Return the lines of a key in the sample as it is."""
    return tuple(Span.at(pair.comparison.sample.place(value.pointer)) for value in position.values)


def at_pointer(change: SampleChange, pointer: str) -> Span:
    """Return the line of a key in the broken sample."""
    line, _ = read_json(change.text).place(pointer)
    return Span(change.file, line, line)


def at_top(pair: Pair) -> Span:
    """Return the first line of the sample, where what is said of the whole sample stands."""
    return Span(pair.file, 1, 1)


def is_only_root(pair: Pair, position: Position) -> bool:
    """Whether *position* is the only key at the top of the sample: what is wrong with it is wrong with all."""
    return position.parent is pair.comparison.root and len(position.parent.children) == 1
