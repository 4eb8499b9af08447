"""A sample shows a text that is not of the definition's ``format``.

Checked are the formats ``date-time``, ``date``, ``time``, ``uuid``, ``uri``, ``email``, ``ipv4``,
``ipv6``, ``hostname``, ``int32`` and ``int64``, as OpenAPI and JSON Schema define them. Others are
not.

Bad:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: What it says.
     in: body
     required: true
     type: string
     format: uuid

.. code-block:: json

   {"note": {"text": "note-1"}}

Good:

.. code-block:: yaml

   note:
     description: The note.
     in: body
     required: true
     type: object
   text:
     description: What it says.
     in: body
     required: true
     type: string
     format: uuid

.. code-block:: json

   {"note": {"text": "0b1f2a60-3f6e-4b7e-9a53-8d1f6d2c7a10"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.formats import has_format
from sphinx_restaction.checks.mismatches import describe
from sphinx_restaction.checks.values import check_values
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Value
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__)


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield values that the field `format` of every row of their name refuses."""
    yield from check_values(context, RULE, "format", _fault)


def _fault(row: Row, value: Value) -> str | None:
    name = str(row.definition.values["format"])
    return None if has_format(value, name) else f"{describe(value)} is not of the format '{name}'"
