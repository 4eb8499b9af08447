"""A row names nothing in the sample, which has almost that name.

The two differ in case or separators, in number (``note`` and ``notes``), in a letter or two, or in
the ending ``_id``. Either can be the wrong one.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. rest_parameters:: parameters.yaml

      - note: note
      - text: text

   .. literalinclude:: note.json

.. code-block:: json

   {"notes": {"text": "Buy milk"}}

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

from sphinx_restaction.checks.places import about_row
from sphinx_restaction.checks.unrelated import is_unrelated
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.likeness import Likeness
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)

_HOW: dict[Likeness, str] = {
    "case-or-separator": "they differ in case or separators",
    "plural": "one is the plural of the other",
    "spelling": "one of them may be misspelt",
    "id-suffix": "they differ in their ending",
    "wrapper": "each of them is what holds the rest",
}


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield the pairs of a row and a key."""
    for comparison in context.comparisons:
        if is_unrelated(comparison):
            continue
        for row, position, likeness, _ in context.account(comparison).near_misses:
            message = (
                f"the row '{row.parameter.name}' is not in the sample, which has '{position.path}'; {_HOW[likeness]}"
            )
            yield about_row(RULE, row, message, comparison=comparison, position=position)
