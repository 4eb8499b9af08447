"""What samples show of a key: its types, and whether it is always there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_restaction.model.schema_type import SPELLINGS, accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.model.definition import Catalogue

#: Types that say everything in a catalogue where they are not in use yet.
_USUAL = ("string", "integer", "number", "boolean", "object", "array")


def compared(diagnostic: Diagnostic, workspace: Workspace) -> tuple[Comparison, Position] | None:
    """Return the sample that *diagnostic* speaks of, beside its rows, and the position of the key in it."""
    subject = diagnostic.subject
    for comparison in workspace.context.comparisons:
        side, example = comparison.side, comparison.sample.example
        operation = side.operation
        known = (operation.method, operation.url.path, operation.title, side.role, example.file or "")
        if known == (subject.method, subject.path, subject.title, subject.role, subject.sample):
            for position in comparison.positions:
                if any(value.pointer == subject.pointer for value in position.values):
                    return comparison, position
    return None


def same_position(comparison: Comparison, path: str) -> Position | None:
    """Return the position with this path of keys in the sample of *comparison*."""
    return next((position for position in comparison.positions if position.path == path), None)


def is_always_there(position: Position) -> bool:
    """Whether every object that could have the key has it."""
    above = position.parent
    return above is not None and len(position.values) == sum(_objects(value.value) for value in above.values)


def _objects(value: object) -> int:
    """Return how many objects *value* is, or has as the items of its lists."""
    if isinstance(value, list):
        return sum(_objects(item) for item in value)
    return isinstance(value, dict)


def spelling(types: Iterable[str], catalogue: Catalogue) -> str | None:
    """Return the word for the type of values of the JSON *types*, as *catalogue* spells it; None if there is none."""
    found = frozenset(types) - {"null"}
    if found == {"integer", "number"}:
        found = frozenset({"number"})
    if len(found) != 1:
        return None
    (one,) = found
    meant = SPELLINGS[one]
    in_use = Counter(
        definition.type.strip()
        for definition in catalogue.definitions.values()
        if accepted_types(definition.type) == meant and definition.type.strip().lower() in SPELLINGS
    )
    return in_use.most_common(1)[0][0] if in_use and one not in in_use else one
