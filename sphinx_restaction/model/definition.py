"""Definitions of parameters and of status codes, as catalogues keep them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from sphinx_restaction.model.microversion import EVERY_VERSION, Microversion, VersionRange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.diagnostics import Location

#: The places of a parameter (OpenAPI's ``in``, with ``body`` for the request or response body), in catalogue order.
LOCATIONS = ("header", "path", "query", "body")


class Text(NamedTuple):
    """A piece of reStructuredText and the line of its file on which it begins."""

    value: str
    source: Location


class Definition(NamedTuple):
    """One entry of a parameter catalogue, as written there; empty strings stand for what is absent."""

    key: str
    #: Where the entry's key stands.
    source: Location
    #: ``in``: one of `LOCATIONS`, or what the author wrote.
    location: str = ""
    type: str = ""
    required: bool = False
    description: Text | None = None
    #: The texts of ``min_version`` and ``max_version``; `versions` reads them.
    min_version: str = ""
    max_version: str = ""
    #: ``parent``: the name of the object, or the dotted path of names, that holds a parameter of the body.
    parent: str = ""
    #: Optional fields of OpenAPI (``enum``, ``format``, ...) that are present: name to text, in the file's order.
    keywords: Mapping[str, str] = MappingProxyType({})
    #: The same fields as values: text, numbers, booleans, None, lists and dicts; and ``required``, if it is a boolean.
    values: Mapping[str, object] = MappingProxyType({})
    #: Where each field that is present stands: name to place of the value.
    places: Mapping[str, Location] = MappingProxyType({})
    #: The last line of the entry.
    end: int = 0

    @property
    def versions(self) -> VersionRange:
        """The versions in which the parameter exists; a text that is no version leaves its end open."""
        if not (self.min_version or self.max_version):
            return EVERY_VERSION
        return VersionRange(minimum=Microversion.parse(self.min_version), maximum=Microversion.parse(self.max_version))

    def place(self, name: str) -> Location:
        """Return where the field *name* stands, or the entry's key if it is left out."""
        return self.places.get(name, self.source)


class Catalogue(NamedTuple):
    """A file of definitions: ``parameters.yaml``."""

    file: str
    definitions: Mapping[str, Definition]
    #: Keys of entries that others merge (``<<: *anchor``) or repeat; they are used though no row names them.
    merged: frozenset[str] = frozenset()


class StatusCatalogue(NamedTuple):
    """A file of status codes: code to reason's name to text; the reason ``default`` is the usual one."""

    file: str
    codes: Mapping[int, Mapping[str, Text]]
