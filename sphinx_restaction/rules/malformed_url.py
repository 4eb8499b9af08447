"""The braces or brackets of a URL's variables do not pair.

Variables are marked on the page and taken from the URL by their brackets: ``{name}`` or
``<name>``. What does not pair is shown as plain text. A variable needs a name.

Bad:

.. code-block:: rst

   Show a note
   -----------

   .. rest_method:: GET /notes/{note_id

Good:

.. code-block:: rst

   Show a note
   -----------

   .. rest_method:: GET /notes/{note_id}
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
