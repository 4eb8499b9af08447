"""A finding: a diagnostic that a project has not silenced, with what reports show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.rule import Severity


class Finding(NamedTuple):
    """A diagnostic with its severity in this project, and what it is known by from one run to the next."""

    diagnostic: Diagnostic
    severity: Severity
    #: 16 hexadecimal digits that do not depend on lines, columns and messages.
    fingerprint: str


class Summary(NamedTuple):
    """How much was looked at."""

    files: int
    operations: int
    samples: int
