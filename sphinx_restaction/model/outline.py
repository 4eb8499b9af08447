"""A document as blocks in reading order: what every reader of documents hands to `resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.microversion import VersionRange
    from sphinx_restaction.model.operation import Parameter, Response
    from sphinx_restaction.model.template import PathTemplate


class Heading(NamedTuple):
    """A section title; *level* grows with depth."""

    level: int
    text: str


class MethodBlock(NamedTuple):
    """A ``rest_method`` directive."""

    method: str
    url: PathTemplate
    min_version: str
    max_version: str
    versions: VersionRange
    source: Location


class TableBlock(NamedTuple):
    """A ``rest_parameters`` directive."""

    catalogue: str
    parameters: tuple[Parameter, ...]
    source: Location


class StatusBlock(NamedTuple):
    """A ``rest_status_code`` directive."""

    responses: tuple[Response, ...]


class SampleBlock(NamedTuple):
    """A ``literalinclude`` or a code block."""

    file: str | None
    text: str | None
    source: Location


class Prose(NamedTuple):
    """A paragraph as plain text."""

    text: str
    source: Location


Block = Heading | MethodBlock | TableBlock | StatusBlock | SampleBlock | Prose
