"""A sample whose name ends in ``.json`` is no JSON.

Readers copy samples. One that does not parse is of no use to them, and nothing else about it can be
checked.

Bad:

.. code-block:: json

   {"note": {"text": "Buy milk",}}

Good:

.. code-block:: json

   {"note": {"text": "Buy milk"}}
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.checks.places import about_sample
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context
    from sphinx_restaction.diagnostics import Diagnostic

RULE = Rule.of(__name__, __doc__, severity="error")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield samples in files that do not parse. A code block that only begins like JSON need not be any."""
    for samples in context.samples.values():
        for sample in samples:
            if sample.example.file and sample.read and sample.read.fault:
                message, line, column = sample.read.fault
                if sample.read.text.strip():
                    # The message is Python's own, and not the same in every version; the name is what stays.
                    name = os.path.basename(sample.example.file)  # noqa: PTH119  # a path is a string here
                    yield about_sample(RULE, sample, f"the sample is no JSON: {message}", at=(line, column), name=name)
