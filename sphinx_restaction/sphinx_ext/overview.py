"""The list of a page's operations, and the versions to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.sphinx_ext.versions import version_classes, versions_of
from sphinx_restaction.sphinx_ext.words import choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_restaction.sphinx_ext.config import Options
    from sphinx_restaction.sphinx_ext.parts import Parts
    from sphinx_restaction.sphinx_ext.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the list."""

    anchor: str
    #: The address of its page, empty for this one.
    page: str = ""
    method: str
    title: str
    url: str
    action: str
    versions: str
    version_classes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What stands at the place of ``rest_expand_all``."""

    entries: list[Entry]
    #: Pairs of a version and what a reader sees of it; empty where there is nothing to choose.
    choices: list[tuple[str, str]]

    def on(self, pages: Mapping[str, str]) -> Overview:
        """Return the same list for operations that stand on *pages*, by their anchors."""
        return replace(self, entries=[replace(entry, page=pages.get(entry.anchor, "")) for entry in self.entries])


def overview_of(all_parts: Sequence[Parts], options: Options, words: Words) -> Overview:
    """Return the overview of a page with the operations *all_parts*."""
    releases = {str(version): str(name) for version, name in options.release_microversions.items()}
    versions = [] if options.microversion else [str(version) for version in versions_of(all_parts, options)]
    return Overview(
        entries=[_entry(parts, words) for parts in all_parts],
        choices=[(version, choice(version, releases.get(version, ""))) for version in versions],
    )


def _entry(parts: Parts, words: Words) -> Entry:
    operation = parts.operation
    minimum, maximum = parts.method["min_version"], parts.method["max_version"]
    return Entry(
        anchor=operation.anchor,
        method=operation.method,
        title=_title(parts) or operation.title or operation.url.text,
        url=operation.url.text,
        action=operation.action or "",
        versions=words.span(minimum, maximum),
        version_classes=version_classes(minimum, maximum),
    )


def _title(parts: Parts) -> str:
    """Return the heading as the page shows it, which may be a translation."""
    section = parts.section
    return section[0].astext() if section and isinstance(section[0], nodes.title) else ""
