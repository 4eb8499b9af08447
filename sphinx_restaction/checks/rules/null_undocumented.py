"""A sample shows null where neither the type nor ``nullable`` allows it.

Write ``nullable: true`` into the definition, or ``type: string or null``. References that do
neither have hundreds of these, so the rule is not part of the recommended ones.

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
     nullable: true

.. code-block:: json

   {"note": {"text": null}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import allows_null, is_unambiguous
from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows that are null in a sample, where no row of the name says that they may be."""
    for comparison in context.related:
        for position, rows in comparison.names.rows.items():
            null = next((value for value in position.values if value.type == "null"), None)
            if (
                null
                and not any(row.definition.values.get("nullable") is False for row in rows)
                and is_unambiguous(comparison, rows)
                and not any(allows_null(row, unless_said=False) for row in rows)
            ):
                message = f"'{rows[0].definition.key}' is null in the sample, and its definition does not allow it"
                yield about_row(RULE, rows[0], message, comparison=comparison, position=position, field="type")
