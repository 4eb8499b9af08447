"""A table names an object and none of its keys.

The sample shows what is in it, and the reader finds no word about that. Where the keys are data,
say so with ``additionalProperties: true`` in the definition of the object.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note

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

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield wrappers that are named, with no key of theirs."""
    for comparison in context.related:
        wrapper = comparison.wrapper
        if wrapper is None or wrapper not in comparison.names or not wrapper.children:
            continue
        if any(row.wording.is_free_form for row in comparison.names.rows[wrapper]):
            continue
        if comparison.is_open(wrapper) or any(child in comparison.all_names for child in wrapper.descendants()):
            continue
        names = ", ".join(f"'{key}'" for key in wrapper.children)
        message = f"the table names '{wrapper.key}' and nothing that is in it: {names}"
        yield about_key(RULE, comparison, wrapper, message)
