"""A result as plain lists, which JSON can hold, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_restaction.checks.finding import Finding, Summary
from sphinx_restaction.diagnostics import Diagnostic, Location, Related, Subject
from sphinx_restaction.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence


class Result(NamedTuple):
    """What a run finds in a source directory."""

    #: By file and line.
    findings: tuple[Finding, ...]
    #: All files that were looked at; absolute paths.
    files: frozenset[str]
    summary: Summary
    #: Files that could not be read although no finding says so.
    unread: tuple[Diagnostic, ...] = ()


def to_lists(result: Result) -> list[Any]:
    """Return *result* as lists, texts and numbers. Named tuples are lists to JSON."""
    return [list(result.findings), sorted(result.files), list(result.summary), list(result.unread)]


def from_lists(lists: Sequence[Any]) -> Result:
    """Return the result that `to_lists` made *lists* of; a TypeError or ValueError if it did not."""
    findings, files, summary, unread = lists
    return Result(
        findings=tuple(Finding(_diagnostic(*found), severity, mark) for found, severity, mark in findings),
        files=frozenset(files),
        summary=Summary(*summary),
        unread=tuple(_diagnostic(*found) for found in unread),
    )


def _diagnostic(  # the fields of a diagnostic, in its order
    rule: Sequence[Any],
    message: str,
    location: Sequence[Any],
    related: Sequence[Sequence[Any]],
    subject: Any,  # noqa: ANN401  # the fields of a subject
    silenced_at: Sequence[Sequence[Any]],
    cause: str,
    severity: Any,  # noqa: ANN401  # a severity or None
) -> Diagnostic:
    return Diagnostic(
        rule=Rule(*rule),
        message=message,
        location=Location(*location),
        related=tuple(Related(Location(*place), text) for place, text in related),
        subject=Subject(*subject)._replace(definition=subject[-1] and Location(*subject[-1])),
        silenced_at=tuple(Location(*place) for place in silenced_at),
        cause=cause,
        severity=severity,
    )
