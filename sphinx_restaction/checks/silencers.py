"""Comments by which authors silence a rule in place: ``restaction: ignore=rule-id why``."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Location, did_you_mean
from sphinx_restaction.rules import BUILD_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings
    from sphinx_restaction.sources.library import Library

_MARK = "restaction: ignore="
#: ``.. restaction: ignore=a,b why`` before a directive; ``# restaction: ignore=a why`` behind or above a row or field.
_SILENCER_RE = re.compile(r"^(?P<before>.*?)(?P<sign>\.\.|#)\s+restaction: ignore=(?P<ids>\S*)(?P<reason>.*)$")
_DIRECTIVE_RE = re.compile(r"\s*\.\. ")


class Silencer:
    """A comment that silences rules on some lines of its file."""

    __slots__ = ("first", "ids", "last", "reason", "source", "used")

    def __init__(self, source: Location, ids: tuple[str, ...], reason: str, first: int, last: int) -> None:
        self.source = source
        self.ids = ids
        self.reason = reason
        #: The first and the last line that it speaks for.
        self.first = first
        self.last = last
        #: The ids that have silenced something.
        self.used: set[str] = set()


class Silencers:
    """All silencers of a reference."""

    def __init__(self, silencers: Iterable[Silencer]) -> None:
        self._by_file: dict[str, list[Silencer]] = {}
        for silencer in silencers:
            self._by_file.setdefault(silencer.source.file, []).append(silencer)

    @classmethod
    def read(cls, reference: Reference, library: Library) -> Silencers:
        """Find the silencers in the documents and catalogues of *reference*."""
        found: list[Silencer] = []
        for path in dict.fromkeys(path for document in reference.documents for path in document.files):
            text = library.text(path)
            if text and _MARK in text:
                found += _in_document(path, text.split("\n"))
        for path, catalogue in reference.catalogues.items():
            text = library.text(path)
            if text and _MARK in text:
                starts = [definition.source.line for definition in catalogue.definitions.values()]
                found += _in_catalogue(path, text.split("\n"), sorted(starts))
        return cls(found)

    def filter(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the diagnostics that nothing silences."""
        return [diagnostic for diagnostic in diagnostics if not self._by_file or not self._silences(diagnostic)]

    def faults(self, settings: Settings) -> Iterator[Diagnostic]:
        """Yield what is wrong with the silencers, after all rules have run: no reason, no such rule, no use."""
        if not self._by_file:
            # Most references silence nothing, and the registry loads all rules.
            return
        from sphinx_restaction.checks.registry import ALL_RULES, find_rule  # noqa: PLC0415  # the registry knows us
        from sphinx_restaction.checks.rules import malformed_silencer, unused_silencer  # noqa: PLC0415

        for silencer in (silencer for silencers in self._by_file.values() for silencer in silencers):
            if not silencer.reason:
                message = "the comment does not say why it silences the rule"
                yield Diagnostic(malformed_silencer.RULE, message, silencer.source)
            for name in silencer.ids:
                rule = find_rule(name)
                if rule is None:
                    hint = did_you_mean(name, (rule.id for rule in ALL_RULES))
                    yield Diagnostic(malformed_silencer.RULE, f"there is no rule '{name}'{hint}", silencer.source)
                elif name not in silencer.used and settings.runs(rule) and name not in BUILD_RULES:
                    message = f"nothing here breaks '{name}', which this comment silences"
                    yield Diagnostic(unused_silencer.RULE, message, silencer.source)

    def _silences(self, diagnostic: Diagnostic) -> bool:
        silenced = False
        for place in (diagnostic.location, *diagnostic.silenced_at):
            for silencer in self._by_file.get(place.file, ()):
                if silencer.first <= place.line <= silencer.last and diagnostic.rule.id in silencer.ids:
                    silencer.used.add(diagnostic.rule.id)
                    silenced = True
        return silenced


def _matches(path: str, lines: list[str]) -> Iterator[tuple[int, re.Match[str], Silencer]]:
    for number, line in enumerate(lines, 1):
        match = _SILENCER_RE.match(line) if _MARK in line else None
        if match:
            ids = tuple(name for name in match["ids"].split(",") if name)
            source = Location(path, number, match.start("sign") + 1)
            yield number, match, Silencer(source, ids, match["reason"].strip(" -:"), number, number)


def _in_document(path: str, lines: list[str]) -> Iterator[Silencer]:
    """Yield the silencers of a document: behind a row, on a line above it, or before a directive."""
    for number, match, silencer in _matches(path, lines):
        if not match["before"].strip():
            silencer.first = silencer.last = _next_line(lines, number)
        if match["sign"] == ".." and not match["before"].strip():
            silencer.last = _block_end(lines, silencer.first)
        yield silencer


def _next_line(lines: list[str], number: int) -> int:
    """Return the next line below line *number* that is neither blank nor a silencer."""
    for below in range(number, len(lines)):
        if lines[below].strip() and _MARK not in lines[below]:
            return below + 1
    return number


def _block_end(lines: list[str], first: int) -> int:
    """Return the last line of the directive that begins on line *first*: what is indented below it is its content."""
    if first > len(lines) or not _DIRECTIVE_RE.match(lines[first - 1]):
        return first
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    last = first
    for below in range(first, len(lines)):
        line = lines[below]
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent:
                break
            last = below + 1
    return last


def _in_catalogue(path: str, lines: list[str], starts: list[int]) -> Iterator[Silencer]:
    """Yield the silencers of a catalogue: inside of an entry, or at the margin above one."""
    for number, match, silencer in _matches(path, lines):
        if match["sign"] != "#":
            continue
        line = _next_line(lines, number) if match["before"] == "" else number
        index = bisect_right(starts, line) - 1
        if index >= 0:
            silencer.first = starts[index]
            silencer.last = starts[index + 1] - 1 if index + 1 < len(starts) else len(lines)
        yield silencer
