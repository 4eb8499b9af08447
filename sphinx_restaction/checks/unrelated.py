"""Samples that have no name in common with their rows, and what excuses that (the manual, "Comparing", 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_restaction.checks.naming import PLACEHOLDER_RE, looks_like_data
from sphinx_restaction.model.schema_type import ANY, accepted_types

if TYPE_CHECKING:
    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.pairing import Sample
    from sphinx_restaction.model.operation import Operation

_CONTAINERS = {"object", "array"}
#: What may follow the name of a row in a key that it is a template of.
_JOINT_RE = re.compile("[_:.-]")


def is_unrelated(comparison: Comparison) -> bool:
    """Whether no row names anything in an object, and nothing excuses it."""
    value = comparison.sample.value
    if comparison.is_related or not isinstance(value, dict):
        return False
    rows = comparison.rows
    is_whole_body = len(comparison.side.body) == 1 and _may_be_all(rows[0].definition.type, value)
    names = {row.name for row in rows}
    is_template = any(key[: sign.start()] in names for key in value for sign in _JOINT_RE.finditer(key))
    return not (is_whole_body or is_item(comparison.sample) or is_template or all(row.is_placeholder for row in rows))


def holds_data(sample: Sample) -> bool:
    """Whether the keys of *sample* are data: all of them look so, or there is one and the URL ends in ``{key}``."""
    if not isinstance(sample.value, dict):
        return False
    variables = sample.operation.url.variables
    is_named = bool(variables) and bool(PLACEHOLDER_RE.fullmatch(variables[-1]))
    return all(looks_like_data(key) for key in sample.value) or (is_named and is_item(sample))


def is_item(sample: Sample) -> bool:
    """Whether *sample* is one pair of a key and a value, on a URL that ends in a variable, which is the key."""
    value = sample.value
    return (
        isinstance(value, dict)
        and len(value) == 1
        and not isinstance(next(iter(value.values())), (dict, list))
        and sample.operation.url.path.rstrip("/").endswith("}")
    )


def _may_be_all(spelling: str, value: dict[str, object]) -> bool:
    """Whether one row of this type may stand for the whole body *value*: what has one key more likely is that key."""
    accepted = accepted_types(spelling)
    if accepted is None or accepted == ANY:
        return True
    return bool(accepted & _CONTAINERS) and len(value) > 1


def foreign_action(context: Context, comparison: Comparison) -> Operation | None:
    """Return the operation on the same path whose action a request sample shows, if it is not the sample's own."""
    operation, value = comparison.side.operation, comparison.sample.value
    if comparison.side.role != "request" or not operation.is_action or not isinstance(value, dict) or len(value) != 1:
        return None
    key = next(iter(value))
    if any(row.name == key for row in comparison.side.body):
        return None
    return next(
        (
            side.operation
            for side in context.requests_by_path[operation.url.path]
            if side.operation is not operation and side.body and side.body[0].name == key
        ),
        None,
    )


def other_users(context: Context, comparison: Comparison) -> list[Operation]:
    """Return the other operations that show the same file, and whose rows it fits."""
    file = comparison.sample.example.file
    return [
        other.side.operation
        for other in context.related
        if file and other.sample.example.file == file and other.side.operation is not comparison.side.operation
    ]


def fits_elsewhere(context: Context, comparison: Comparison) -> Operation | None:
    """Return the operation whose table names a root key of a sample that its own rows name nothing in.

    None if an operation of the same method and path is among those, for they may share a table.
    """
    own, value = comparison.side.operation, comparison.sample.value
    if comparison.is_related or not isinstance(value, dict):
        return None
    numbers = {number for name in value for number in context.sides_by_name.get((comparison.side.role, name), ())}
    found = (context.sides[number].operation for number in sorted(numbers))
    others = [operation for operation in found if operation is not own]
    if any((other.method, other.url.path) == (own.method, own.url.path) for other in others):
        return None
    return others[0] if others else None


def is_another_form(context: Context, comparison: Comparison) -> bool:
    """Whether other samples of the same tables fit them, and do not all share a root key that this one lacks."""
    related = [set(one.root.children) for one in context.siblings(comparison) if one.is_related]
    return bool(related) and (len(related) == 1 or not set.intersection(*related))
