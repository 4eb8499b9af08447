"""The format for programs: one JSON object, whose shape is stable. The manual has every field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.report import Report
    from sphinx_restaction.diagnostics import Subject

#: Goes up when a field changes its meaning or goes away; new fields do not change it.
_VERSION = 1


def render(report: Report) -> Iterator[str]:
    """Yield the object, one line for each finding."""
    yield f'{{"version": {_VERSION}, "findings": ['
    last = len(report.findings) - 1
    for number, finding in enumerate(report.findings):
        yield json.dumps(_finding(finding, report), ensure_ascii=False) + ("," if number < last else "")
    yield f'], "summary": {json.dumps(_summary(report))}}}'


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    diagnostic, subject = finding.diagnostic, finding.diagnostic.subject
    spot = report.spot(finding)
    return {
        "rule": diagnostic.rule.id,
        "severity": finding.severity,
        "message": report.message(diagnostic.message),
        "file": report.path(diagnostic.location.file),
        "line": spot.line,
        "column": spot.column,
        "operation": _operation(subject, report),
        "role": subject.role or None,
        "name": report.message(subject.name) or None,
        "sample": report.path(subject.sample) if subject.sample else None,
        "pointer": report.message(subject.pointer) or None,
        "microversion": subject.microversion or None,
        "definition": _definition(subject, report),
        "related": [
            {
                "file": report.path(other.location.file),
                "line": other.location.line,
                "message": report.message(other.message),
            }
            for other in diagnostic.related
        ],
        "fingerprint": finding.fingerprint,
    }


def _operation(subject: Subject, report: Report) -> dict[str, str | None] | None:
    if not subject.method and not subject.path:
        return None
    return {
        "method": report.message(subject.method),
        "path": report.message(subject.path),
        "title": report.message(subject.title),
        "action": report.message(subject.action) if subject.action else None,
    }


def _definition(subject: Subject, report: Report) -> dict[str, Any] | None:
    if subject.definition is None:
        return None
    return {
        "file": report.path(subject.definition.file),
        "line": subject.definition.line,
        "key": report.message(subject.key),
    }


def _summary(report: Report) -> dict[str, int]:
    return {
        "files": report.summary.files,
        "operations": report.summary.operations,
        "samples": report.summary.samples,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "infos": report.count("info"),
    }
