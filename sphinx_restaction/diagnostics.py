"""What every layer reports: a fault of a document, where it is, and the other places involved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.rule import Rule, Severity


class Location(NamedTuple):
    """A place in an input file."""

    #: Path of the file, absolute or as the caller gave it.
    file: str
    #: Line, counted from 1.
    line: int = 1
    #: Column in characters, counted from 1.
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Related(NamedTuple):
    """Another place that a diagnostic speaks of, and its part in it."""

    location: Location
    message: str


class Subject(NamedTuple):
    """What a diagnostic is about, for tools; empty strings and None stand for what does not apply."""

    #: The operation: its METHOD, path, title and action.
    method: str = ""
    path: str = ""
    title: str = ""
    action: str | None = None
    #: ``request`` or ``response``.
    role: str | None = None
    #: The name that disagrees: a row's, or a key of the sample.
    name: str = ""
    #: Path of the sample's file.
    sample: str = ""
    #: Where in the sample, as a JSON Pointer (RFC 6901).
    pointer: str = ""
    #: The sample's version, ``N.M``.
    microversion: str = ""
    #: The definition: its key and its place.
    key: str = ""
    definition: Location | None = None


class Diagnostic(NamedTuple):
    """One fault of a document."""

    rule: Rule
    #: What disagrees, in one sentence without the places.
    message: str
    location: Location
    related: tuple[Related, ...] = ()
    subject: Subject = Subject()
    #: The places of the directives and rows of documents that take part, where an author can silence this.
    silenced_at: tuple[Location, ...] = ()
    #: Diagnostics of one rule and the same non-empty cause are one finding with several uses.
    cause: str = ""
    #: How grave this one is, where that is not what the rule says.
    severity: Severity | None = None


#: Receives diagnostics as they are found.
Report = Callable[[Diagnostic], None]


def closest(word: str, candidates: Iterable[str], likeness: float = 0.75) -> str | None:
    """Return the candidate most like *word*, None if none is at least *likeness* (0 to 1) like it."""
    import difflib  # noqa: PLC0415  # a clean run needs it for nothing

    return next(iter(difflib.get_close_matches(word, list(candidates), n=1, cutoff=likeness)), None)


def did_you_mean(word: str, candidates: Iterable[str], likeness: float = 0.75) -> str:
    """Return ``"; did you mean 'x'?"`` for the candidate most like *word*, or an empty string."""
    candidate = closest(word, candidates, likeness)
    return f"; did you mean '{candidate}'?" if candidate else ""
