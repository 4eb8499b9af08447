"""A definition lacks a field it must have.

A reader cannot use a parameter without knowing where it goes, what it is and what it means. The
fields ``in``, ``type`` and ``description`` are needed. A field without a value counts as missing.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
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
