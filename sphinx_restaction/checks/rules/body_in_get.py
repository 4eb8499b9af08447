"""A table of a GET request has a row of the body.

A GET request has no body. Often the row belongs into the query, or the table is the response's and
stands under the wrong heading.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   Request
   ~~~~~~~

   .. rest_parameters:: parameters.yaml

      - text: text

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - text: text
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_parameter
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows of the body in requests by GET or HEAD."""
    for side in context.sides:
        if side.role == "request" and side.operation.method in ("GET", "HEAD"):
            for row in side.body:
                message = f"'{row.parameter.name}' is in the body, and a {side.operation.method} request has none"
                yield about_parameter(RULE, side.operation, row, message)
