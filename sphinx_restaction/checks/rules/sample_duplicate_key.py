"""An object of a sample has a key twice.

Programs keep one of the two values, most often the last, and do not say so.

Bad:

.. code-block:: json

   {"note": {"text": "Buy milk", "text": "Buy bread"}}

Good:

.. code-block:: json

   {"note": {"text": "Buy milk"}}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_sample
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield each second key."""
    for samples in context.samples.values():
        for sample in samples:
            for pointer in sample.read.duplicates if sample.read else ():
                key = pointer.rpartition("/")[2]
                message = f"the key '{key}' stands twice in one object"
                yield about_sample(RULE, sample, message, pointer=pointer, name=key)
