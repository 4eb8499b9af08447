"""Reading a document, with the files that it includes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.sources.directive import Surroundings
from sphinx_restaction.sources.restructured.body import Body
from sphinx_restaction.sources.restructured.layout import Layout
from sphinx_restaction.sources.restructured.lines import split_lines
from sphinx_restaction.sources.restructured.state import DocumentState, Finder
from sphinx_restaction.sources.restructured.titles import Titles

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.model.outline import Block
    from sphinx_restaction.model.reference import Use
    from sphinx_restaction.sources.library import Library


class ReadDocument(NamedTuple):
    """What a document consists of; `resolve` makes operations of it."""

    name: str
    #: Absolute path.
    file: str
    #: Everything of ours, in reading order.
    blocks: tuple[Block, ...]
    uses: tuple[Use, ...]
    #: What is wrong with its directives and inclusions, in reading order.
    faults: tuple[Diagnostic, ...]
    #: Absolute paths of the files that it is made of: itself and those it includes.
    files: tuple[str, ...]
    #: Absolute paths of the files that it shows.
    shown: tuple[str, ...]
    layout: Layout


def read_document(
    name: str,
    file: str,
    source_dir: str,
    library: Library,
    *,
    max_sample_size: int = 1_000_000,
    known: dict[str, str] | None = None,
) -> ReadDocument:
    """Read the document *file* of *source_dir*; both paths are absolute. Faults are in the result.

    *known* keeps the folders without symbolic links from one document to the next.
    """
    faults: list[Diagnostic] = []
    uses: list[Use] = []
    around = Surroundings(
        library=library,
        report=faults.append,
        find=Finder(source_dir, os.path.split(file)[0], {} if known is None else known, library.notes),
        note_use=uses.append,
        max_sample_size=max_sample_size,
    )
    text = library.source(file, Location(file), faults.append)
    layout = Layout(split_lines(text or "", file))
    state = DocumentState(around=around, file=file, layout=layout)
    Body(layout.lines, state, Titles()).read()
    return ReadDocument(
        name=name,
        file=file,
        blocks=tuple(state.blocks),
        uses=tuple(uses),
        faults=tuple(faults),
        files=tuple(dict.fromkeys((file, *state.included))),
        shown=tuple(state.shown),
        layout=layout,
    )
