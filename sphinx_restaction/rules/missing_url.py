"""An operation has no URL.

Nobody can call an operation without its URL.

Bad:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
