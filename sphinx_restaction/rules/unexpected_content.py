"""A directive has content that it does not understand.

The text is drawn below the method, so that nothing is lost. Its indentation is most likely not
meant.

Bad:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes

      Returns all notes.

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes

   Returns all notes.
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
