"""A field has a value of the wrong kind.

The field cannot mean what it says. A ``required`` that is neither true nor false is drawn as
*required*, as os-api-ref does.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: maybe
     type: integer

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

RULE = Rule.of(__name__, __doc__)
