"""A status code is not a number from 100 to 599.

HTTP has three-digit codes only, and the first digit is 1 to 5. The rule covers tables and status
files.

Bad:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - notFound

Good:

.. code-block:: rst

   .. rest_status_code:: error http-status.yaml

      - 404
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
