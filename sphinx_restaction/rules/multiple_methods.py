"""A section holds more than one rest_method.

A section opens and closes as one operation and has one title. The second method is drawn where it
stands and has an address of its own, but it has no heading and no entry in the table of contents.

Bad:

.. code-block:: rst

   Notes
   -----

   .. rest_method:: GET /notes

   .. rest_method:: POST /notes

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes

   Create a note
   -------------

   .. rest_method:: POST /notes
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
