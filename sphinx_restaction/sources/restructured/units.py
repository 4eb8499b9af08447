"""A document as units that can be rendered apart: each operation is one, and so is the head of any other section."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.model.outline import MethodBlock
from sphinx_restaction.sources.restructured.state import END_OF_INCLUSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sources.restructured.document import ReadDocument
    from sphinx_restaction.sources.restructured.layout import Layout
    from sphinx_restaction.sources.restructured.lines import Place

#: A label, which belongs to the section below it.
_LABEL_RE = re.compile(r"\.\. +_[^ ].*:$")
#: What the whole document may refer to, apart from links: substitutions, footnotes, and standard definitions.
_DEFINITION_RE = re.compile(r"\.\. +(\|[^ ]|\[[^ ]+\]|include:: +<)")
#: A link with an address, which the whole document may refer to.
_ADDRESS_RE = re.compile(r"\s*\.\. +_(?!_)[^ ].*: +[^ ]")
#: What shows something of the whole document: some directives, footnotes with links back, and numbers that are counted.
_WHOLE_RE = re.compile(
    r"(?:^|\s)\.\. +((rest_expand_all|toctree|contents|sectnum|restaction-[\w-]+) ?::|\[[^ ]+\] )|\[[#*]\]_"
)
#: What has an id by a name: docutils makes up another one for the second of a name, unless it is a title.
_NAMED_RE = re.compile(r"\.\. +_[^_ ].*:$|(?<!\w)_`|^ *:name: ")
_END = f".. {END_OF_INCLUSION}"

#: A line and its place.
PlacedLine = tuple[str, "Place"]


class Unit(NamedTuple):
    """A part of a document that is rendered as one."""

    #: Its lines: the index of the first, and the one behind the last.
    start: int
    end: int
    #: Its titles, in the same way; the first one is that of the section.
    first: int
    last: int
    #: Whether it is a section with all that is in it; else it ends where the first section in it begins.
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class Units:
    """The units of a document, in order."""

    layout: Layout
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, document: ReadDocument) -> Units:
        """Return the units of *document*."""
        layout = document.layout
        places = {(block.source.file, block.source.line) for block in document.blocks if isinstance(block, MethodBlock)}
        methods = [number for number, place in enumerate(layout.lines.places) if place in places]
        return cls(layout=layout, units=tuple(_units(layout, methods)))

    @cached_property
    def styles(self) -> list[str]:
        """The styles of titles, by level."""
        styles: dict[int, str] = {}
        for title in self.layout.titles:
            styles.setdefault(title.level, title.style)
        return [styles[level] for level in sorted(styles)]

    @cached_property
    def frame(self) -> tuple[object, ...]:
        """What all units depend on, beside the styles of titles, so that a change of it needs the whole document."""
        texts = self.layout.lines.texts
        first = self.units[0].start if self.units else len(texts)
        addresses = (text for text in texts if ".. " in text and _ADDRESS_RE.match(text))
        return (*texts[:first], *(texts[index] for index in self._definition_lines), *addresses)

    @cached_property
    def _parents(self) -> list[tuple[int, ...]]:
        """For each title the titles above it."""
        parents, stack = [], list[int]()
        for number, title in enumerate(self.layout.titles):
            while stack and self.layout.titles[stack[-1]].level >= title.level:
                stack.pop()
            parents.append(tuple(stack))
            stack.append(number)
        return parents

    @cached_property
    def _definition_lines(self) -> list[int]:
        texts = self.layout.lines.texts
        found = list[int]()
        for start, text in enumerate(texts):
            if text.startswith("..") and _DEFINITION_RE.match(text):
                end = start + 1
                while end < len(texts) and (texts[end].startswith(" ") or (not texts[end] and _goes_on(texts, end))):
                    end += 1
                found += range(start, end)
        return found

    @cached_property
    def _repeated(self) -> frozenset[Place]:
        """The places that stand in the document more than once. The first line of a file stands at its end, too."""
        counts = Counter(place for place in self.layout.lines.places if place[1] > 1)
        return frozenset(place for place, count in counts.items() if count > 1)

    @cached_property
    def _left_out(self) -> frozenset[int]:
        """The lines of directives whose files stand below them, and the marks behind these."""
        inclusions = chain.from_iterable(range(*span) for span in self.layout.inclusions)
        ends = (number for number, text in enumerate(self.layout.lines.texts) if text.startswith(_END))
        return frozenset(chain(inclusions, ends))

    def text_of(self, unit: Unit) -> tuple[str, ...]:
        """Return the lines of *unit*, but for blank ones at its end, and what inclusions put between."""
        texts = self.layout.lines.texts
        found = [texts[number] for number in range(unit.start, unit.end) if number not in self._left_out]
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    def needs_whole(self, unit: Unit) -> bool:
        """Whether *unit* can't be rendered apart: it shows what stands elsewhere, or has names of it, too."""
        texts, places = self.layout.lines
        own = texts[unit.start : unit.end]
        if any(map(_WHOLE_RE.search, own)):
            return True
        # A file may be included twice.
        is_repeated = any(places[number] in self._repeated for number in range(unit.start, unit.end))
        return is_repeated and any(map(_NAMED_RE.search, own))

    def numbers_of(self, places: Sequence[Location]) -> list[int | None]:
        """Return the numbers of the units that things at *places* are in; None for what is in no unit.

        *places* are all of one kind of things, in order. That tells what is in which of two copies of a file.
        """
        keys = [(place.file, place.line) for place in places]
        counts, lines = Counter(keys), self._lines_at(frozenset(keys))
        numbers: list[int | None] = []
        seen: Counter[Place] = Counter()
        for key in keys:
            found = lines.get(key, ())
            each, rest = divmod(counts[key], len(found)) if found else (0, 1)
            numbers.append(None if rest else self._number_at(found[seen[key] // each]))
            seen[key] += 1
        return numbers

    def _lines_at(self, wanted: frozenset[Place]) -> dict[Place, list[int]]:
        """Return the lines at some places; a line of a file that is included twice stands in two."""
        texts, places = self.layout.lines
        found: dict[Place, list[int]] = {}
        for number, place in enumerate(places):
            # The blank lines around the mark behind an inclusion say that they stand where its file begins.
            if place in wanted and texts[number] and number not in self._left_out:
                found.setdefault(place, []).append(number)
        return found

    def _number_at(self, line: int) -> int | None:
        number = bisect_right(self.units, line, key=attrgetter("start")) - 1
        return None if number < 0 else number

    def extract(self, units: Iterable[Unit]) -> tuple[list[PlacedLine], list[int]]:
        """Return the lines that make a document of just *units*, and the titles in it.

        The titles above each unit are there, too, and so is what any part of the document may refer to.
        """
        units = tuple(units)
        taken = {number for unit in units for number in range(unit.start, unit.end)}
        # Above all sections: footnotes are shown where they stand.
        lines = self._lines(number for number in self._definition_lines if number not in taken)
        titles: list[int] = []
        for unit in units:
            for parent in self._parents[unit.first]:
                if parent not in titles:
                    titles.append(parent)
                    lines += self._title(parent)
            titles += [number for number in range(unit.first, unit.last) if number not in titles]
            lines += self._lines(range(unit.start, unit.end))
        return lines, titles

    def _title(self, number: int) -> list[PlacedLine]:
        title = self.layout.titles[number]
        height = len(title.style) + 1
        return [*self._lines(range(title.start, title.start + height)), self._blank(title.start)]

    def _lines(self, numbers: Iterable[int]) -> list[PlacedLine]:
        texts, places = self.layout.lines
        found = [("" if number in self._left_out else texts[number], places[number]) for number in numbers]
        return [*found, ("", found[-1][1])] if found else []

    def _blank(self, number: int) -> PlacedLine:
        return "", self.layout.lines.places[number]


def _goes_on(texts: list[str], index: int) -> bool:
    """Whether an indented block goes on behind the blank line at *index*."""
    while index < len(texts) and not texts[index]:
        index += 1
    return index < len(texts) and texts[index].startswith(" ")


def _units(layout: Layout, methods: list[int]) -> Iterator[Unit]:
    """Yield the units of a document; *methods* are the lines of its methods, in order."""
    titles = layout.titles
    starts = [_start(layout.lines.texts, title.start) for title in titles]
    starts.append(len(layout.lines.texts))
    number = 0
    while number < len(titles):
        last, at = number + 1, bisect_left(methods, titles[number].start)
        is_whole = at < len(methods) and methods[at] < starts[number + 1]
        if is_whole:
            while last < len(titles) and titles[last].level > titles[number].level:
                last += 1
        yield Unit(starts[number], starts[last], number, last, is_whole)
        number = last


def _start(texts: list[str], title: int) -> int:
    """Return the first line of the section with the *title*, which is that of a label above it."""
    start = index = title
    while index and (not texts[index - 1] or _LABEL_RE.match(texts[index - 1])):
        index -= 1
        if texts[index]:
            start = index
    return start
