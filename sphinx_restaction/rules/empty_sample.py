"""A sample file is empty.

An empty block tells a reader nothing. In the bad example ``empty.json`` has no text. For a body
that is empty, say so in a sentence.

Bad:

.. code-block:: rst

   .. literalinclude:: empty.json
      :language: json

Good:

.. code-block:: rst

   .. literalinclude:: notes-list-resp.json
      :language: json
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
