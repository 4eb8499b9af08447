"""A catalogue is not a mapping.

Rows name definitions by their keys. A list or a text has no keys.

Bad:

.. code-block:: yaml

   - limit
   - offset

Good:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
