"""How the lines of a document, those of what it includes among them, make its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.sources.restructured.lines import Lines


class Title(NamedTuple):
    """The title of a section."""

    #: The index of its first line, which may be one of signs.
    start: int
    #: 1 for the highest.
    level: int
    #: The sign of its underline, twice if it is overlined, too.
    style: str
    text: str


class Layout:
    """The lines of a document with those that inclusions put among them, and what begins where."""

    __slots__ = ("inclusions", "lines", "titles")

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.titles: list[Title] = []
        #: Start and end of the directives whose files stand in the lines behind.
        self.inclusions: list[tuple[int, int]] = []
