"""What is known of a document while it is read: the blocks so far, and the files that it consists of."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import Prose
from sphinx_restaction.sources.files import real_path
from sphinx_restaction.sources.restructured.inline import make_prose

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.outline import Block
    from sphinx_restaction.sources.directive import Surroundings
    from sphinx_restaction.sources.restructured.layout import Layout

#: The comment that docutils, too, puts behind what it includes.
END_OF_INCLUSION = 'end of inclusion from "'
#: Content that nests deeper is left out. docutils does not get so far: it exhausts Python's stack.
MAX_DEPTH = 100


@dataclass(slots=True, kw_only=True)
class DocumentState:
    """A document that is being read."""

    around: Surroundings
    #: Absolute path of the document.
    file: str
    #: The document's own lines; what is inside of its directives and lists is none of them.
    layout: Layout
    blocks: list[Block] = field(default_factory=list)
    #: The files that are included, and those that are shown with ``literalinclude``, each once.
    included: dict[str, None] = field(default_factory=dict)
    shown: dict[str, None] = field(default_factory=dict)
    #: The inclusions that are open: file and what is cut out of it.
    open_includes: list[tuple[str, ...]] = field(default_factory=list)
    #: How many inclusions and included lines there may still be.
    includes_left: int = 5_000
    lines_left: int = 500_000
    #: Whether there were more.
    is_full: bool = False
    depth: int = 0

    def add_prose(self, raw: str, source: Location) -> None:
        """Add a paragraph."""
        self.blocks.append(make_prose(raw, source))

    def end_caption(self, source: Location) -> None:
        """Add an empty paragraph for some that are not read: none before them is the caption of a sample behind."""
        self.blocks.append(Prose(text="", source=source))


@dataclass(slots=True)
class Finder:
    """Finds the files that a document names: relative to it or, with a slash, to the source directory."""

    source_dir: str
    folder: str
    #: Folders without symbolic links, by how they are written.
    known: dict[str, str]

    def __call__(self, name: str) -> str:
        """Return the absolute path of the file *name*, without symbolic links."""
        base = self.source_dir if name.startswith("/") else self.folder
        path = os.path.join(base, name.lstrip("/"))
        # A name with a NUL is none to the system; the reader of the file tells so.
        return path if "\0" in path else real_path(path, self.known)
