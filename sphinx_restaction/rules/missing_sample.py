"""A sample file is not there.

The page shows the name of the file in place of its text.

Bad:

.. code-block:: rst

   .. literalinclude:: notes-list.json
      :language: json

Good:

.. code-block:: rst

   .. literalinclude:: notes-list-resp.json
      :language: json
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
