"""A sample is given two microversions.

The directory of a sample, its file name, its caption and its heading can each name its
microversion. If two of them differ, the sample is compared as of the first one, and a reader cannot
know which is right.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   **Example List notes (v1.4)**

   .. literalinclude:: v1.3/notes.json

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   **Example List notes (v1.3)**

   .. literalinclude:: v1.3/notes.json
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples with several versions."""
    for operation in context.operations:
        for example in operation.examples:
            if len(example.microversions) > 1:
                first, *others = (str(version) for version in example.microversions)
                message = f"the sample is of microversion {first} by one of directory, file name, caption and heading"
                yield about_operation(
                    RULE, operation, example.source, f"{message}, and of {', '.join(others)} by another"
                )
