"""A range of microversions has no version in it.

``min_version`` is later than ``max_version``. Versions are compared as numbers: 2.10 comes after
2.9.

Bad:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     min_version: 1.4
     max_version: 1.3

Good:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     min_version: 1.3
     max_version: 1.4
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_definition, about_operation
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.microversion import VersionRange

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield definitions and operations whose ends are the wrong way round."""
    for catalogue in context.reference.catalogues.values():
        for definition in catalogue.definitions.values():
            if definition.versions.is_empty:
                yield about_definition(
                    RULE, definition, _message(definition.key, definition.versions), field="min_version"
                )
    for operation in context.operations:
        if operation.versions.is_empty:
            message = _message(operation.title, operation.versions)
            yield about_operation(RULE, operation, operation.source, message)


def _message(name: str, versions: VersionRange) -> str:
    return f"'{name}' is new in {versions.minimum} and available until {versions.maximum}, which is earlier"
