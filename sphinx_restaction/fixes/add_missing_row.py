"""Adds a row, and if need be a definition, for a key that a sample shows and its table does not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.fixer import Fixer
from sphinx_restaction.fixes.new_definition import NewDefinition, insertion
from sphinx_restaction.fixes.observed import compared, is_always_there, same_position, spelling
from sphinx_restaction.fixes.table_lines import indent_of, reads_as, row_lines
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from sphinx_restaction.checks.comparison import Comparison
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.checks.positions import Position
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.model.definition import Catalogue


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    found = compared(diagnostic, workspace)
    above = _row_above(*found) if found else None
    if found is None or above is None:
        return "the table or the key cannot be found"
    comparison, position = found
    catalogue = workspace.context.reference.catalogues[above.table.catalogue]
    alike = _alike(comparison, position, workspace)
    word = spelling({one for other in alike for one in other.types}, catalogue)
    if word is None:
        return "the samples show no value that tells its type, or values of several types"
    name = _name(above, comparison, position)
    known = _known(position, comparison, catalogue, word)
    key = known or _free_key(name, comparison.side.role, catalogue)
    row = _row_edit(above, name, key, position, workspace)
    if known or isinstance(row, str):
        return row if isinstance(row, str) else Fix(edits=(row,), message=f"adds the row '{name}: {key}'")
    new = NewDefinition(
        key=key, type=word, required=all(map(is_always_there, alike)), description=f"TODO: describe ``{name}``."
    )
    return _with_definition(row, new, catalogue, workspace)


FIXER = Fixer(rules=frozenset({"undocumented-key"}), is_safe=False, propose=_propose)


def _with_definition(row: Edit, new: NewDefinition, catalogue: Catalogue, workspace: Workspace) -> Fix | str:
    layout = workspace.layout(catalogue.file)
    if isinstance(layout, str):
        return layout
    return Fix(
        edits=(row, insertion(catalogue.file, layout, new)),
        message=f"adds a row for '{new.key}' and its definition, of type {new.type}",
        todo=f"describe '{new.key}'",
        todo_file=catalogue.file,
    )


def _alike(comparison: Comparison, position: Position, workspace: Workspace) -> list[Position]:
    """Return the position in every sample of the same tables that has it."""
    others = (same_position(one, position.path) for one in workspace.context.siblings(comparison))
    return [one for one in others if one is not None]


def _row_above(comparison: Comparison, position: Position) -> Row | None:
    """Return the row below which a row for *position* belongs.

    That is the last one about the nearest key before it in the sample, or what is in that key; else the row of the
    object around it; else the last row of the body.
    """
    siblings = list(position.parent.children.values()) if position.parent else []
    for before in reversed(siblings[: siblings.index(position)]):
        rows = _rows_of([before, *before.descendants()], comparison)
        if rows:
            return rows[-1]
    around = _rows_of([position.parent] if position.parent else [], comparison)
    body = comparison.side.body
    return around[-1] if around else body[-1] if body else None


def _rows_of(positions: list[Position], comparison: Comparison) -> list[Row]:
    """Return the rows that certainly name one of *positions*, in the order of the table."""
    named = {id(row) for one in positions for row in comparison.names.rows.get(one, ()) if comparison.is_primary(one)}
    return [row for row in comparison.side.body if id(row) in named]


def _name(above: Row, comparison: Comparison, position: Position) -> str:
    """Return the name to show: with the path before it that the rows of its neighbours have."""
    siblings = position.parent.children.values() if position.parent else ()
    for row in _rows_of([one for one in siblings if one is not position], comparison):
        path, _, last = row.parameter.name.strip().rpartition(".")
        if row.table is above.table and path and last in (one.key for one in siblings):
            return f"{path}.{position.key}"
    return position.key


def _known(position: Position, comparison: Comparison, catalogue: Catalogue, word: str) -> str | None:
    """Return the key of a definition that says the same, None if there is none."""
    definition = catalogue.definitions.get(position.key)
    if definition is None or definition.location != "body" or definition.parent:
        return None
    if accepted_types(definition.type) != accepted_types(word):
        return None
    version = comparison.version
    return position.key if version is None or version in definition.versions else None


def _free_key(name: str, role: str, catalogue: Catalogue) -> str:
    """Return a key for a new definition, such as ``id`` or, if that is taken, ``id_response``."""
    wanted = name.replace(".", "_")
    key = wanted
    number = 1
    while key in catalogue.definitions:
        key = f"{wanted}_{role}" if number == 1 else f"{wanted}_{role}_{number}"
        number += 1
    return key


def _row_edit(above: Row, name: str, key: str, position: Position, workspace: Workspace) -> Edit | str:
    """Return the edit that adds a row below *above*."""
    file = above.parameter.source.file
    text = workspace.texts.get(file)
    lines = row_lines(text, above.parameter) if text else None
    if text is None or lines is None:
        return "the row above does not stand on lines of its own"
    line = f"{indent_of(text.lines[lines.start])}- {name}: {key}"
    if not reads_as([line], name, key):
        return f"'{name}' cannot be the name of a row"
    siblings = list(position.parent.children) if position.parent else []
    rank = f"{siblings.index(position.key):06} {name}"
    at = text.offset(lines.stop)
    has_end = text.lines[lines.stop - 1].endswith(("\n", "\r"))
    inserted = line + text.newline if has_end else text.newline + line
    return Edit(os.path.realpath(file), at, at, rank, inserted)
