"""A row says that a parameter is in the path, and the URL does not have it.

A row that is not required may be there on purpose, for an older form of the URL. It is not
reported.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   .. rest_parameters:: parameters.yaml

      - note_id: note_id

Good:

.. code-block:: rst

   .. rest_method:: GET /notes/{note_id}

   .. rest_parameters:: parameters.yaml

      - note_id: note_id
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.path_parameters import PathParameters
from sphinx_restaction.checks.places import about_parameter
from sphinx_restaction.checks.rules import undocumented_path_parameter, wrong_location
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield required rows of requests in the path, whose names are no variable of the URL."""
    misplaced = wrong_location.reported_rows(context)
    for operation in context.operations:
        parameters = PathParameters(context, operation)
        if not parameters.unknown:
            continue
        paired = parameters.pairs.values() if context.settings.runs(undocumented_path_parameter.RULE) else ()
        taken = {row.parameter.source for row in paired} | misplaced
        for row in parameters.unknown:
            if row.parameter.source not in taken:
                name = row.parameter.name
                message = f"'{name}' is in the path, and '{operation.url.path}' has no such variable"
                yield about_parameter(RULE, operation, row, message)
