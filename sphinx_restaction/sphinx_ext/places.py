"""Where nodes, directives and lines stand: in which file, with its absolute path, and on which line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Location

if TYPE_CHECKING:
    from docutils.statemachine import StringList
    from sphinx.util.docutils import SphinxDirective

    from sphinx_restaction.sources.rows import Line


def location(source: str | None, line: int | None) -> Location:
    """Return the place that docutils gives; for included files it has paths relative to the working directory."""
    # docutils sets what it includes apart by lines of its own.
    source = (source or "").removeprefix("internal padding after ").removeprefix("internal padding before ")
    if source and not source.startswith((os.sep, "<")):
        source = os.path.abspath(source)  # noqa: PTH100  # symbolic links stay
    return Location(source, line or 1)


def place_of(directive: SphinxDirective) -> Location:
    """Return the line of *directive*, in the file that holds it (which may be an included one)."""
    return location(*directive.get_source_info())


def located(lines: StringList) -> list[Line]:
    """Return *lines* with their places."""
    return [
        (str(text), location(str(source), int(offset) + 1))
        for text, (source, offset) in zip(lines.data, lines.items, strict=True)
    ]
