"""A role names an operation, action, parameter or status code that is nowhere.

The page shows the name, but no link. Names are those of this reference, and those of the projects
that ``intersphinx_mapping`` names. The command ``restaction lint`` does not read roles; a build
reports this.

Bad:

.. code-block:: rst

   See :rest:op:`GET /note` for all notes.

Good:

.. code-block:: rst

   See :rest:op:`GET /notes` for all notes.
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
