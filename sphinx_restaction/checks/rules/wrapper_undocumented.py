"""No row names the object that wraps a body.

Many references leave the outermost key out on purpose. Turn this rule on where yours names it
nearly always.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk"}}

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

from sphinx_restaction.checks.places import about_key
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield wrappers that no row names."""
    for comparison in context.related:
        wrapper = comparison.wrapper
        paired = {miss.position for miss in context.account(comparison).near_misses}
        if wrapper and wrapper not in comparison.all_names and wrapper not in paired:
            message = f"no row of the table names '{wrapper.key}', which wraps the body of the sample"
            yield about_key(RULE, comparison, wrapper, message)
