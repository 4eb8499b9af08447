"""Breaks of the fields of a definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.recall.breaks import Break, at_rows, at_top, at_values
from benchmarks.recall.changes import FieldChange
from benchmarks.recall.kinds.values import accepted
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.recall.pairs import Pair
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position

_TYPES = ("string", "integer", "float", "boolean", "object", "array")
_ELSEWHERE = ("path", "query", "header")


def retyped(pair: Pair, random: Random) -> Iterator[Break]:
    """Give a definition a type that refuses all that the sample shows, where it refused nothing."""
    for position, row in _single(pair):
        shown = position.types - {"null"}
        wrong = [spelling for spelling in _TYPES if not shown & (accepted_types(spelling) or shown)]
        if shown and shown <= accepted([row]):
            yield _changed(pair, position, row, "type", random.choice(wrong))


def moved(pair: Pair, random: Random) -> Iterator[Break]:
    """Put a definition into path, query or header."""
    for position, row in _single(pair):
        yield _changed(pair, position, row, "in", random.choice(_ELSEWHERE))


def outdated(pair: Pair, _random: Random) -> Iterator[Break]:
    """Let a parameter end just before the version of the sample."""
    version = pair.comparison.version
    for position, row in _single(pair) if version and version.minor else ():
        if version and row.versions.minimum is None:
            yield _changed(pair, position, row, "max_version", f"{version.major}.{version.minor - 1}")


def premature(pair: Pair, _random: Random) -> Iterator[Break]:
    """Let a parameter begin just after the version of the sample."""
    version = pair.comparison.version
    for position, row in _single(pair) if version else ():
        if version and row.versions.maximum is None:
            yield _changed(pair, position, row, "min_version", f"{version.major}.{version.minor + 1}")


def _single(pair: Pair) -> Iterator[tuple[Position, Row]]:
    """Yield the keys that one row names: where there are two, the other still describes the key."""
    return ((position, rows[0]) for position, rows in pair.named() if len(rows) == 1)


def _changed(pair: Pair, position: Position, row: Row, field: str, value: str) -> Break:
    return Break(
        change=FieldChange(row.definition, field, value),
        places=(*at_rows([row]), *at_values(pair, position), at_top(pair)),
        position=position,
        what=f"'{field}' of the definition '{row.definition.key}' becomes '{value}'",
    )
