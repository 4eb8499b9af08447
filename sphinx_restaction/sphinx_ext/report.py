"""The one way from a `Diagnostic` to a Sphinx warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic

_LOGGER = logging.getLogger(__name__)


def report(diagnostic: Diagnostic) -> None:
    """Log *diagnostic* as a warning of type ``restaction`` with the rule as its subtype, located in its file."""
    places = "; ".join(f"{other.location}: {other.message}" for other in diagnostic.related)
    message = f"{diagnostic.message} ({places})" if places else diagnostic.message
    # The location is a string, for it may lie in a file that is no document.
    _LOGGER.warning("%s", message, type="restaction", subtype=diagnostic.rule.id, location=str(diagnostic.location))
