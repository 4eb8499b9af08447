"""Gives a row the name that the sample has, where the two differ by a slip."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.checks.naming import fits
from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.fixer import Fixer
from sphinx_restaction.fixes.observed import compared
from sphinx_restaction.fixes.table_lines import reads_as, row_lines

if TYPE_CHECKING:
    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.fixes.texts import Text
    from sphinx_restaction.model.operation import Parameter


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    found = compared(diagnostic, workspace)
    row = _row(diagnostic, found[0]) if found else None
    text = workspace.texts.get(row.parameter.source.file) if row else None
    if found is None or row is None or text is None:
        return "the row or the key cannot be found"
    name = _renamed(row, found[1])
    if name is None:
        return "no other name of the row would fit"
    edit = _edit(row.parameter, name, text)
    if edit is None:
        return "the row does not stand there on lines of its own"
    return Fix(edits=(edit,), message=f"renames the row '{row.parameter.name}' to '{name}'")


FIXER = Fixer(rules=frozenset({"near-miss"}), is_safe=False, propose=_propose)


def _row(diagnostic: Diagnostic, comparison: Comparison) -> Row | None:
    """Return the row that *diagnostic* speaks of."""
    places = [diagnostic.location, *(related.location for related in diagnostic.related)]
    lines = {(place.file, place.line) for place in places}
    sources = ((row, row.parameter.source) for row in comparison.side.body)
    return next((row for row, source in sources if (source.file, source.line) in lines), None)


def _renamed(row: Row, position: Position) -> str | None:
    """Return the name of *row* with *position*'s key in the place of the one that differs; the last is tried first."""
    name = row.parameter.name.strip()
    if row.is_flat:
        return position.key
    keys = name.split(".")
    parent = row.name.removesuffix(name)
    for index in reversed(range(len(keys))):
        candidate = ".".join([*keys[:index], position.key, *keys[index + 1 :]])
        if any(fits(parent + candidate, leaf) for leaf in [position, *position.descendants()]):
            return candidate
    return None


def _edit(row: Parameter, name: str, text: Text) -> Edit | None:
    lines = row_lines(text, row)
    if lines is None:
        return None
    line = text.lines[lines.start]
    start = line.find(row.name, line.index("-") + 1)
    end = start + len(row.name)
    if start < 0 or not reads_as(
        [line[:start] + name + line[end:], *text.lines[lines.start + 1 : lines.stop]], name, row.key
    ):
        return None
    offset = text.offset(lines.start)
    return Edit(os.path.realpath(row.source.file), offset + start, offset + end, "", name)
