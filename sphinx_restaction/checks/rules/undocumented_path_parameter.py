"""A variable of the URL has no row.

The reader has to fill it in, and finds no word about it. Operations without any table are left
alone.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes/{note_id}

   .. rest_parameters:: parameters.yaml

      - limit: limit

Good:

.. code-block:: rst

   .. rest_method:: GET /notes/{note_id}

   .. rest_parameters:: parameters.yaml

      - limit: limit
      - note_id: note_id
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.path_parameters import PathParameters
from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield variables that no row of any table of the operation names, with the row that may mean them."""
    for operation in context.operations:
        parameters = PathParameters(context, operation)
        for variable in parameters.undocumented:
            row = parameters.pairs.get(variable)
            message = f"the URL has the variable '{variable}', and no row names it"
            related = (Related(row.parameter.source, f"the row '{row.parameter.name}' may mean it"),) if row else ()
            yield about_operation(RULE, operation, operation.source, message, name=variable, related=related)
