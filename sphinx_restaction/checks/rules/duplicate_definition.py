"""Two definitions of a catalogue say the same.

Whoever changes one has to know of the other. One key is enough: rows choose the name that they
show.

Bad:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
   limit_2:
     description: The largest number of notes to return.
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
from sphinx_restaction.diagnostics import Related
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.definition import Definition

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield the second and later definitions with the same fields; white space does not count."""
    for catalogue in context.reference.catalogues.values():
        known: dict[object, Definition] = {}
        for definition in catalogue.definitions.values():
            first = known.setdefault(_meaning(definition), definition)
            if first is not definition:
                related = (Related(first.source, f"'{first.key}' is defined here"),)
                message = f"'{definition.key}' says the same as '{first.key}'"
                yield about_definition(RULE, definition, message, related=related)


def _meaning(definition: Definition) -> object:
    """Return all that readers see of a definition; one without a description is like no other."""
    text = " ".join(definition.description.value.split()) if definition.description else ""
    if not text:
        return definition.key
    versions = definition.min_version, definition.max_version
    facts = definition.location, definition.type, definition.required, definition.parent
    return text, versions, facts, tuple(sorted(definition.keywords.items()))
