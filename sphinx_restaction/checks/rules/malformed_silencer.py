"""A comment that silences rules names no rule, or does not say why.

Without a reason nobody can tell later whether the comment is still right. An id that is no rule's
silences nothing.

Bad:

.. code-block:: rst

   .. restaction: ignore=required-mising

   .. rest_parameters:: parameters.yaml

      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(_context: Context) -> Iterable[Diagnostic]:
    """Yield nothing: `Silencers.faults` knows, once all other rules have run."""
    return ()
