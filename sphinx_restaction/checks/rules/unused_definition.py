"""No document uses a definition.

It is on no page, so nobody keeps it right. All documents of the source directory count, and so does
a definition that another one merges (``<<: *name``).

Bad:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
   offset:
     description: The number of notes to leave out.
     in: query
     type: integer

Good:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_definition
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield definitions that no row names."""
    used: dict[str, set[str]] = {}
    for document in context.reference.documents:
        for use in document.uses:
            used.setdefault(use.path, set()).update(parameter.key for parameter in use.parameters)
    for path, catalogue in context.reference.catalogues.items():
        for definition in catalogue.definitions.values():
            if definition.key not in used.get(path, ()) and definition.key not in catalogue.merged:
                yield about_definition(RULE, definition, f"no table uses '{definition.key}'")
