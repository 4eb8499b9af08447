"""A rest_method does not stand directly in a section.

The title of an operation is the title of its section. A method in a list, a table or above the
first heading has no title of its own.

Bad:

.. code-block:: rst

   * .. rest_method:: GET /notes

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
