"""A status code is not registered.

The registry of HTTP status codes, which IANA keeps, does not have it. It may be a slip of the pen,
and a client has no name for it.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   Normal response codes: 299

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   Normal response codes: 200
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.checks.status_names import REGISTERED
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield codes that IANA's registry does not have."""
    for operation in context.operations:
        for response in operation.responses:
            if response.code and response.code not in REGISTERED:
                message = f"{response.code} is no registered status code"
                yield about_operation(RULE, operation, response.source, message, name=str(response.code))
