"""A sample shows a parameter outside of its microversions.

The parameter was added later than the sample, or removed earlier. Versions are compared as numbers,
and both ends count. In the examples, ``pinned`` is new in 1.3.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text
      - pinned: pinned

   **Example (v1.2)**

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "pinned": true}}

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text
      - pinned: pinned

   **Example (v1.3)**

   .. literalinclude:: note.json

.. code-block:: json

   {"note": {"text": "Buy milk", "pinned": true}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_row
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield keys that are unique in a sample of known version, and all of whose rows are of other versions."""
    for comparison in context.all_comparisons:
        if comparison.version is None or len(comparison.rows) == len(comparison.side.body):
            continue
        for position, rows in comparison.all_names.rows.items():
            if position not in comparison.names and len(comparison.by_key[position.key]) == 1:
                row = rows[0]
                field = "max_version" if row.versions.ends_before(comparison.version) else "min_version"
                message = f"'{row.definition.key}' is {describe(row)}, and a sample of {comparison.version} shows it"
                yield about_row(RULE, row, message, comparison=comparison, position=position, field=field)


def describe(row: Row) -> str:
    """Return in words when the parameter of *row* exists."""
    definition = row.definition
    since = f"new in {definition.min_version}" if definition.min_version else ""
    until = f"available until {definition.max_version}" if definition.max_version else ""
    return " and ".join(part for part in (since, until) if part)
