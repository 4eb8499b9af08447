"""A number or a boolean stands in quotes in the sample.

``"80"`` is a text to a JSON parser. Services often accept it in requests; clients that read it in a
response fail. Nothing is said where the description speaks of strings.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - count: count

   .. literalinclude:: note.json

.. code-block:: json

   {"count": "80"}

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - count: count

   .. literalinclude:: note.json

.. code-block:: json

   {"count": 80}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="info")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield values that would be of the type without their quotes."""
    for comparison in context.related:
        for mismatch in context.mismatches(comparison):
            if mismatch.is_stringified:
                row = mismatch.row
                message = (
                    f"'{row.definition.key}' is of type '{row.definition.type}', and the sample shows it in quotes"
                )
                yield about_row(RULE, row, message, comparison=comparison, position=mismatch.position, field="type")
