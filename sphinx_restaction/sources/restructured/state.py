"""What is known of a document while it is read: the blocks so far, and the files that it consists of."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import Prose
from sphinx_restaction.sources.files import real_path
from sphinx_restaction.sources.restructured.inline import make_prose

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.outline import Block
    from sphinx_restaction.sources.directive import Surroundings
    from sphinx_restaction.sources.notes import Notes
    from sphinx_restaction.sources.restructured.layout import Layout

#: The comment that docutils, too, puts behind what it includes.
END_OF_INCLUSION = 'end of inclusion from "'
#: Content that nests deeper is left out. docutils does not get so far: it exhausts Python's stack.
MAX_DEPTH = 100


class DocumentState:
    """A document that is being read."""

    def __init__(self, *, around: Surroundings, file: str, layout: Layout) -> None:
        self.around = around
        #: Absolute path of the document.
        self.file = file
        #: The document's own lines; what is inside of its directives and lists is none of them.
        self.layout = layout
        self.blocks: list[Block] = []
        #: The files that are included, and those that are shown with ``literalinclude``, each once.
        self.included: dict[str, None] = {}
        self.shown: dict[str, None] = {}
        #: The inclusions that are open: file and what is cut out of it.
        self.open_includes: list[tuple[str, ...]] = []
        #: How many inclusions and included lines there may still be.
        self.includes_left = 5_000
        self.lines_left = 500_000
        #: Whether there were more.
        self.is_full = False
        self.depth = 0

    def add_prose(self, raw: str, source: Location) -> None:
        """Add a paragraph."""
        self.blocks.append(make_prose(raw, source))

    def end_caption(self, source: Location) -> None:
        """Add an empty paragraph for some that are not read: none before them is the caption of a sample behind."""
        self.blocks.append(Prose(text="", source=source))


class Finder:
    """Finds the files that a document names: relative to it or, with a slash, to the source directory."""

    __slots__ = ("_found", "folder", "known", "notes", "source_dir")

    def __init__(self, source_dir: str, folder: str, known: dict[str, str], notes: Notes | None = None) -> None:
        self.source_dir = source_dir
        self.folder = folder
        #: Folders without symbolic links, by how they are written.
        self.known = known
        #: Takes where the names lead.
        self.notes = notes
        #: Names to paths: the same catalogue is named hundreds of times.
        self._found: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return the absolute path of the file *name*, without symbolic links."""
        path = self._found.get(name)
        if path is None:
            base = self.source_dir if name.startswith("/") else self.folder
            path = os.path.join(base, name.lstrip("/"))
            # A name with a NUL is none to the system; the reader of the file tells so.
            path = self._found[name] = path if "\0" in path else self._follow(path)
        return path

    def _follow(self, path: str) -> str:
        real = real_path(path, self.known)
        if self.notes is not None:
            self.notes.note_link(path, real)
        return real
