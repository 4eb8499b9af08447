"""A YAML mapping has the same key twice; the last one counts.

Only the last of like keys counts. What the others say is lost without a trace on the page.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
     type: string

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
