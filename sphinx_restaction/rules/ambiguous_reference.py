"""A role names several things at once.

The link leads to the first of them, which need not be the one that is meant. The message lists the
names that tell them apart. Within an operation, the names of its own rows and status codes go
first. The command ``restaction lint`` does not read roles; a build reports this.

Bad:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes

   List pinned notes
   -----------------

   .. rest_method:: GET /notes

   See also
   --------

   All notes: :rest:op:`GET /notes`

Good:

.. code-block:: rst

   List notes
   ----------

   .. rest_method:: GET /notes

   List pinned notes
   -----------------

   .. rest_method:: GET /notes

   See also
   --------

   All notes: :rest:op:`GET /notes List notes`
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
