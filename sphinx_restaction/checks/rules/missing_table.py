"""A sample has no table of its role beside it.

Nothing says what its keys mean. The role is what the heading above it says, or its file name:
request or response.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

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

from sphinx_restaction.checks.places import about_sample
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples with content for which the operation has no table."""
    for side in context.sides:
        for sample in side.samples if not side.tables else ():
            if sample.is_compared and not _is_schema(sample.value):
                yield about_sample(RULE, sample, f"the operation has no {side.role} table for this sample")


def _is_schema(value: object) -> bool:
    """Whether *value* is a JSON Schema, which describes its own fields."""
    properties = value.get("properties") if isinstance(value, dict) else None
    return isinstance(properties, dict) and all(isinstance(one, dict) for one in properties.values())
