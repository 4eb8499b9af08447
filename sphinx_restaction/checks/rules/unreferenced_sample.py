"""No document shows a sample file.

It lies in a folder from which the reference shows other samples. In the examples, ``samples`` holds
``notes.json`` and ``old.json``.

Bad:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. literalinclude:: samples/notes.json

Good:

.. code-block:: rst

   Response
   ~~~~~~~~

   .. literalinclude:: samples/notes.json

   .. literalinclude:: samples/old.json
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Location
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.context import Context

RULE = Rule.of(__name__, __doc__, severity="info", preset="strict")


def check(context: Context) -> Iterator[Diagnostic]:
    """Yield the JSON files in the folders of samples that no operation shows."""
    files = (example.file for operation in context.operations for example in operation.examples)
    # A NUL is part of no name.
    shown = {context.library.real_path(file) for file in files if file and "\0" not in file}
    for folder in sorted({os.path.split(path)[0] for path in shown}):
        for entry in context.library.folder(folder):
            path = os.path.join(folder, entry.name)
            if os.path.splitext(path)[1] == ".json" and (entry.link or path) not in shown:  # noqa: PTH122
                yield Diagnostic(RULE, "no document shows this sample", Location(path))
