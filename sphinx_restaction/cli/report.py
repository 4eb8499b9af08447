"""What a run has found, as the output formats take it: paths, places and source lines to show."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding, Summary
    from sphinx_restaction.diagnostics import Diagnostic, Location
    from sphinx_restaction.rule import Severity

#: Source files above this size in bytes are not shown.
_MAX_SHOWN = 16_000_000
_QUOTED_RE = re.compile(r"'([^']+)'")
#: Bytes of a path that are no UTF-8; no output format can hold them.
_SURROGATE_RE = re.compile("[\ud800-\udfff]")


class Spot(NamedTuple):
    """Where to point in a file: line, column, and the number of characters that are meant, at least 1."""

    line: int
    column: int
    length: int = 1


class Sources:
    """The lines of source files, each read once; a file that has vanished has none."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def line(self, place: Location) -> str:
        """Return the line of *place*; an empty text if there is none."""
        lines = self._lines.get(place.file)
        if lines is None:
            lines = self._lines[place.file] = _read_lines(place.file)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


class Report:
    """All that there is to show of a run."""

    def __init__(
        self,
        *,
        findings: tuple[Finding, ...],
        summary: Summary,
        folder: str,
        fail_on: Severity | None = "warning",
        known: int = 0,
        is_coloured: bool = False,
        is_quiet: bool = False,
    ) -> None:
        #: By file and line.
        self.findings = findings
        self.summary = summary
        #: The folder that paths are shown relative to.
        self.folder = folder
        #: The mildest severity that makes the run fail; None if none does.
        self.fail_on = fail_on
        #: How many findings of the baseline are left out.
        self.known = known
        self.is_coloured = is_coloured
        self.is_quiet = is_quiet
        self.sources = Sources()

    def path(self, file: str) -> str:
        """Return *file* relative to `folder`, with forward slashes; absolute where that cannot be."""
        try:
            path = os.path.relpath(file, self.folder)
        except ValueError:
            # Another drive of Windows.
            path = file
        return clean(path).replace(os.sep, "/")

    def message(self, text: str) -> str:
        """Return a message on one line, its paths relative to `folder`."""
        return clean(" ".join(text.replace(self.folder.rstrip(os.sep) + os.sep, "").split()))

    def spot(self, finding: Finding) -> Spot:
        """Return where to point: at the name that disagrees.

        Where a place is no more than a line, that is where the line has the name, if it has.
        """
        place = finding.diagnostic.location
        line = self.sources.line(place)
        for name in _names(finding.diagnostic):
            if place.column > 1 and line.startswith(name, place.column - 1):
                return Spot(place.line, place.column, len(name))
            match = place.column == 1 and name in line and re.search(_as_word(name), line)
            if match:
                return Spot(place.line, match.start() + 1, len(name))
        return Spot(place.line, place.column)

    def count(self, severity: Severity) -> int:
        """Return how many findings are of *severity*."""
        return sum(finding.severity == severity for finding in self.findings)


def _names(diagnostic: Diagnostic) -> Iterator[str]:
    """Yield what the line of a diagnostic may hold, the likeliest first: the name, the key, what its message quotes."""
    for name in (diagnostic.subject.name, diagnostic.subject.key, *_QUOTED_RE.findall(diagnostic.message)):
        if name:
            yield name


def _as_word(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def clean(text: str) -> str:
    """Return *text* without halves of characters."""
    return _SURROGATE_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def plural(number: int, word: str) -> str:
    """Return the number with the word: ``1 file``, ``2 files``."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _read_lines(file: str) -> list[str]:
    try:
        if not os.path.isfile(file) or os.stat(file).st_size > _MAX_SHOWN:  # noqa: PTH116
            return []
        with open(file, "rb") as stream:  # noqa: PTH123
            text = stream.read().decode("utf-8-sig", "replace")
    except (OSError, ValueError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
