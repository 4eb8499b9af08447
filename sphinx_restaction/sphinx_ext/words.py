"""The words of our own that every builder writes; those of HTML alone stand in its templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

REQUIRED = "required"
OPTIONAL = "optional"


def necessity(row: nodes.Element) -> str:
    """Return whether a parameter is required, in a word."""
    return REQUIRED if row["required"] else OPTIONAL


def version_notes(node: nodes.Element) -> Iterator[str]:
    """Yield what a node's ``min_version`` and ``max_version`` say to a reader."""
    if node["min_version"]:
        yield f"New in version {node['min_version']}"
    if node["max_version"]:
        yield f"Available until version {node['max_version']}"


def version_range(minimum: str, maximum: str) -> str:
    """Return the range of microversions that a reference covers; an empty string if it has none."""
    if minimum and maximum:
        return f"Microversions {minimum} to {maximum}"
    if minimum:
        return f"Microversions from {minimum}"
    return f"Microversions up to {maximum}" if maximum else ""


def undefined(key: str) -> str:
    """Return what stands in the place of a definition that is not there."""
    return f"There is no definition of {key}."
