"""A sample shows a key that no row of its table names.

Readers see it and find no word about it. Keys are only reported in objects whose keys the table
lists; an object of which the table names the object alone may hold anything. Nothing is said of a
key that a description names as a literal, nor of keys that look like data.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "colour": "red"}}

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

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield keys of enumerated objects without a row; where the evidence is in the sample alone, as information."""
    for comparison in context.related:
        for position, is_certain in context.account(comparison).undocumented:
            message = f"the sample shows '{position.path}', and no row of the table names it"
            yield about_key(RULE, comparison, position, message, severity=None if is_certain else "info")
