"""The field 'in' is none of header, path, query and body.

The word is shown as it is, but readers and tools know only these four.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: querystring
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
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
