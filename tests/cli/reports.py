"""Reports made by hand, for the tests of the output formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_restaction import rules
from sphinx_restaction.checks.finding import Finding, Summary
from sphinx_restaction.cli.formats import load_format
from sphinx_restaction.cli.report import Report
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Subject

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_restaction.rule import Rule, Severity

SUMMARY = Summary(files=3, operations=2, samples=1)


def finding(  # noqa: PLR0913  # the parts of a finding
    file: Path | str,
    line: int = 1,
    column: int = 1,
    *,
    rule: Rule = rules.UNKNOWN_FIELD,
    severity: Severity = "warning",
    message: str = "something disagrees",
    related: tuple[Related, ...] = (),
    subject: Subject | None = None,
    fingerprint: str = "0123456789abcdef",
) -> Finding:
    """Return a finding in *file*."""
    place = Location(str(file), line, column)
    diagnostic = Diagnostic(rule, message, place, related, subject or Subject())
    return Finding(diagnostic=diagnostic, severity=severity, fingerprint=fingerprint)


def report(folder: Path, *findings: Finding, **options: object) -> Report:
    """Return a report of *findings*, its paths relative to *folder*."""
    return Report(findings=findings, summary=SUMMARY, folder=str(folder), **options)  # type: ignore[arg-type]


def render(name: str, shown: Report) -> str:
    """Return *shown* in the format *name*."""
    return "".join(line + "\n" for line in load_format(name).render(shown))
