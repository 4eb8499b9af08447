"""A required parameter is not in the sample.

Often it is not required in every case, or ``min_version`` was forgotten. Nothing is said where the
description tells that the parameter is not always there, where another sample of the table has it,
or where the sample leaves out an object that could hold it; nor of requests that update something.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"id": 7}}

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
from sphinx_restaction.rule import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield required rows that are absent without an excuse; as information, if an absent object may hold them."""
    for comparison in context.related:
        for row, is_certain in context.account(comparison).missing:
            message = f"'{row.definition.key}' is required, and a sample lacks it"
            if comparison.version:
                message += f" at microversion {comparison.version}; its min_version may be missing"
            severity: Severity | None = None if is_certain else "info"
            yield about_row(RULE, row, message, comparison=comparison, field="required", severity=severity)
