"""A path leads out of the repository.

A reference should build from its own repository alone, and a document should not be able to show
any file of the machine. Symbolic links are followed before the check. The option
:confval:`restaction_root` widens the folder.

Bad:

.. code-block:: rst

   .. rest_parameters:: ../../../shared/parameters.yaml

      - limit: limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
