"""Required rows that a sample lacks, and how sure it is that it should have them (the manual, "Comparing", 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.checks.naming import fits
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position

_UPDATES = ("PUT", "PATCH")
_UPDATE_RE = re.compile(r"\bupdat", re.IGNORECASE)
_PAGING_RE = re.compile(r"next|first|previous|marker|.*links", re.DOTALL)
_CONTAINERS = {"object", "array"}


class Absence(NamedTuple):
    """A required row that names nothing in a sample."""

    row: Row
    #: Whether nothing in the sample that is left out could hold it.
    is_certain: bool


def absences(comparison: Comparison, siblings: Sequence[Comparison]) -> Iterator[Absence]:
    """Yield the rows; *siblings* are all comparisons of the same tables."""
    if _is_update(comparison):
        return
    positions = comparison.names.positions
    present = {row.name for row, found in positions.items() if found}
    by_name: dict[str, list[Row]] = {}
    for row in comparison.side.body:
        if row.name not in present:
            by_name.setdefault(row.name, []).append(row)
    for rows in by_name.values():
        applying = [row for row in rows if row in positions]
        if not applying:
            continue
        if all(row.definition.values.get("required") is True for row in rows):
            row = applying[0]
            if not _is_excused(comparison, row) and not _is_elsewhere(comparison, row, siblings):
                yield from _absence(comparison, row)


def _is_update(comparison: Comparison) -> bool:
    operation = comparison.side.operation
    return comparison.side.role == "request" and (
        operation.method in _UPDATES or bool(_UPDATE_RE.search(operation.title))
    )


def _is_excused(comparison: Comparison, row: Row) -> bool:
    if row.is_placeholder or _PAGING_RE.fullmatch(row.last) or _stands_for_keys(comparison, row):
        return True
    if comparison.version is None and row.has_bound:
        return True
    if row.wording.is_sometimes_left_out:
        return True
    return row.is_dotted and not _has_parent(comparison, row)


def _stands_for_keys(comparison: Comparison, row: Row) -> bool:
    """Whether an object's row stands for the keys of the object before it, which are data.

    That is so if it is a variable of the URL, or if the keys of that object are unnamed and what is in them is named.
    """
    if not is_container(row):
        return False
    if row.name in comparison.side.operation.url.variables:
        return True
    index = comparison.rows.index(row)
    above = comparison.rows[index - 1] if index else None
    accepted = accepted_types(row.definition.type) or frozenset()
    return any(
        _holds_data(comparison, position, accepted)
        for position in (comparison.names.positions[above] if above and is_container(above) else ())
    )


def _holds_data(comparison: Comparison, position: Position, accepted: frozenset[str]) -> bool:
    """Whether each key of *position* is unnamed and of an *accepted* type, and something in it is named."""
    children = position.children.values()
    return bool(children) and all(
        child not in comparison.names
        and child.types <= accepted
        and any(inner in comparison.names for inner in child.children.values())
        for child in children
    )


def _has_parent(comparison: Comparison, row: Row) -> bool:
    """Whether the object that a dotted name speaks of is in the sample."""
    prefix = row.name.rpartition(".")[0]
    return any(position.children and fits(prefix, position) for position in comparison.positions)


def _is_elsewhere(comparison: Comparison, row: Row, siblings: Sequence[Comparison]) -> bool:
    """Whether another sample of the same tables has the name: samples of different forms share a table."""
    return any(row.last in other.by_key for other in siblings if other is not comparison)


def _absence(comparison: Comparison, row: Row) -> Iterator[Absence]:
    if not row.is_flat:
        yield Absence(row, is_certain=True)
        return
    rows = comparison.rows
    for before in reversed(rows[: rows.index(row)]):
        if not _is_absent_or_empty(comparison, before):
            break
        if is_container(before):
            return
    hidden = any(is_container(other) and other is not row and _is_absent_or_empty(comparison, other) for other in rows)
    yield Absence(row, is_certain=not hidden)


def is_container(row: Row) -> bool:
    """Whether the value of *row* may be an object or a list."""
    return bool((accepted_types(row.definition.type) or set()) & _CONTAINERS)


def _is_absent_or_empty(comparison: Comparison, row: Row) -> bool:
    positions = comparison.names.positions[row]
    return all(value.value in (None, {}, [], "") for position in positions for value in position.values)
