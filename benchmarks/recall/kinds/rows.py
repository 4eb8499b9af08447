"""Breaks of the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.recall import words
from benchmarks.recall.breaks import Break, at_rows, at_top, at_values, is_only_root
from benchmarks.recall.changes import RowChange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position


def misspelt(pair: Pair, random: Random) -> Iterator[Break]:
    """Misspell the last name of the only row that names a key."""
    taken = words.names(pair)
    for position, rows in pair.named():
        before, dot, last = rows[0].parameter.name.rpartition(".")
        if len(rows) == 1 and words.is_long(last):
            wrong = words.misspelt(last, random)
            if wrong not in taken:
                yield _renamed(pair, position, rows[0], before + dot + wrong)


def _renamed(pair: Pair, position: Position, row: Row, name: str) -> Break:
    places = [*at_rows([row]), *at_values(pair, position)]
    if is_only_root(pair, position):
        places.append(at_top(pair))
    what = f"the row '{row.parameter.name}' becomes '{name}'"
    return Break(change=RowChange(row.parameter, name), places=tuple(places), position=position, what=what)
