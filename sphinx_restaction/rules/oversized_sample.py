"""A sample file is too large to be shown whole.

A sample of megabytes slows down the build and the browser, and nobody reads it. Only its
beginning is shown. The limit is :confval:`restaction_max_sample_size`; in the bad example
``all-notes.json`` is larger.

Bad:

.. code-block:: rst

   .. literalinclude:: all-notes.json
      :language: json

Good:

.. code-block:: rst

   .. literalinclude:: notes-list-resp.json
      :language: json
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
