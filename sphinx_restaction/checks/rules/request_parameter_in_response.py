"""A table of a response has a row of the path or the query.

A response has neither. The table uses the definition of a request parameter for a field of the
body, or it stands under the wrong heading.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - limit: limit

Good:

.. code-block:: rst

   Request
   ~~~~~~~

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_parameter
from sphinx_restaction.checks.rules import wrong_location
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows in path or query under a heading of a response; `wrong-location` knows those that a sample shows."""
    misplaced = wrong_location.reported_rows(context)
    for side in context.sides:
        for row in side.rows if side.role == "response" else ():
            if row.definition.location in ("path", "query") and row.parameter.source not in misplaced:
                message = f"'{row.parameter.name}' is in the {row.definition.location}, and stands in a response"
                yield about_parameter(RULE, side.operation, row, message)
