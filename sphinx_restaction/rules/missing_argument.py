"""A directive lacks the file or word it must be given.

Without a catalogue no row has a definition. ``rest_status_code`` gives this warning if it names
no status file.

Bad:

.. code-block:: rst

   .. rest_parameters::

      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
