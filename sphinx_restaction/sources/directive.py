"""A directive as its author wrote it, and what it has to know of its document: the same for every reader."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_restaction.diagnostics import Location, Report
    from sphinx_restaction.model.outline import MethodBlock
    from sphinx_restaction.model.reference import Use
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sources.rows import Line


class DirectiveText(NamedTuple):
    """The parts of a directive, each line with its place."""

    #: The line of the directive, in the file that holds it.
    place: Location
    #: The lines from behind the ``::`` to the options or the first blank line.
    argument: Sequence[Line] = ()
    options: Mapping[str, str] = MappingProxyType({})
    content: Sequence[Line] = ()


class Surroundings:
    """The document that a directive stands in, as far as it was read."""

    __slots__ = ("find", "library", "max_sample_size", "methods", "note_use", "report")

    def __init__(
        self,
        *,
        library: Library,
        report: Report,
        find: Callable[[str], str],
        note_use: Callable[[Use], None],
        max_sample_size: int = 1_000_000,
        methods: dict[object, MethodBlock] | None = None,
    ) -> None:
        self.library = library
        self.report = report
        #: Returns the absolute path of a file that the document names.
        self.find = find
        #: Takes each use of a catalogue or a status file.
        self.note_use = note_use
        #: The size in bytes above which a sample is shown only in part.
        self.max_sample_size = max_sample_size
        #: The first method of each section. The key None stands for all places outside of sections.
        self.methods = {} if methods is None else methods
