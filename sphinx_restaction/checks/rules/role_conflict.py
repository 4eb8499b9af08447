"""The heading above a sample and its file name disagree about what it is.

One says request, the other response. Either the sample stands under the wrong heading, or it is the
wrong file. It is compared with neither table.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. literalinclude:: note-create-req.json

Good:

.. code-block:: rst

   Request
   ~~~~~~~

   .. literalinclude:: note-create-req.json
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_operation
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples whose two roles differ."""
    for operation in context.operations:
        for example in operation.examples:
            if example.heading_role and example.file_role and example.heading_role != example.file_role:
                name = posixpath.basename(example.file or "")
                message = f"the heading says {example.heading_role}, and the file name '{name}' {example.file_role}"
                yield about_operation(RULE, operation, example.source, message, name=name)
