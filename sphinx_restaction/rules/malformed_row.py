"""A row is not of the form '- name: key'.

The row cannot be read and is left out. Lines that belong to no row are reported, too. A row of
status codes is ``- code`` or ``- code: reason``.

Bad:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit

Good:

.. code-block:: rst

   .. rest_parameters:: parameters.yaml

      - limit: limit
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__, severity="error")
