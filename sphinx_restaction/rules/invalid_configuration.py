"""The configuration, or the baseline that it names, does not say what can be done.

The file is no TOML, or it has a key, a rule or a value that means nothing. The key counts as left
out, so that the checks are not those that the project wants. :doc:`/linting` lists the keys.

Bad:

.. code-block:: toml

   [tool.restaction]
   presett = "strict"

Good:

.. code-block:: toml

   [tool.restaction]
   preset = "strict"
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
