"""A file is a directory, may not be read, or is not a regular file.

There is something of that name, but no text can be read from it. In the bad example
``definitions`` is a directory.

Bad:

.. code-block:: rst

   .. rest_parameters:: definitions

      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: definitions/parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
