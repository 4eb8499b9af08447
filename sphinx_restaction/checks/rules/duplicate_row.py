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

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_parameter
from sphinx_restaction.checks.positions import Position
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.operation import Operation

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield rows whose name and key stand above, in the same table, already."""
    for operation in context.operations:
        for table in operation.tables:
            seen: dict[tuple[str, str], Row] = {}
            for row in context.rows(table):
                first = seen.setdefault((row.name, row.definition.key), row)
                if first is not row and (
                    row.definition.location != "body" or not _may_mean_two(context, operation, row)
                ):
                    related = (Related(first.parameter.source, "the first one"),)
                    yield about_parameter(RULE, operation, row, f"the row '{row.name}' stands twice", related)


def _may_mean_two(context: Context, operation: Operation, row: Row) -> bool:
    """Whether a sample has the name in several places, or nothing tells."""
    samples = [sample for sample in context.samples[operation.source] if sample.is_compared]
    return not samples or any(len(_paths(Position.of(sample.value), row.last)) > 1 for sample in samples)


def _paths(root: Position, key: str) -> set[str]:
    return {position.path for position in root.descendants() if position.key == key}
