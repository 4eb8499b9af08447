"""The name and the number of a status code disagree.

In prose, codes have names: ``badRequest(400)``. One of name and number is wrong.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   Error response codes: badRequest(404)

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   Error response codes: badRequest(400)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.checks.status_names import code_of
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield codes in prose whose name is another code's. Names that no code has are not judged."""
    for operation in context.operations:
        for response in operation.responses:
            expected = code_of(response.reason) if response.is_prose else None
            if expected and expected != response.code:
                message = f"{response.reason} is {expected}, and the text says {response.code}"
                yield about_operation(RULE, operation, response.source, message, name=response.reason)
