"""A variable of the URL is not required.

A URL without it is another URL, so it cannot be left out. OpenAPI asks for ``required: true``, too.

Bad:

.. code-block:: yaml

   note_id:
     description: The number of the note.
     in: path
     type: integer

.. code-block:: rst

   .. rest_method:: GET /notes/{note_id}

   .. rest_parameters:: parameters.yaml

      - note_id: note_id

Good:

.. code-block:: yaml

   note_id:
     description: The number of the note.
     in: path
     required: true
     type: integer

.. code-block:: rst

   .. rest_method:: GET /notes/{note_id}

   .. rest_parameters:: parameters.yaml

      - note_id: note_id
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_definition
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield definitions in the path that are not required, where the URL has the variable."""
    for operation in context.operations:
        for table in operation.tables:
            for row in context.rows(table):
                definition = row.definition
                if definition.location != "path" or definition.required:
                    continue
                is_variable = f"{{{row.parameter.name.strip()}}}" in operation.url.path
                # A description says so on purpose: the URL has a form without the variable.
                if is_variable and not row.wording.is_optional:
                    message = f"'{definition.key}' is in the path, and not required"
                    related = (Related(row.parameter.source, f"a row for the variable of '{operation.url.path}'"),)
                    yield about_definition(RULE, definition, message, field="required", related=related)
