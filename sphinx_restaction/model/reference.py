"""A whole reference: what every reader hands to the checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_restaction.diagnostics import Diagnostic, Location
    from sphinx_restaction.model.definition import Catalogue
    from sphinx_restaction.model.operation import Operation, Parameter


class Use(NamedTuple):
    """A directive that names a catalogue or a status file."""

    #: ``parameters`` or ``statuses``.
    kind: str
    #: Absolute path of the file.
    path: str
    source: Location
    #: The rows of a table of parameters, also of one that belongs to no operation.
    parameters: tuple[Parameter, ...] = ()
    #: What a table of status codes names: pairs of a code and a reason, which may be empty.
    reasons: tuple[tuple[int, str], ...] = ()


class Document(NamedTuple):
    """A document, as it was read."""

    #: The name that Sphinx gives it: the path below the source directory, without its suffix.
    name: str
    #: Absolute path.
    file: str
    operations: tuple[Operation, ...] = ()
    #: Every use of a catalogue, in reading order.
    uses: tuple[Use, ...] = ()
    #: Absolute paths of the files that it is made of: itself and those it includes.
    files: tuple[str, ...] = ()
    #: What is wrong with its directives.
    faults: tuple[Diagnostic, ...] = ()


class Reference(NamedTuple):
    """All documents of a source directory, and what they use."""

    #: The repository, and the source directory in it; absolute paths.
    root: str
    source: str
    documents: tuple[Document, ...]
    #: Parameter catalogues by their absolute paths; those that could not be read are left out.
    catalogues: Mapping[str, Catalogue]
    #: What is wrong with catalogues and status files.
    faults: tuple[Diagnostic, ...] = ()
    #: Source files below the source directory that no document includes; absolute paths.
    unincluded: tuple[str, ...] = ()
