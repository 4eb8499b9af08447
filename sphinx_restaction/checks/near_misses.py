"""Rows and keys that are probably meant for each other (the manual, "Comparing", 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.checks.likeness import Likeness, likeness
from sphinx_restaction.checks.naming import LINKS_RE, fits
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position

_ORDER = ("case-or-separator", "plural", "spelling", "id-suffix", "wrapper")
_CONTAINERS = {"object", "array"}
_NUMBERS_AS_TEXT = {"string", "integer"}
#: So many pairs of a row and a key are compared, at most. Where there are more, sample and rows have little in common.
_MOST_PAIRS = 250_000


class NearMiss(NamedTuple):
    """A row that names nothing, and a key that is almost its name."""

    row: Row
    position: Position
    likeness: Likeness
    #: The key that the row means then: `position`, or what lies below it.
    leaf: Position


def near_misses(comparison: Comparison) -> list[NearMiss]:
    """Return the pairs, each row and each key in one at most: the most alike first, then the shallowest."""
    rows = [row for row in comparison.rows if not comparison.names.positions[row] and not row.is_placeholder]
    if not rows or len(rows) * len(comparison.positions) > _MOST_PAIRS:
        return []
    pairs = [*_by_last_key(comparison, rows), *_by_inner_key(comparison, rows), *_by_place(comparison, rows)]
    pairs.sort(key=lambda pair: (_ORDER.index(pair.likeness), pair.position.depth))
    taken: set[object] = set()
    kept = []
    for pair in pairs:
        if pair.row not in taken and pair.position not in taken:
            taken |= {pair.row, pair.position}
            kept.append(pair)
    return kept


def _by_last_key(comparison: Comparison, rows: list[Row]) -> Iterator[NearMiss]:
    keys = list(_candidates(comparison))
    for row in rows:
        for position in keys:
            if not _stands_below(row, position):
                continue
            kind = likeness(row.last, position.key)
            if kind and not _is_excused(comparison, row, position, kind):
                yield NearMiss(row, position, kind, position)


def _candidates(comparison: Comparison) -> Iterator[Position]:
    """Yield the positions that no row names, in objects that rows speak of."""
    names, all_names = comparison.names.rows, comparison.all_names.rows
    spoken_of = (comparison.root, comparison.wrapper)
    for container in (comparison.root, *comparison.positions):
        inner = container.children.values()
        if inner and (container in spoken_of or container in names or any(child in names for child in inner)):
            yield from (child for child in inner if child not in all_names)


def _stands_below(row: Row, position: Position) -> bool:
    """Whether what a dotted name has before its last key fits the object around *position*."""
    if not row.is_dotted:
        return True
    prefix = row.name.rpartition(".")[0]
    return position.parent is not None and fits(prefix, position.parent)


def _by_inner_key(comparison: Comparison, rows: list[Row]) -> Iterator[NearMiss]:
    """Find dotted names of which all keys but one, not the last, are in the sample."""
    for row in rows:
        keys = row.name.split(".")
        if not row.is_dotted or "" in keys:
            continue
        for leaf in comparison.by_key.get(keys[-1], ()):
            miss = _one_other_key(keys, leaf)
            if miss:
                kind = likeness(*miss[:2])
                if kind and kind != "id-suffix":
                    yield NearMiss(row, miss[2], kind, leaf)


def _by_place(comparison: Comparison, rows: list[Row]) -> Iterator[NearMiss]:
    """Find a wrapper that no row names, where the first row of the body is an object that the sample lacks."""
    wrapper, first = comparison.wrapper, comparison.side.body[0]
    if wrapper is None or wrapper in comparison.all_names or not comparison.is_related or first not in rows:
        return
    is_variable = first.name in comparison.side.operation.url.variables
    is_alone = sum(not LINKS_RE.search(key) for key in comparison.root.children) == 1
    if (
        is_alone
        and first.is_flat
        and not is_variable
        and wrapper.types & (accepted_types(first.definition.type) or set())
    ):
        yield NearMiss(first, wrapper, "wrapper", wrapper)


def _one_other_key(keys: list[str], leaf: Position) -> tuple[str, str, Position] | None:
    """Return the key of the name and the one of the sample where the two differ, if they do just once."""
    found = None
    position: Position | None = leaf
    for key in reversed(keys):
        if position is None or position.parent is None:
            return None
        if key != position.key:
            if found:
                return None
            found = key, position.key, position
        position = position.parent
    return found


def _is_excused(comparison: Comparison, row: Row, position: Position, kind: Likeness) -> bool:
    is_wrapper = position is comparison.wrapper
    if kind == "id-suffix" and is_wrapper:
        return True
    if kind == "plural" and position.children and not is_wrapper and position.parent is not comparison.root:
        return True
    accepted = accepted_types(row.definition.type)
    if accepted is None:
        return False
    if is_wrapper and accepted & _CONTAINERS:
        accepted |= _CONTAINERS
    if kind != "id-suffix" and accepted & _NUMBERS_AS_TEXT:
        accepted |= _NUMBERS_AS_TEXT
    types = position.types - {"null"}
    return bool(types) and not types & accepted
