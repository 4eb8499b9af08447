"""A status code has no reason of that name.

The row falls back to the reason ``default``, which may say something else.

Bad:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - 404: deletd

Good:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - 404: deleted
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
