"""A table has no rows.

An empty table is not drawn. Rows may be missing, or not indented. Where an operation has no
parameters, leave the directive out. The rule holds for status codes as well.

Bad:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
