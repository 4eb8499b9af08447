"""What makes the command give up: usage, configuration, and what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.diagnostics import Diagnostic


class Failure(Exception):  # noqa: N818  # the word of the manual
    """The command cannot do what it was asked for; the text says why. It ends with exit code 2."""


def raise_faults(faults: Iterable[Diagnostic]) -> None:
    """Raise a `Failure` of all *faults* of a configuration, if there are any."""
    lines = [f"{fault.location}:{fault.location.column}: {fault.message}" for fault in faults]
    if lines:
        raise Failure("\n".join(lines))
