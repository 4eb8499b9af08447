"""A code of success stands among the errors, or the other way round.

2xx codes are successes, 4xx and 5xx codes are errors. Readers that look for one in its place do not
find it. 1xx and 3xx codes may stand among either.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

   Error response codes: 200, 404

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   Normal response codes: 200

   Error response codes: 404
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.operation import Operation, Response, StatusKind

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield codes whose class is not that of their table or sentence."""
    for operation in context.operations:
        reasons = _reasons(operation)
        for response in operation.responses:
            actual = _KIND_OF_CLASS.get(response.code // 100)
            if actual and actual != response.kind and not _is_on_purpose(response, reasons[response.code, actual]):
                where = "errors" if response.kind == "error" else "successes"
                message = f"{response.code} is {'a success' if actual == 'success' else 'an error'}, among the {where}"
                yield about_operation(RULE, operation, response.source, message, name=str(response.code))


def _reasons(operation: Operation) -> defaultdict[tuple[int, StatusKind], set[str]]:
    """Return the reasons of each code, by the groups that it stands in."""
    found: defaultdict[tuple[int, StatusKind], set[str]] = defaultdict(set)
    for response in operation.responses:
        if response.reason:
            found[response.code, response.kind].add(response.reason)
    return found


def _is_on_purpose(response: Response, others: set[str]) -> bool:
    """Whether the code stands in the other group, too, with *others* as its reasons, and has one of its own in each."""
    return bool(response.reason) and len(others) > (response.reason in others)


_KIND_OF_CLASS: Mapping[int, StatusKind] = {2: "success", 4: "error", 5: "error"}
