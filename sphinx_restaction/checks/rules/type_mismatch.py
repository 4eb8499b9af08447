"""The value in the sample is of another type than the definition says.

A client that trusts the table fails at the value. ``null`` is always accepted, and so is a text
that the description quotes, such as ``auto``. Where there are several values, as in a list, each
one counts. Nothing is said of a name that stands in several places of the sample, since the row may
mean any of them. If both types are right, the definition can say so: ``type: array or string``.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": ["Buy milk"]}}

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import describe
from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows with a value that no row of the name accepts, and none that one of them accepts."""
    for comparison in context.related:
        for mismatch in context.mismatches(comparison):
            if not mismatch.is_stringified:
                row, value = mismatch.row, mismatch.value
                spelling = row.definition.type
                message = f"'{row.definition.key}' is of type '{spelling}', and the sample shows {describe(value)}"
                yield about_row(RULE, row, message, comparison=comparison, position=mismatch.position, field="type")
