"""No document includes a source file.

What it says is on no page. Files with the ending ``.inc`` below the source directory count. In the
examples, one is ``old-notes.inc``.

Bad:

.. code-block:: rst

   .. rest_method:: GET /notes

Good:

.. code-block:: rst

   .. rest_method:: GET /notes

   .. include:: old-notes.inc
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield the files."""
    for path in context.reference.unincluded:
        yield Diagnostic(RULE, "no document includes this file", Location(path))
