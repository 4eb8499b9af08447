"""A table has a row twice.

The second one tells nothing new. Two rows of a body may be the same if the name stands in two
places of the sample, or if there is no sample that could tell.

Bad:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_parameter
from sphinx_restaction.checks.positions import Position
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.operation import Operation

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows whose name and key stand above, in the same table, already."""
    for operation in context.operations:
        # Samples can be large, and few tables repeat anything.
        ambiguous = cache(partial(_ambiguous_keys, context, operation))
        for table in operation.tables:
            seen: dict[tuple[str, str], Row] = {}
            for row in context.rows(table):
                first = seen.setdefault((row.name, row.definition.key), row)
                if first is not row and (row.definition.location != "body" or not _may_mean_two(row.last, ambiguous())):
                    related = (Related(first.parameter.source, "the first one"),)
                    yield about_parameter(RULE, operation, row, f"the row '{row.name}' stands twice", related)


def _may_mean_two(key: str, ambiguous: Collection[str] | None) -> bool:
    """Whether a sample has *key* in several places, or nothing tells."""
    return ambiguous is None or key in ambiguous


def _ambiguous_keys(context: Context, operation: Operation) -> Collection[str] | None:
    """Return the keys that some sample of *operation* has in several places; None if it has no sample."""
    samples = [sample for sample in context.samples[operation.source] if sample.is_compared]
    if not samples:
        return None
    counts = (Counter(one.key for one in Position.of(sample.value).descendants()) for sample in samples)
    return {key for found in counts for key, number in found.items() if number > 1}
