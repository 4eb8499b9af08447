"""A sample has a body, and the table beside it has no row of the body.

The table documents what stands in the path or in headers, and nothing of what the sample shows. Of
an action, at least its name belongs into the table.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - limit: limit

   .. literalinclude:: note.json

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_sample
from sphinx_restaction.checks.unrelated import holds_data
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.pairing import Sample, Side
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples with content that have tables, but no row of the body."""
    for side in context.sides:
        if not side.tables or side.body or side.has_undefined:
            continue
        for sample in side.samples:
            if sample.is_compared and not holds_data(sample):
                yield about_sample(RULE, sample, _message(sample, side.operation.action), related=_tables(side))


def _message(sample: Sample, action: str | None) -> str:
    keys = ", ".join(f"'{key}'" for key in sample.value) if isinstance(sample.value, dict) else "a list"
    message = f"the sample shows {keys}, and the table beside it documents nothing of the body"
    return f"{message}; the name of the action, '{action}', may be missing" if action else message


def _tables(side: Side) -> tuple[Related, ...]:
    return (Related(side.tables[0].source, "the table"),)
