"""A ``default``, ``example`` or value of ``enum`` is not of the definition's own type.

The definition contradicts itself, whatever samples show. A number without quotes is fine as a text.

Bad:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     default: all

Good:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     default: 100
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.mismatches import describe
from sphinx_restaction.checks.places import about_definition
from sphinx_restaction.checks.positions import Value
from sphinx_restaction.model.schema_type import ANY, accepted_types
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.definition import Definition

RULE = Rule.of(__name__, __doc__)


_FIELDS = ("default", "example", "enum")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield fields of definitions with values that the type refuses. In YAML, ``2.10`` may be meant as text."""
    for catalogue in context.reference.catalogues.values():
        for definition in catalogue.definitions.values():
            accepted = accepted_types(definition.type)
            fields = [field for field in _FIELDS if field in definition.values]
            for field in fields if accepted and accepted != ANY else ():
                wrong = _wrong_value(definition, field, accepted or ANY)
                if wrong:
                    message = f"'{definition.key}' is of type '{definition.type}', and its {field} is {describe(wrong)}"
                    yield about_definition(RULE, definition, message, field=field)


def _wrong_value(definition: Definition, field: str, accepted: frozenset[str]) -> Value | None:
    given = definition.values.get(field)
    for item in given if isinstance(given, list) and (field == "enum" or "array" not in accepted) else [given]:
        value = Value.of(item, "")
        fits = value.type == "null" or value.type in accepted
        # A text need not be quoted in YAML.
        is_text = "string" in accepted and value.type in ("integer", "number", "boolean")
        if not fits and not is_text:
            return value
    return None
