"""A catalogue is not YAML.

Nothing of the file can be used, so all tables that name it lose their definitions. The warning
names the place where the YAML reader gave up. That is often the line below the fault. A key that
is no plain text, such as a list, is reported by this rule as well; the rest of the file is then
used.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: [query
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

RULE = Rule.of(__name__, __doc__, severity="error")
