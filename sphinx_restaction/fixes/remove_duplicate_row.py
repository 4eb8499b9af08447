"""Removes a row that repeats another row of its table."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.fixer import Fixer
from sphinx_restaction.fixes.table_lines import row_lines

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.model.operation import Parameter


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    row = _repeated(diagnostic, workspace)
    if row is None:
        return "no row above it has the same name and the same definition"
    text = workspace.texts.get(row.source.file)
    lines = row_lines(text, row) if text else None
    if text is None or lines is None:
        return "the row does not stand there on lines of its own"
    edit = Edit(os.path.realpath(row.source.file), text.offset(lines.start), text.offset(lines.stop), "", "")
    return Fix(edits=(edit,), message=f"removes the second row '{row.name}'")


FIXER = Fixer(rules=frozenset({"duplicate-row"}), is_safe=True, propose=_propose)


def _repeated(diagnostic: Diagnostic, workspace: Workspace) -> Parameter | None:
    """Return the row at the place of *diagnostic* if one above it in its table says the same."""
    place = diagnostic.location
    for document in workspace.context.reference.documents:
        for use in document.uses:
            for number, row in enumerate(use.parameters):
                if (row.source.file, row.source.line) == (place.file, place.line):
                    above = use.parameters[:number]
                    return row if any((one.name, one.key) == (row.name, row.key) for one in above) else None
    return None
