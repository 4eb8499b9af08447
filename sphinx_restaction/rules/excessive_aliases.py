"""YAML aliases repeat or contain each other without bounds.

A short file can stand for more data than fits into memory. A file is refused if an alias stands
inside of its own anchor, or if its aliases expand it to more than 1,000,000 values and more than
100 times the number that is written. Ordinary use of anchors and merges is far from that.

Bad:

.. code-block:: yaml

   limit: &limit
     in: query
     items: *limit

Good:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
     items: string
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
