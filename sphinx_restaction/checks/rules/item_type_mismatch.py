"""An item of a list is of another type than the definition's ``items`` says.

``items`` is a promise about every item. It holds a type, or a mapping with the field ``type``, as
in OpenAPI.

Bad:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: The lines.
     in: body
     required: true
     type: array
     items: string

.. code-block:: json

   {"note": {"text": ["Buy", 2, "breads"]}}

Good:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: The lines.
     in: body
     required: true
     type: array
     items: string

.. code-block:: json

   {"note": {"text": ["Buy", "breads"]}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import describe
from sphinx_restaction.checks.positions import Value
from sphinx_restaction.checks.values import check_values
from sphinx_restaction.model.schema_type import accepted_types
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield lists with an item that the field `items` of every row of their name refuses."""
    yield from check_values(context, RULE, "items", _fault)


def _fault(row: Row, value: Value) -> str | None:
    items = row.definition.values["items"]
    spelling = items.get("type") if isinstance(items, dict) else items
    accepted = accepted_types(spelling) if isinstance(spelling, str) else None
    if value.type != "array" or accepted is None:
        return None
    for number, item in enumerate(value.value):
        found = Value.of(item, f"{value.pointer}/{number}")
        if found.type not in accepted and found.type != "null":
            return f"its item {number} is {describe(found)}, and 'items' says '{spelling}'"
    return None
