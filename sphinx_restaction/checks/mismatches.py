"""Values of a type that their rows do not accept (the manual, "Comparing", 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction.model.schema_type import ANY, accepted_types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position, Value
    from sphinx_restaction.model.definition import Definition

_INTEGER_RE = re.compile(r"-?\d+")
_BOOLEAN_RE = re.compile(r"true|false", re.IGNORECASE)
_CONTAINERS = frozenset({"object", "array"})
_NUMBERS = frozenset({"integer", "number"})
#: A value is shown up to this length.
_SHOWN = 30
_ARTICLES = {"array": "an array", "object": "an object", "null": "null"}


class Mismatch(NamedTuple):
    """A value that no row of its name accepts."""

    row: Row
    position: Position
    value: Value
    #: Whether it is a number or a boolean in quotes, where that type is accepted.
    is_stringified: bool


def find_mismatches(comparison: Comparison) -> Iterator[Mismatch]:
    """Yield a mismatch for each position with values that no row of its name accepts."""
    for position, rows in comparison.names.rows.items():
        accepted = _accepted(rows)
        if accepted is None:
            continue
        values = [value for value in position.values if value.type not in accepted and value.type != "null"]
        if values and _takes_numbers(rows):
            accepted |= _NUMBERS
            values = [value for value in values if value.type not in accepted]
        if not values or not is_unambiguous(comparison, rows):
            continue
        stringified = all(_is_stringified(value, accepted) for value in values)
        excuse = _speaks_of_texts if stringified else _quotes
        values = [value for value in values if not excuse(rows, value)]
        if values:
            yield Mismatch(rows[0], position, values[0], stringified)


def is_unambiguous(comparison: Comparison, rows: list[Row]) -> bool:
    """Whether each of *rows*, which name one position, names only that one, or names it by a path."""
    return all(row.is_dotted or len(comparison.names.positions[row]) == 1 for row in rows)


def _accepted(rows: list[Row]) -> frozenset[str] | None:
    """Return the types that any of *rows* accepts, None if that is not known."""
    accepted: frozenset[str] = frozenset()
    for row in rows:
        types = accepted_types(row.definition.type)
        if types is None or types == ANY:
            return None
        accepted |= types
    return accepted


def _takes_numbers(rows: list[Row]) -> bool:
    """Whether a description says that numbers are taken in the place of texts."""
    return any("string" in (accepted_types(row.definition.type) or ANY) and row.wording.takes_numbers for row in rows)


def _speaks_of_texts(rows: list[Row], _value: Value) -> bool:
    """Whether a description says that texts are taken, too."""
    return any(row.wording.takes_texts for row in rows)


def _quotes(rows: list[Row], value: Value) -> bool:
    """Whether *value* is a text that a description quotes, beside the objects or lists that it usually is: ``auto``."""
    if value.type != "string" or not value.value or not all(may_quote(row.definition) for row in rows):
        return False
    return any(value.value in row.wording.quoted for row in rows)


def may_quote(definition: Definition) -> bool:
    """Whether texts that the description quotes are taken, too: it speaks of nothing but objects or lists."""
    return (accepted_types(definition.type) or ANY) <= _CONTAINERS


def _is_stringified(value: Value, accepted: frozenset[str]) -> bool:
    if value.type != "string":
        return False
    if accepted & _NUMBERS and _INTEGER_RE.fullmatch(value.value):
        return True
    return "boolean" in accepted and bool(_BOOLEAN_RE.fullmatch(value.value))


def allows_null(row: Row, *, unless_said: bool) -> bool:
    """Whether the definition of *row* allows null, *unless_said* being the answer where it says nothing."""
    nullable = row.definition.values.get("nullable")
    if isinstance(nullable, bool):
        return nullable
    types = accepted_types(row.definition.type)
    return types is None or "null" in types or unless_said or row.wording.speaks_of_null


def describe(value: Value) -> str:
    """Return a value in words: ``the string "80"``, ``an array``."""
    if value.type in _ARTICLES:
        return _ARTICLES[value.type]
    return f"the {value.type} {_literal(value.value)}"


def _literal(value: Any) -> str:  # noqa: ANN401  # any JSON scalar
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
