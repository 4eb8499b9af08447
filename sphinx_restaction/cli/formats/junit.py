"""JUnit's XML, which most CI services show: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_restaction.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.report import Report

#: What XML 1.0 cannot hold, even escaped.
_FORBIDDEN_RE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def render(report: Report) -> Iterator[str]:
    """Yield the suites; a finding that does not make the run fail is a skipped case."""
    failures = sum(_fails(finding, report) for finding in report.findings)
    total = len(report.findings) or 1
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<testsuites name="restaction" tests="{total}" failures="{failures}" errors="0">'
    for file, findings in groupby(report.findings, key=lambda finding: finding.diagnostic.location.file):
        yield from _suite(report.path(file), list(findings), report)
    if not report.findings:
        # Some services take a report without cases for a broken one.
        yield '<testsuite name="restaction" tests="1" failures="0" errors="0" skipped="0">'
        yield '<testcase classname="restaction" name="no findings"/>'
        yield "</testsuite>"
    yield "</testsuites>"


def _suite(path: str, findings: Sequence[Finding], report: Report) -> Iterator[str]:
    failures = sum(_fails(finding, report) for finding in findings)
    skipped = len(findings) - failures
    counts = f'tests="{len(findings)}" failures="{failures}" errors="0" skipped="{skipped}"'
    yield f'<testsuite name="{escape(path)}" {counts}>'
    for finding in findings:
        yield from _case(path, finding, report)
    yield "</testsuite>"


def _case(path: str, finding: Finding, report: Report) -> Iterator[str]:
    rule, spot = finding.diagnostic.rule, report.spot(finding)
    message = escape(report.message(finding.diagnostic.message))
    name = escape(f"{rule.id} at {spot.line}:{spot.column}")
    yield f'<testcase classname="{escape(path)}" name="{name}" file="{escape(path)}" line="{spot.line}">'
    if _fails(finding, report):
        yield f'<failure type="{rule.id}" message="{message}">{escape(_details(path, finding, report))}</failure>'
    else:
        yield f'<skipped message="{finding.severity}: {message}"/>'
    yield "</testcase>"


def _fails(finding: Finding, report: Report) -> bool:
    return report.fail_on is not None and SEVERITIES.index(finding.severity) <= SEVERITIES.index(report.fail_on)


def _details(path: str, finding: Finding, report: Report) -> str:
    spot = report.spot(finding)
    lines = [f"{path}:{spot.line}:{spot.column}: {finding.severity}: {report.message(finding.diagnostic.message)}"]
    for other in finding.diagnostic.related:
        place = f"{report.path(other.location.file)}:{other.location.line}"
        lines.append(f"{place}: {report.message(other.message)}")
    return "\n".join(lines)


def escape(text: str) -> str:
    """Return *text* as XML may hold it, in an attribute as well as between tags."""
    allowed = _FORBIDDEN_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(_ESCAPES.get(character, character) for character in allowed)
