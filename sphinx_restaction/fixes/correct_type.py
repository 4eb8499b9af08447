"""Corrects the type of a definition to that of the samples, if all samples that show it agree.

A number or a boolean in quotes (``type-stringified``) is not a case for this: there, the sample is the likelier slip.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import yaml

from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.fixer import Fixer
from sphinx_restaction.fixes.observed import spelling
from sphinx_restaction.model.schema_type import accepted_types

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.entries import Entry, Layout
    from sphinx_restaction.fixes.fixer import Workspace
    from sphinx_restaction.model.definition import Catalogue, Definition


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    place = diagnostic.subject.definition or diagnostic.location
    catalogue = workspace.context.reference.catalogues.get(place.file)
    definition = catalogue.definitions.get(diagnostic.subject.key) if catalogue else None
    if catalogue is None or definition is None:
        return "the definition cannot be read"
    word = _agreed(definition, catalogue, workspace)
    if word is None:
        return "the samples that show it do not agree on one type"
    edit = _edit(definition, word, workspace.layout(place.file))
    if isinstance(edit, str):
        return edit
    return Fix(edits=(edit,), message=f"makes the type of '{definition.key}' {word}, not {definition.type}")


FIXER = Fixer(rules=frozenset({"type-mismatch"}), is_safe=False, propose=_propose)


def _agreed(definition: Definition, catalogue: Catalogue, workspace: Workspace) -> str | None:
    """Return the type of all values that rows of *definition* certainly speak of, None if there is no such type."""
    types: set[str] = set()
    vague: list[set[str]] = []
    for comparison in workspace.context.comparisons:
        for row, positions in comparison.names.positions.items():
            if row.definition is definition or row.definition == definition:
                if len(positions) == 1:
                    types |= positions[0].types
                elif positions:
                    vague.append({one for position in positions for one in position.types})
    word = spelling(types, catalogue)
    accepted = accepted_types(word) if word else None
    # Where several keys have the name, one of them has to fit.
    if not accepted or not all(shown & (accepted | {"null"}) for shown in vague):
        return None
    return word


def _edit(definition: Definition, word: str, layout: Layout | str) -> Edit | str:
    if isinstance(layout, str):
        return layout
    entry = layout.at(definition.source.line)
    if entry is None or entry.key != definition.key:
        return "the definition does not stand there on lines of its own"
    if layout.is_needed(entry):
        return "another definition has an alias of an anchor in it"
    return _type_edit(entry, word, layout, os.path.realpath(definition.source.file))


def _type_edit(entry: Entry, word: str, layout: Layout, file: str) -> Edit | str:
    node = _type_node(entry)
    if node is not None and node.start_mark.line in range(entry.line, entry.end):
        line = layout.text.lines[node.start_mark.line]
        start, end = node.start_mark.column, node.end_mark.column
        quote = node.style if node.style in ("'", '"') else ""
        if line[start:end] == f"{quote}{node.value}{quote}":
            offset = layout.text.offset(node.start_mark.line)
            return Edit(file, offset + start, offset + end, "", f"{quote}{word}{quote}")
    return "its type does not stand in the entry itself, or not on one line"


def _type_node(entry: Entry) -> yaml.ScalarNode | None:
    if not isinstance(entry.node, yaml.MappingNode):
        return None
    found = [value for key, value in entry.node.value if key.value == "type"]
    return found[-1] if found and isinstance(found[-1], yaml.ScalarNode) else None
