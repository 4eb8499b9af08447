"""A catalogue defines nothing.

A file without entries is most likely the wrong file, or was cut off.

Bad:

.. code-block:: yaml

   # Definitions will follow.

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
