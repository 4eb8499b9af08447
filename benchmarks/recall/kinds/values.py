"""Breaks of the values of a sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.recall import editing
from benchmarks.recall.breaks import Break, at_pointer, at_rows
from sphinx_restaction.model.schema_type import ANY, accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.naming import Row

#: A value of each JSON type but null, which rows may have whatever their type.
_VALUES: dict[str, object] = {
    "string": "some text",
    "integer": 7,
    "number": 1.5,
    "boolean": True,
    "object": {"inner": 7},
    "array": ["some text"],
}


def retyped(pair: Pair, random: Random) -> Iterator[Break]:
    """Put a value that no row of the key accepts in one of its places."""
    for position, rows in pair.named():
        refused = sorted(_VALUES.keys() - accepted(rows))
        if refused:
            name = random.choice(refused)
            pointer = random.choice(position.values).pointer
            change = editing.changed(pair, pointer, _VALUES[name])
            what = f"the value of '{pointer}' becomes {name}"
            places = (at_pointer(change, pointer), *at_rows(rows))
            yield Break(change=change, places=places, position=position, what=what)


def accepted(rows: list[Row]) -> frozenset[str]:
    """Return the types that any of *rows* accepts; all, where that is not known."""
    return frozenset[str]().union(*(accepted_types(row.definition.type) or ANY for row in rows))
