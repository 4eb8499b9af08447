"""A definition has a field that means nothing.

A misspelt field has no effect: in the bad example the parameter is optional only because nothing
says otherwise. :doc:`/catalogue` lists the fields.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     requried: false
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
