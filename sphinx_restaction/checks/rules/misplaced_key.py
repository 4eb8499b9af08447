"""A sample shows a name, and not in the object that the definition's ``parent`` names.

``parent`` says in which object of the body a parameter stands. A row whose definition has it means
that place alone.

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
     parent: note
     required: true
     type: string

.. code-block:: json

   {"note": {"id": 7}, "text": "Buy milk"}

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
     parent: note
     required: true
     type: string

.. code-block:: json

   {"note": {"text": "Buy milk"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield keys that stand elsewhere only."""
    for comparison in context.comparisons:
        for row, position in context.account(comparison).displaced:
            where = f"in '{position.parent.path}'" if position.parent and position.parent.path else "at the top"
            message = f"'{row.parameter.name}' belongs into '{row.definition.parent}', and the sample has it {where}"
            yield about_row(RULE, row, message, comparison=comparison, position=position, field="parent")
