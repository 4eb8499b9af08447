"""A directive as its author wrote it, and what it has to know of its document: the same for every reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx_restaction.diagnostics import Location, Report
    from sphinx_restaction.model.outline import MethodBlock
    from sphinx_restaction.model.reference import Use
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sources.rows import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveText:
    """The parts of a directive, each line with its place."""

    #: The line of the directive, in the file that holds it.
    place: Location
    #: The lines from behind the ``::`` to the options or the first blank line.
    argument: Sequence[Line] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    content: Sequence[Line] = ()


@dataclass(slots=True, kw_only=True)
class Surroundings:
    """The document that a directive stands in, as far as it was read."""

    library: Library
    report: Report
    #: Returns the absolute path of a file that the document names.
    find: Callable[[str], str]
    #: Takes each use of a catalogue or a status file.
    note_use: Callable[[Use], None]
    #: The size in bytes above which a sample is shown only in part.
    max_sample_size: int = 1_000_000
    #: The first method of each section. The key None stands for all places outside of sections.
    methods: dict[object, MethodBlock] = field(default_factory=dict)
