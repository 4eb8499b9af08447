"""A table lists less than half of the keys of an object.

Some tables do so on purpose: they list what is special of an operation. If so, a heading with the
word "additional" says it to readers, and to this rule.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "colour": "red", "size": 3, "author": "me", "tags": [], "id": 7}}

Good:

.. code-block:: rst

   Additional fields of the response
   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "colour": "red", "size": 3, "author": "me", "tags": [], "id": 7}}
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
    """Yield objects most of whose keys no row names."""
    for comparison in context.related:
        for container, keys in context.account(comparison).partial:
            names = ", ".join(f"'{position.key}'" for position in keys)
            where = f"'{container.path}'" if container.path else "the body"
            message = (
                f"the table names {len(container.children) - len(keys)} of {len(container.children)} keys of {where}"
            )
            yield about_key(RULE, comparison, keys[0], f"{message}; it lacks {names}", about=container)
