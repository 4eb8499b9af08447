"""Drops a definition that no row names, with the comments directly above it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.fixes.edits import Edit, Fix
from sphinx_restaction.fixes.fixer import Fixer

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.fixes.entries import Entry, Layout
    from sphinx_restaction.fixes.fixer import Workspace


#: What keeps a file, and the rows in it, from being read.
_UNREAD = {rules.MISSING_FILE, rules.UNREADABLE_FILE, rules.NOT_UTF8, rules.PATH_OUTSIDE_ROOT}


def _propose(diagnostic: Diagnostic, workspace: Workspace) -> Fix | str:
    if _is_unread(workspace):
        return "a file of the reference cannot be read, and may use it"
    place = diagnostic.subject.definition or diagnostic.location
    layout = workspace.layout(place.file)
    if isinstance(layout, str):
        return layout
    entry = layout.at(place.line)
    if entry is None or entry.key != diagnostic.subject.key:
        return "the definition does not stand there on lines of its own"
    if layout.is_needed(entry):
        return "another definition has an alias of an anchor in it"
    return Fix(edits=(_edit(os.path.realpath(place.file), layout, entry),), message=f"drops '{entry.key}'")


#: A missing row may be added that uses the definition; so this comes last.
FIXER = Fixer(rules=frozenset({"unused-definition"}), is_safe=True, is_last=True, propose=_propose)


def _is_unread(workspace: Workspace) -> bool:
    documents = workspace.context.reference.documents
    return any(fault.rule in _UNREAD for document in documents for fault in document.faults)


def _edit(file: str, layout: Layout, entry: Entry) -> Edit:
    """Return the edit that takes *entry* out, and the blank lines between it and a neighbour."""
    index = layout.entries.index(entry)
    start, end = entry.blank, entry.end
    if layout.is_first(index) and index + 1 < len(layout.entries) and not layout.is_first(index + 1):
        start, end = entry.lead, layout.entries[index + 1].lead
    return Edit(file, layout.text.offset(start), layout.text.offset(end), "", "")
