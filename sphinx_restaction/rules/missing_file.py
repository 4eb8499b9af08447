"""A catalogue or status file that a directive names is not there.

The table has no definitions to show. Its rows say that each key is undefined. A path is relative
to the document; in an included file, to the document that includes it.

Bad:

.. code-block:: rst

   .. rest_parameters:: paramters.yaml

      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
