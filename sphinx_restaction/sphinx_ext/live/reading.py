"""What a preview knows of the sources: their units, and all that the HTML of each depends on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx_restaction.model.outline import Heading, SampleBlock
from sphinx_restaction.resolve.reference import make_reference
from sphinx_restaction.resolve.tree import make_document
from sphinx_restaction.sources.restructured.tree import read_sources
from sphinx_restaction.sources.restructured.units import Units
from sphinx_restaction.sphinx_ext.shown_findings import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.reference import Document, Reference, Use
    from sphinx_restaction.sources.library import Library
    from sphinx_restaction.sources.restructured.document import ReadDocument

#: The number that stands for what is in no unit, or not among the document's own lines: it counts for all.
_NO_UNIT = -1
#: Texts and values, which are equal if the HTML is.
Facts = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A document as it was read."""

    document: Document
    units: Units
    #: For each unit all that it shows: its lines, and what these take from catalogues and samples.
    facts: tuple[Facts, ...]
    #: What every unit depends on.
    frame: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The sources at one moment."""

    pages: Mapping[str, ReadPage]
    reference: Reference
    #: Absolute paths of all files that were read.
    files: frozenset[str]


def read(source: str, root: str, library: Library) -> Reading:
    """Read the sources in the folder *source*, as far as *library* has not yet."""
    tree = read_sources(source, library)
    documents = {read.name: make_document(read) for read in tree.documents}
    reference = make_reference(documents.values(), library, root=root, source=source, unincluded=tree.unincluded)
    pages = {read.name: _page(read, documents[read.name], library) for read in tree.documents}
    files = frozenset(path for read in tree.documents for path in _files(read))
    return Reading(pages=pages, reference=reference, files=files)


def _files(read: ReadDocument) -> Iterator[str]:
    yield from read.files
    yield from read.shown
    yield from (use.path for use in read.uses)


def _page(read: ReadDocument, document: Document, library: Library) -> ReadPage:
    units = Units.of(read)
    found: dict[int, list[object]] = defaultdict(list)
    for number, facts in _all_facts(read, document, units, library):
        found[number].append(facts)
    return ReadPage(
        document=document,
        units=units,
        facts=tuple((*units.text_of(unit), *found[number]) for number, unit in enumerate(units.units)),
        frame=(*units.frame, *found[_NO_UNIT]),
    )


def with_findings(reading: Reading, findings: Iterable[Finding]) -> Reading:
    """Return *reading* for pages that show *findings*: an edit may change them where nothing else changes."""
    told: dict[Location, list[Facts]] = defaultdict(list)
    for finding in findings:
        for place in places_of(finding):
            told[place].append((finding.severity, finding.diagnostic.rule.id, finding.diagnostic.message))
    return replace(reading, pages={name: _with_findings(page, told) for name, page in reading.pages.items()})


def _with_findings(page: ReadPage, told: Mapping[Location, list[Facts]]) -> ReadPage:
    found: dict[int, list[object]] = defaultdict(list)
    unit_at = _finder(page.units)
    for operation in page.document.operations:
        number = unit_at(operation.source)
        rows = (row.source for table in operation.tables for row in table.parameters)
        for place in (operation.source, *rows, *(example.source for example in operation.examples)):
            found[number] += told.get(place, ())
    facts = tuple((*facts, *found[number]) for number, facts in enumerate(page.facts))
    return replace(page, facts=facts, frame=(*page.frame, *found[_NO_UNIT]))


def _finder(units: Units) -> Callable[[Location], int]:
    """Return a function that gives the number of the unit that a place is in."""
    index = {place: number for number, place in enumerate(units.layout.lines.places)}
    starts = [unit.start for unit in units.units]

    def unit_at(source: Location) -> int:
        line = index.get((source.file, source.line))
        return _NO_UNIT if line is None else bisect_right(starts, line) - 1

    return unit_at


def _all_facts(read: ReadDocument, document: Document, units: Units, library: Library) -> Iterator[tuple[int, Facts]]:
    """Yield what units show of other files, and the anchors of their operations, with the numbers of the units."""
    unit_at = _finder(units)
    for operation in document.operations:
        yield unit_at(operation.source), (operation.anchor, operation.action)
    for use in read.uses:
        yield unit_at(use.source), _use_facts(use, library)
    for number, block in _samples(read, units):
        yield number, (block.file, block.text)


def _samples(read: ReadDocument, units: Units) -> Iterator[tuple[int, SampleBlock]]:
    """Yield the samples from files with the numbers of their units.

    The place of such a sample is in its own file, so what counts is the title that it comes after.
    """
    headings = sum(isinstance(block, Heading) for block in read.blocks)
    is_plain = headings == len(units.layout.titles)
    firsts = [unit.first for unit in units.units]
    title = -1
    for block in read.blocks:
        if isinstance(block, Heading):
            title += 1
        elif isinstance(block, SampleBlock) and block.file:
            yield bisect_right(firsts, title) - 1 if is_plain else _NO_UNIT, block


def _use_facts(use: Use, library: Library) -> Facts:
    if use.kind == "parameters":
        catalogue = library.catalogue(use.path, use.source)
        definitions = catalogue.definitions if catalogue else {}
        return tuple(_definition_facts(definitions.get(row.key)) for row in use.parameters)
    statuses = library.statuses(use.path, use.source)
    codes = statuses.codes if statuses else {}
    return tuple((reason, text.value) for code, _ in use.reasons for reason, text in codes.get(code, {}).items())


def _definition_facts(definition: Definition | None) -> Facts:
    if definition is None:
        return ()
    return (
        definition.location,
        definition.type,
        definition.required,
        definition.description.value if definition.description else "",
        definition.min_version,
        definition.max_version,
        *definition.keywords.items(),
    )
