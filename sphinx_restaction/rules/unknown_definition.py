"""A row names a definition that its catalogue does not have.

The row stays, but says only that there is no definition. The warning names the closest key, if
one is close.

Bad:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limt

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
