"""A document as blocks in reading order: what every reader of documents hands to `resolve`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.microversion import VersionRange
    from sphinx_restaction.model.operation import Parameter, Response
    from sphinx_restaction.model.template import PathTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section title; *level* grows with depth."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodBlock:
    """A ``rest_method`` directive."""

    method: str
    url: PathTemplate
    min_version: str
    max_version: str
    versions: VersionRange
    source: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A ``rest_parameters`` directive."""

    catalogue: str
    parameters: tuple[Parameter, ...]
    source: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBlock:
    """A ``rest_status_code`` directive."""

    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBlock:
    """A ``literalinclude`` or a code block."""

    file: str | None
    text: str | None
    source: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph as plain text."""

    text: str
    source: Location


Block = Heading | MethodBlock | TableBlock | StatusBlock | SampleBlock | Prose
