"""What a preview knows of the sources: their units, and all that the HTML of each depends on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sphinx_restaction.model.outline import Heading, SampleBlock
from sphinx_restaction.resolve.reference import make_reference
from sphinx_restaction.resolve.tree import make_document
from sphinx_restaction.sources.files import Reader
from sphinx_restaction.sources.library import Library
from sphinx_restaction.sources.restructured.tree import read_sources as read_tree
from sphinx_restaction.sources.restructured.units import Units
from sphinx_restaction.sources.tables import DEFAULT_REASON
from sphinx_restaction.sphinx_ext.shown_findings import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.definition import Definition, Text
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Document, Reference, Use
    from sphinx_restaction.sources.restructured.document import ReadDocument

#: Texts and values, which are equal if the HTML is.
Facts = tuple[object, ...]
#: What has a place among the lines of a document.
_Placed = TypeVar("_Placed", "Use", "Operation")


class Row(NamedTuple):
    """What a row takes from a catalogue or a file of statuses: a text, and the rest."""

    facts: Facts
    text: str


class Table(NamedTuple):
    """What a table takes from a catalogue or a file of statuses."""

    #: ``parameters`` or ``statuses``.
    kind: str
    rows: tuple[Row, ...]


class UnitFacts(NamedTuple):
    """All that a unit shows."""

    lines: tuple[str, ...]
    tables: tuple[Table, ...]
    #: Anchors, samples, and findings.
    others: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A document as it was read."""

    document: Document
    units: Units
    facts: tuple[UnitFacts, ...]
    #: What every unit depends on.
    frame: Facts
    #: The tables of each unit, as they name files.
    uses: tuple[tuple[Use, ...], ...]
    #: The operations by the numbers of their units; None stands for those in none.
    operations: Mapping[int | None, Sequence[Operation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The sources at one moment."""

    pages: Mapping[str, ReadPage]
    reference: Reference
    #: Absolute paths of all files that were read.
    files: frozenset[str]
    #: Those from which tables alone are made, each with a place that names it; none if a table is in no unit.
    catalogues: Mapping[str, Use]


class Sources(NamedTuple):
    """The sources at one moment, and the files as they were read."""

    library: Library
    reading: Reading


def read_sources(source: str, root: str) -> Sources:
    """Read the sources in the folder *source* of the repository *root* for the first time."""
    library = Library(Reader(root=root))
    return Sources(library, read(source, root, library))


def read(source: str, root: str, library: Library) -> Reading:
    """Read the sources in the folder *source*, as far as *library* has not yet."""
    tree = read_tree(source, library)
    documents = {read.name: make_document(read) for read in tree.documents}
    reference = make_reference(documents.values(), library, root=root, source=source, unincluded=tree.unincluded)
    pages = {read.name: _page(read, documents[read.name], library) for read in tree.documents}
    texts = frozenset(path for read in tree.documents for path in (*read.files, *read.shown))
    uses = {use.path: use for read in tree.documents for use in read.uses}
    are_in_units = all(sum(map(len, pages[read.name].uses)) == len(read.uses) for read in tree.documents)
    catalogues = {path: use for path, use in uses.items() if path not in texts} if are_in_units else {}
    return Reading(pages=pages, reference=reference, files=texts | uses.keys(), catalogues=catalogues)


def with_catalogues(reading: Reading, library: Library) -> Reading:
    """Return *reading* with what *library* now has in `Reading.catalogues`, and all else as it was.

    That takes a tenth of the time. What `Reading.reference` says of catalogues is as it was, too.
    """
    pages = {
        name: replace(
            page,
            facts=tuple(
                facts._replace(tables=tuple(_table(use, library) for use in uses)) if uses else facts
                for facts, uses in zip(page.facts, page.uses, strict=True)
            ),
        )
        for name, page in reading.pages.items()
    }
    return replace(reading, pages=pages)


def _page(read: ReadDocument, document: Document, library: Library) -> ReadPage:
    units = Units.of(read)
    uses = _by_unit(units, read.uses)
    operations = _by_unit(units, document.operations)
    others: dict[int | None, list[object]] = defaultdict(list)
    for number, found in operations.items():
        others[number] += [(operation.anchor, operation.action) for operation in found]
    for number, block in _samples(read, units):
        others[number].append((block.file, block.text))
    return ReadPage(
        document=document,
        units=units,
        facts=tuple(
            UnitFacts(units.text_of(unit), tuple(_table(use, library) for use in uses[number]), tuple(others[number]))
            for number, unit in enumerate(units.units)
        ),
        frame=(*units.frame, *others[None], *(_table(use, library) for use in uses[None])),
        uses=tuple(tuple(uses[number]) for number in range(len(units.units))),
        operations=dict(operations),
    )


def _by_unit(units: Units, things: Sequence[_Placed]) -> dict[int | None, list[_Placed]]:
    """Return *things*, in order, by the numbers of their units; None stands for what is in none and counts for all."""
    found: dict[int | None, list[_Placed]] = defaultdict(list)
    for number, thing in zip(units.numbers_of([thing.source for thing in things]), things, strict=True):
        found[number].append(thing)
    return found


def with_findings(reading: Reading, findings: Iterable[Finding]) -> Reading:
    """Return *reading* for pages that show *findings*: an edit may change them where nothing else changes."""
    told: dict[Location, list[Facts]] = defaultdict(list)
    for finding in findings:
        for place in places_of(finding):
            told[place].append((finding.severity, finding.diagnostic.rule.id, finding.diagnostic.message))
    return replace(reading, pages={name: _with_findings(page, told) for name, page in reading.pages.items()})


def _with_findings(page: ReadPage, told: Mapping[Location, list[Facts]]) -> ReadPage:
    def told_of(number: int | None) -> Iterator[Facts]:
        for operation in page.operations.get(number, ()):
            rows = (row.source for table in operation.tables for row in table.parameters)
            for place in (operation.source, *rows, *(example.source for example in operation.examples)):
                yield from told.get(place, ())

    own = (tuple(told_of(number)) for number in range(len(page.facts)))
    facts = tuple(
        facts._replace(others=(*facts.others, *found)) if found else facts
        for facts, found in zip(page.facts, own, strict=True)
    )
    return replace(page, facts=facts, frame=(*page.frame, *told_of(None)))


def _samples(read: ReadDocument, units: Units) -> Iterator[tuple[int | None, SampleBlock]]:
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
            number = bisect_right(firsts, title) - 1
            yield number if is_plain and number >= 0 else None, block


def _table(use: Use, library: Library) -> Table:
    if use.kind == "parameters":
        catalogue = library.catalogue(use.path, use.source)
        definitions = catalogue.definitions if catalogue else {}
        return Table(use.kind, tuple(_definition_row(definitions.get(row.key)) for row in use.parameters))
    statuses = library.statuses(use.path, use.source)
    codes = statuses.codes if statuses else {}
    return Table(use.kind, tuple(_status_row(codes.get(code, {}), reason) for code, reason in use.reasons))


def _definition_row(definition: Definition | None) -> Row:
    if definition is None:
        return Row((), "")
    facts = (
        definition.location,
        definition.type,
        definition.required,
        definition.min_version,
        definition.max_version,
        *definition.keywords.items(),
    )
    return Row(facts, definition.description.value if definition.description else "")


def _status_row(reasons: Mapping[str, Text], reason: str) -> Row:
    """Return what the table shows of a reason; one that is not there is the usual one."""
    text = reasons.get(reason or DEFAULT_REASON) or reasons.get(DEFAULT_REASON)
    return Row((), text.value if text else "")
