"""A sample shows null where the definition says ``nullable: false``.

Without the field ``nullable``, nothing is said of null: most references use it freely.

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
     nullable: false

.. code-block:: json

   {"note": {"text": null}}

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
     nullable: false

.. code-block:: json

   {"note": {"text": "Buy milk"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    """Yield values that the field `nullable` of every row of their name refuses."""
    yield from check_values(context, RULE, "nullable", _fault)


def _fault(row: Row, value: Value) -> str | None:
    return "it is null" if value.type == "null" and row.definition.values["nullable"] is False else None
