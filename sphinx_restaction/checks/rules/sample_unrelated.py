"""A sample and its table have no name in common.

It is the sample of another operation or another action, or the table describes another body.
Nothing else is compared then.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"colour": "yellow"}

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
from sphinx_restaction.checks.unrelated import (
    fits_elsewhere,
    foreign_action,
    is_another_form,
    is_unrelated,
    other_users,
)
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.operation import Operation

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples of other actions or operations, and those that no row names anything in without an excuse."""
    for comparison in context.comparisons:
        foreign = foreign_action(context, comparison)
        other = None if foreign else fits_elsewhere(context, comparison)
        if foreign or other or (is_unrelated(comparison) and not is_another_form(context, comparison)):
            yield about_sample(
                RULE,
                comparison.sample,
                _message(context, comparison, foreign, other),
                related=(Related(comparison.side.tables[0].source, "the table"), *_likely(context, comparison)),
            )


def _likely(context: Context, comparison: Comparison) -> Iterator[Related]:
    """Yield both sides of the first near miss."""
    for miss in context.account(comparison).near_misses[:1]:
        yield Related(miss.row.parameter.source, f"the row '{miss.row.parameter.name}'")
        yield Related(comparison.sample.place(miss.position.pointer), f"the key '{miss.position.key}'")


def _message(context: Context, comparison: Comparison, foreign: Operation | None, other: Operation | None) -> str:
    keys = ", ".join(f"'{key}'" for key in comparison.sample.value)
    if foreign:
        own = comparison.side.operation.action
        return f"the sample shows {keys}, which is an action of '{foreign.title}'; this operation is '{own}'"
    message = f"the sample shows {keys}, and no row of the table names anything in it"
    misses = context.account(comparison).near_misses
    if misses:
        return f"{message}; the row '{misses[0].row.parameter.name}' may mean '{misses[0].position.path}'"
    likely = [operation.title for operation in (*other_users(context, comparison), *((other,) if other else ()))]
    return f"{message}; it may belong to '{likely[0]}'" if likely else message
