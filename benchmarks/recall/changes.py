"""One change to a reference: made on its values, to check thousands in minutes, or in its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from sphinx_restaction.sources.json_text import read_json
from sphinx_restaction.sources.library import Library

if TYPE_CHECKING:
    from sphinx_restaction.model.definition import Definition
    from sphinx_restaction.model.operation import Operation, Parameter
    from sphinx_restaction.model.reference import Document, Reference
    from sphinx_restaction.sources.json_text import JsonText

#: Fields of a catalogue, and the attributes of a definition that hold them, where the names differ.
_ATTRIBUTES = {"in": "location"}


class Change(Protocol):
    """One thing that is broken."""

    @property
    def file(self) -> str:
        """The file that is edited to make the change."""

    def apply(self, reference: Reference, library: Library) -> tuple[Reference, Library]:
        """Return *reference* and *library* as they are with the change."""

    def edit(self, text: str) -> str:
        """Return *text*, which the file holds, with the change."""


class Samples(Library):
    """A library with another text in the place of one sample."""

    def __init__(self, library: Library, path: str, text: str) -> None:
        self._library = library
        self._path = path
        self._read = read_json(text)

    def text(self, path: str) -> str | None:
        """Return what the library has."""
        return self._library.text(path)

    def json(self, path: str) -> JsonText | None:
        """Return the other text for its path, and what the library has for all others."""
        return self._read if path == self._path else self._library.json(path)


@dataclass(frozen=True, slots=True)
class SampleChange:
    """A sample with another text."""

    file: str
    text: str

    def apply(self, reference: Reference, library: Library) -> tuple[Reference, Library]:
        """Return a library that has the text."""
        return reference, Samples(library, self.file, self.text)

    def edit(self, _text: str) -> str:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that shows another name."""

    parameter: Parameter
    name: str

    @property
    def file(self) -> str:
        """The file that the row stands in."""
        return self.parameter.source.file

    def apply(self, reference: Reference, library: Library) -> tuple[Reference, Library]:
        """Return a reference with the name in the row."""
        documents = tuple(self._in_document(document) for document in reference.documents)
        return reference._replace(documents=documents), library

    def edit(self, text: str) -> str:
        """Change the name on the line of the row."""
        return _edit_line(text, self.parameter.source.line, re.escape(self.parameter.name), self.name)

    def _in_document(self, document: Document) -> Document:
        return document._replace(operations=tuple(self._in_operation(one) for one in document.operations))

    def _in_operation(self, operation: Operation) -> Operation:
        tables = tuple(
            table._replace(parameters=tuple(self._in_row(parameter) for parameter in table.parameters))
            for table in operation.tables
        )
        return operation._replace(tables=tables)

    def _in_row(self, parameter: Parameter) -> Parameter:
        return parameter._replace(name=self.name) if parameter.source == self.parameter.source else parameter


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A definition with another value in one field, which it may lack."""

    definition: Definition
    field: str
    value: str

    @property
    def file(self) -> str:
        """The catalogue."""
        return self.definition.source.file

    def apply(self, reference: Reference, library: Library) -> tuple[Reference, Library]:
        """Return a reference whose catalogue has the value."""
        fields: dict[str, Any] = {_ATTRIBUTES.get(self.field, self.field): self.value}
        changed = self.definition._replace(**fields)
        catalogue = reference.catalogues[self.file]
        definitions = MappingProxyType({**catalogue.definitions, changed.key: changed})
        catalogues = {**reference.catalogues, self.file: catalogue._replace(definitions=definitions)}
        return reference._replace(catalogues=MappingProxyType(catalogues)), library

    def edit(self, text: str) -> str:
        """Change the line of the field, or add one below the key of the definition."""
        place = self.definition.places.get(self.field)
        if place:
            return _edit_line(text, place.line, rf"(?<={self.field}:).*", f' "{self.value}"')
        return _edit_line(text, self.definition.source.line, r"$", f'\n  {self.field}: "{self.value}"')


def _edit_line(text: str, number: int, pattern: str, replacement: str) -> str:
    lines = text.split("\n")
    lines[number - 1] = re.sub(pattern, lambda _: replacement, lines[number - 1], count=1)
    return "\n".join(lines)
