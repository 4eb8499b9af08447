"""The field 'type' is no known spelling of a type.

The word is shown as it is. It tells nothing to a reader or to a tool that compares samples with
types. :doc:`/catalogue` lists the spellings.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: interger

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
