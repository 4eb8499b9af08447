"""Breaks of a sample as a whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.recall import editing
from benchmarks.recall.breaks import Break, Span
from benchmarks.recall.changes import SampleChange
from sphinx_restaction.sources.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.recall.pairs import Pair

_COMMA_RE = re.compile(r'"(?:[^"\\]|\\.)*"|(,)\s*', re.DOTALL)
#: How many commas of a sample, and how many samples in the place of one, are tried.
_TRIES = 3
#: Keys down to this depth tell what a sample is about: the wrapper, and what is in it.
_UPPER = 2


def swapped(pair: Pair, random: Random) -> Iterator[Break]:
    """Show what another path shows in the same role."""
    others = [one for one in pair.peers if one.operation.url.path != pair.operation.url.path and _differs(pair, one)]
    return _shown(pair, random.sample(others, min(_TRIES, len(others))))


def other_action(pair: Pair, random: Random) -> Iterator[Break]:
    """Show the request of another action on the same path."""
    others = [one for one in pair.peers if one.operation.url.path == pair.operation.url.path and _differs(pair, one)]
    if not pair.operation.is_action or pair.comparison.side.role != "request":
        others = []
    return _shown(pair, random.sample(others, min(_TRIES, len(others))))


def comma_dropped(pair: Pair, random: Random) -> Iterator[Break]:
    """Leave a comma out. A finding may stand anywhere from there to what comes next."""
    read = pair.comparison.sample.read
    text = read.text if read else ""
    commas = [match for match in _COMMA_RE.finditer(text) if match[1]]
    for match in random.sample(commas, min(_TRIES, len(commas))):
        broken = text[: match.start()] + text[match.start() + 1 :]
        # Between two numbers without a blank, nothing but another number comes of it.
        if read_json(broken).fault:
            first, last = (text.count("\n", 0, end) + 1 for end in match.span())
            change = SampleChange(pair.file, broken)
            yield Break(
                change=change, places=(Span(pair.file, first, last),), what=f"a comma on line {first} is left out"
            )


def _shown(pair: Pair, others: list[Pair]) -> Iterator[Break]:
    path = pair.operation.url.path
    # What other methods and actions of the path show tells the rules whether a sample may be right here.
    near = tuple(one for one in pair.whole.context().operations if one.url.path == path and one is not pair.operation)
    for other in others:
        change = editing.replaced(pair, other.comparison.sample.value)
        places = (Span(pair.file, 1, change.text.count("\n")), Span.at(pair.comparison.sample.example.source))
        what = f"the sample of '{other.operation.title}' is shown"
        yield Break(
            change=change,
            places=places,
            what=what,
            others=tuple({one.source: one for one in (*near, other.operation)}.values()),
        )


def _differs(pair: Pair, other: Pair) -> bool:
    """Whether most of the upper keys stand in one of the two samples only: else the other may be right here, too."""
    ours, theirs = (_upper(one) for one in (pair, other))
    return len(ours & theirs) * 2 < len(ours | theirs)


def _upper(pair: Pair) -> set[str]:
    return {position.path for position in pair.comparison.positions if position.depth <= _UPPER}
