"""A comment silences a rule that nothing breaks there.

The fault has been mended, or the comment stands in the wrong place. Left where it is, it would hide
the next fault of that kind.

Bad:

.. code-block:: rst

   .. restaction: ignore=unknown-definition a plugin defines it

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
