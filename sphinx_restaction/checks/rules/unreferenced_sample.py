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
from pathlib import Path
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
    # A NUL is part of no name. `Path.resolve` fails for a link that leads to itself.
    shown = {Path(os.path.realpath(file)) for file in files if file and "\0" not in file}
    for folder in sorted({path.parent for path in shown}):
        for path in _json_files(folder):
            if Path(os.path.realpath(path)) not in shown:
                yield Diagnostic(RULE, "no document shows this sample", Location(str(path)))


def _json_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except OSError:
        return []
