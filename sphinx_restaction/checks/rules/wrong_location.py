"""The row of a name puts it elsewhere than the sample or the URL does.

The sample has the name in the body, and the row says path, query or header. Or the row says body,
and the name is a variable of the URL.

Most often the table uses the definition of a path parameter for a field of the body that has the
same name, so that readers are told to put it into the URL.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text
      - limit: limit

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "limit": 10}}

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

from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic, Location

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield keys that a row puts elsewhere, and rows of the body that are a variable of the URL."""
    for comparison in context.related:
        account = context.account(comparison)
        for position, row in account.misplaced:
            place = row.definition.location
            message = f"'{position.path}' is in the body of the sample, and its row says that it is in the {place}"
            yield about_row(RULE, row, message, comparison=comparison, position=position)
        for row in account.in_url:
            message = f"the row '{row.parameter.name}' says body, and the sample lacks it; it is a variable of the URL"
            yield about_row(RULE, row, message, comparison=comparison)


def reported_rows(context: Context) -> set[Location]:
    """Return where the rows stand that this rule reports as misplaced, if it runs: others leave them alone."""
    if not context.settings.runs(RULE):
        return set()
    return {row.parameter.source for one in context.related for _, row in context.account(one).misplaced}
