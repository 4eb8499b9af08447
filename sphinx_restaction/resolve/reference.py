"""A reference from its documents: the catalogues that they use are read, each once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_restaction.diagnostics import Diagnostic, Related
from sphinx_restaction.model.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.definition import Catalogue
    from sphinx_restaction.model.reference import Document
    from sphinx_restaction.sources.library import Library

#: How many of the places that use a broken catalogue a fault names.
_SHOWN_USES = 3


def make_reference(
    documents: Iterable[Document], library: Library, *, root: str, source: str, unincluded: Iterable[str] = ()
) -> Reference:
    """Return the reference that consists of *documents*.

    What is wrong with a catalogue or status file is about the file: it is reported once, whoever uses it.
    """
    documents = tuple(sorted(documents, key=lambda document: document.name))
    catalogues: dict[str, Catalogue] = {}
    faults: list[Diagnostic] = []
    for (kind, path), places in sorted(_uses(documents).items()):
        if kind == "parameters":
            catalogue = library.catalogue(path, places[0])
            if catalogue:
                catalogues[path] = catalogue
            found = library.catalogue_diagnostics(path, places[0])
        else:
            found = library.status_diagnostics(path, places[0])
        faults += [_with_uses(fault, places) for fault in found]
    return Reference(
        root=root,
        source=source,
        documents=documents,
        catalogues=MappingProxyType(catalogues),
        faults=tuple(faults),
        unincluded=tuple(unincluded),
    )


def _uses(documents: Iterable[Document]) -> dict[tuple[str, str], list[Location]]:
    uses: dict[tuple[str, str], list[Location]] = {}
    for document in documents:
        for use in document.uses:
            uses.setdefault((use.kind, use.path), []).append(use.source)
    return uses


def _with_uses(diagnostic: Diagnostic, places: Sequence[Location]) -> Diagnostic:
    """Add the other uses to a fault that is reported at the first of them."""
    if diagnostic.location != places[0] or len(places) == 1:
        return diagnostic
    shown = [Related(place, "used here, too") for place in places[1 : 1 + _SHOWN_USES]]
    more = len(places) - 1 - len(shown)
    message = f"{diagnostic.message} (and {more} more uses)" if more else diagnostic.message
    return diagnostic._replace(message=message, related=(*diagnostic.related, *shown))
