"""A table stands before any rest_method of its document.

The table is drawn, but belongs to no operation.

Bad:

.. code-block:: rst

   Notes
   =====

   .. rest_parameters:: parameters.yaml

      - limit: limit

Good:

.. code-block:: rst

   Notes
   =====

   List notes
   ----------

   .. rest_method:: GET /notes

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
