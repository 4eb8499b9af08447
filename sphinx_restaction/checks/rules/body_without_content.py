"""A response has a body, and its only success is 204, which has none.

204 (No Content) and 205 (Reset Content) promise that the response has no body.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   Normal response codes: 204

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - text: text

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   Normal response codes: 200

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - text: text
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield operations that document or show a body, though each of their successes is without content."""
    for side in context.sides:
        successes = {response.code for response in side.operation.responses if response.kind == "success"}
        shown = [sample.example.source for sample in side.samples if sample.is_compared]
        places = [row.parameter.source for row in side.body] + shown
        if side.role == "response" and places and successes and successes <= _EMPTY:
            code = next(response for response in side.operation.responses if response.code in _EMPTY)
            related = (Related(places[0], "the body"),)
            message = f"the response is {code.code}, which has no body, and a body is documented"
            yield about_operation(RULE, side.operation, code.source, message, name=str(code.code), related=related)


_EMPTY = {204, 205}
