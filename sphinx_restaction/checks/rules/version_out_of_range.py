"""A microversion lies outside of those that the reference covers.

The configuration says which microversions the API has. A later or earlier one cannot be asked for.
In the bad example, the last one is 1.4.

Bad:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     min_version: 1.14

Good:

.. code-block:: yaml

   limit:
     description: The largest number of notes to return.
     in: query
     type: integer
     min_version: 1.4
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_definition, about_operation
from sphinx_restaction.model.microversion import VersionRange
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.microversion import Microversion

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield ends of ranges, and versions of samples, outside of the configured ones."""
    settings = context.settings
    covered = VersionRange(minimum=settings.min_microversion, maximum=settings.max_microversion)
    if covered == VersionRange():
        return
    for catalogue in context.reference.catalogues.values():
        for definition in catalogue.definitions.values():
            for field, version in _ends(definition.versions):
                if version not in covered:
                    message = f"'{definition.key}' has the {field} {version}, {_outside(covered)}"
                    yield about_definition(RULE, definition, message, field=field)
    for operation in context.operations:
        for field, version in _ends(operation.versions):
            if version not in covered:
                message = f"'{operation.title}' has the {field} {version}, {_outside(covered)}"
                yield about_operation(RULE, operation, operation.source, message)


def _ends(versions: VersionRange) -> Iterator[tuple[str, Microversion]]:
    for field, version in (("min_version", versions.minimum), ("max_version", versions.maximum)):
        if version:
            yield field, version


def _outside(covered: VersionRange) -> str:
    ends = [
        f"begins at {covered.minimum}" if covered.minimum else "",
        f"ends at {covered.maximum}" if covered.maximum else "",
    ]
    return f"and the reference {' and '.join(end for end in ends if end)}"
