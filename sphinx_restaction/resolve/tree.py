"""A reference from its source directory, without Sphinx."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.model.reference import Document
from sphinx_restaction.resolve.operations import resolve_operations
from sphinx_restaction.resolve.reference import make_reference
from sphinx_restaction.sources.restructured.tree import read_sources

if TYPE_CHECKING:
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sources.restructured.document import ReadDocument


def read_tree(source: str, root: str, library: Library) -> Reference:
    """Read the reference in the folder *source* of the repository *root*."""
    tree = read_sources(source, library)
    return make_reference(
        map(make_document, tree.documents),
        library,
        root=root,
        source=os.path.realpath(source),
        unincluded=tree.unincluded,
    )


def make_document(read: ReadDocument) -> Document:
    """Return the document *read* with its operations."""
    return Document(
        name=read.name,
        file=read.file,
        operations=resolve_operations(read.blocks),
        uses=read.uses,
        files=read.files,
        faults=read.faults,
    )
