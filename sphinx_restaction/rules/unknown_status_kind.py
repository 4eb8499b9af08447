"""A status code table is neither 'success' nor 'error'.

The word is the caption of the table. A word that is close to *success* counts as that, any other
as *error*.

Bad:

.. code-block:: rst

   .. rest_status_code:: sucess http-status.yaml

      - 200

Good:

.. code-block:: rst

   .. rest_status_code:: success http-status.yaml

      - 200
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
