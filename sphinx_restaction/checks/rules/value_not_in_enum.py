"""A sample shows a value that the definition's ``enum`` does not list.

An ``enum`` is a promise that there are no other values.

Bad:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: What it says.
     in: body
     required: true
     type: string
     enum: [milk, bread]

.. code-block:: json

   {"note": {"text": "butter"}}

Good:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: What it says.
     in: body
     required: true
     type: string
     enum: [milk, bread]

.. code-block:: json

   {"note": {"text": "milk"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import describe
from sphinx_restaction.checks.values import check_values
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Value
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield values that the field `enum` of every row of their name refuses."""
    yield from check_values(context, RULE, "enum", _fault)


def _fault(row: Row, value: Value) -> str | None:
    allowed = row.definition.values["enum"]
    if not isinstance(allowed, list) or value.type in ("null", "object", "array") or value.value in allowed:
        return None
    # YAML reads some words as other things than JSON does.
    if str(value.value).lower() in [str(item).lower() for item in allowed] and value.type != "string":
        return None
    return f"{describe(value)} is none of {', '.join(str(item) for item in allowed)}"
