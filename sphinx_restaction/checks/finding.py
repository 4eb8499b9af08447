"""A finding: a diagnostic that a project has not silenced, with what reports show of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_restaction.diagnostics import Diagnostic
    from sphinx_restaction.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A diagnostic with its severity in this project, and what it is known by from one run to the next."""

    diagnostic: Diagnostic
    severity: Severity
    #: 16 hexadecimal digits that do not depend on lines, columns and messages.
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How much was looked at."""

    files: int
    operations: int
    samples: int
