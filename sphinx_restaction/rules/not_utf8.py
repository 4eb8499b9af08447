"""A file is not encoded in UTF-8.

Bytes of another encoding have no agreed meaning here. The warning names the line of the first
such byte. The two examples look the same: the bad file is saved as Latin-1, the good one as
UTF-8. A byte order mark does no harm.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The number of notes, à la carte, to return.
     in: query
     required: false
     type: integer

Good:

.. code-block:: yaml

   limit:
     description: |
       The number of notes, à la carte, to return.
     in: query
     required: false
     type: integer
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
