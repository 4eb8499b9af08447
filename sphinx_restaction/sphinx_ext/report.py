"""The one way from a `Diagnostic` to a Sphinx warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Diagnostic

#: How many other places a warning names.
_SHOWN = 6
_LOGGER = logging.getLogger(__name__)


def text_of(diagnostic: Diagnostic) -> str:
    """Return the message with the other places that it speaks of."""
    shown = [f"{other.location}: {other.message}" for other in diagnostic.related[:_SHOWN]]
    more = len(diagnostic.related) - len(shown)
    places = "; ".join([*shown, f"{more} more"] if more > 0 else shown)
    return f"{diagnostic.message} ({places})" if places else diagnostic.message


def report(diagnostic: Diagnostic) -> None:
    """Log *diagnostic* as a warning of type ``restaction`` with the rule as its subtype, located in its file."""
    message = text_of(diagnostic)
    # The location is a string, for it may lie in a file that is no document.
    _LOGGER.warning("%s", message, type="restaction", subtype=diagnostic.rule.id, location=str(diagnostic.location))


def report_all(findings: Sequence[Finding]) -> None:
    """Log *findings* like `report`; a mild one is information, which no option turns into an error."""
    mild = [finding.diagnostic for finding in findings if finding.severity == "info"]
    for finding in findings:
        if finding.severity != "info":
            report(finding.diagnostic)
    if mild:
        # Sphinx has not ended the line in which it says that it checks.
        _LOGGER.info("")
    for diagnostic in mild:
        _LOGGER.info("%s: %s [restaction.%s]", diagnostic.location, text_of(diagnostic), diagnostic.rule.id)
