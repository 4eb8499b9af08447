"""A status code is not listed in its file.

The row is shown without a reason. The examples have a status file with 200 and 404.

Bad:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - 409

Good:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - 404
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
