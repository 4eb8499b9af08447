"""The method of an operation is no HTTP method.

Methods are case-sensitive. Known are GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, TRACE,
CONNECT, QUERY and COPY.

Bad:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: get /notes

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
