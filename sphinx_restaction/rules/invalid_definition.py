"""An entry of a catalogue is not a mapping of fields.

An entry with no fields defines nothing. Often the lines below the key lack their indentation.
Rows that use the key say that it is not defined. In a status file the rule stands for a code
without a mapping of reasons.

Bad:

.. code-block:: yaml

   limit: The largest number of notes to return.

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
