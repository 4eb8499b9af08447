"""A version is not written N.M.

Versions are compared number by number, and that takes two numbers. The rule covers catalogues,
``rest_method`` and the options of ``conf.py``.

Bad:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
     min_version: "2"

Good:

.. code-block:: yaml

   limit:
     description: |
       The largest number of notes to return.
     in: query
     required: false
     type: integer
     min_version: 2.10
"""

from __future__ import annotations

from sphinx_restaction.rule import Rule

RULE = Rule.of(__name__, __doc__)
