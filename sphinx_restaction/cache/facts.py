"""What there is to know of a reference to tell which edits of its files no rule can see."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.checks.naming import Row
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.settings import Settings

#: Options that take a part of a file, by its text, its lines or its columns: with them any line may be a first one,
#: and any text may be what is looked for.
_PART_RE = re.compile(rb":(?:(?:start|end)-\w+|dedent):", re.IGNORECASE)
#: Stands for every key, where a name is a pattern.
_ANY_KEY = ""
_VARIABLE_SIGNS = frozenset("{<")
#: Fields of definitions that say nothing of texts. What is not among them, such as ``enum``, may.
_SILENT_FIELDS = frozenset({"required", "nullable", "deprecated", "additionalProperties"})


class Facts(NamedTuple):
    """What `edits` asks for."""

    #: What a file is: ``document``, ``catalogue`` or ``sample``; what is more than one thing has no part.
    roles: Mapping[str, str]
    #: The lines, counted from 1, on which the descriptions of a catalogue begin, in order.
    descriptions: Mapping[str, Sequence[int]]
    #: Texts that descriptions quote as values.
    quoted: Collection[str]
    #: Keys of samples whose values are held against more than types.
    constrained: Collection[str]
    #: What findings say that speak of a file, by its path: it may be a value that stands there.
    messages: Mapping[str, str]


def facts_of(
    reference: Reference, findings: Sequence[Finding], settings: Settings, contents: Mapping[str, bytes]
) -> Facts:
    """Return the facts of *reference*, in which *findings* were found; *contents* are those of its files, by path."""
    # Who remembers needs no rules.
    from sphinx_restaction.checks.mismatches import may_quote  # noqa: PLC0415
    from sphinx_restaction.checks.rules import duplicate_definition  # noqa: PLC0415
    from sphinx_restaction.checks.wording import read_wording  # noqa: PLC0415

    definitions = [one for catalogue in reference.catalogues.values() for one in catalogue.definitions.values()]
    texts = [one.description.value for one in definitions if one.description and may_quote(one)]
    constrained = set(_constrained(reference))
    # This rule takes two descriptions that differ in a word for different ones.
    reads_descriptions = settings.runs(duplicate_definition.RULE)
    return Facts(
        roles=dict(_roles(reference, contents, has_free_values=_ANY_KEY not in constrained)),
        descriptions={} if reads_descriptions else dict(_descriptions(reference)),
        quoted=sorted(frozenset[str]().union(*(read_wording(text).quoted for text in texts))),
        constrained=sorted(constrained),
        messages=_messages(findings),
    )


def _roles(reference: Reference, contents: Mapping[str, bytes], *, has_free_values: bool) -> Iterator[tuple[str, str]]:
    documents = {path for document in reference.documents for path in document.files}
    samples = {
        example.file
        for document in reference.documents
        for operation in document.operations
        for example in operation.examples
        if example.file
    }
    statuses = {use.path for document in reference.documents for use in document.uses if use.kind != "parameters"}
    by_role = {"document": documents, "catalogue": set(reference.catalogues), "sample": samples, "statuses": statuses}
    counts = Counter(path for paths in by_role.values() for path in paths)
    if any(_PART_RE.search(contents.get(path, b"")) for path in documents):
        documents.clear()
        samples.clear()
    if not has_free_values:
        samples.clear()
    for role, paths in by_role.items():
        yield from ((path, role) for path in paths if counts[path] == 1 and path in contents)


def _constrained(reference: Reference) -> Iterator[str]:
    """Yield the keys that rows may name whose definitions say more of values than their types."""
    from sphinx_restaction.checks.naming import Row  # noqa: PLC0415

    for document in reference.documents:
        for operation in document.operations:
            for table in operation.tables:
                catalogue = reference.catalogues.get(table.catalogue)
                for parameter in table.parameters:
                    definition = catalogue.definitions.get(parameter.key) if catalogue else None
                    if definition and definition.location == "body" and not definition.values.keys() <= _SILENT_FIELDS:
                        yield from _keys(Row(parameter, definition, table))


def _keys(row: Row) -> Iterator[str]:
    if row.is_placeholder or not _VARIABLE_SIGNS.isdisjoint(row.name):
        yield _ANY_KEY
        return
    # A key may have dots of its own: each end of the name may be one.
    parts = row.name.split(".")
    yield from (".".join(parts[number:]) for number in range(len(parts)))


def _messages(findings: Sequence[Finding]) -> dict[str, str]:
    found: dict[str, str] = {}
    for diagnostic, _, _ in findings:
        texts = (diagnostic.message, *(related.message for related in diagnostic.related))
        places = (diagnostic.location, *(related.location for related in diagnostic.related))
        for path in {diagnostic.subject.sample, *(place.file for place in places)}:
            found[path] = "\n".join((found.get(path, ""), *texts))
    return found


def _descriptions(reference: Reference) -> Iterator[tuple[str, list[int]]]:
    for path, catalogue in reference.catalogues.items():
        texts = [definition.description for definition in catalogue.definitions.values() if definition.description]
        yield path, sorted({text.source.line for text in texts if text.source.file == path})
