"""A definition stands out of the catalogue's order.

In a long file an entry out of order is an entry that someone will write a second time. The order
is header, path, query, body; within each, by key without regard to case. Each entry is compared
with the one before it.

Bad:

.. code-block:: yaml

   offset:
     description: |
       The number of notes to skip.
     in: query
     required: false
     type: integer
   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer

Good:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
   offset:
     description: |
       The number of notes to skip.
     in: query
     required: false
     type: integer

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
      - offset: offset
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
