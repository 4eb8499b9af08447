"""Output formats, a file each: ``render(report)`` yields the lines of the output."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.cli.report import Report

#: The names of the formats, which are those of their modules; only the one that is asked for is loaded.
FORMATS = ("text", "json", "github", "sarif", "junit")


class Format(Protocol):
    """What the module of a format has."""

    def render(self, report: Report) -> Iterable[str]:
        """Yield the lines of the output, without line ends."""


def load_format(name: str) -> Format:
    """Return the format *name*, one of `FORMATS`."""
    return cast("Format", import_module(f"{__name__}.{name}"))
