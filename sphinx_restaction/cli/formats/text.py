"""The format for people: by file, each finding with its source line and the other places that it speaks of."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx_restaction.cli.report import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.report import Report, Spot

_RESET = "\x1b[0m"
_STYLES = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m", "file": "\x1b[1m", "dim": "\x1b[2m"}
#: The most characters of a source line that are shown, and those before the place if it is cut.
_WIDTH = 100
_BEFORE = 40
#: How many other places of a finding are listed; the other formats have them all.
_PLACES = 8
#: A control character could do anything to a terminal.
_CONTROL_RE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WIDE = ("W", "F")


def render(report: Report) -> Iterator[str]:
    """Yield the findings of each file, and the summary; a quiet report has one line for each finding."""
    if report.is_quiet:
        yield from (_one_line(finding, report) for finding in report.findings)
        return
    for file, findings in groupby(report.findings, key=lambda finding: finding.diagnostic.location.file):
        yield _styled(_safe(report.path(file)), "file", report)
        for finding in findings:
            yield from _finding(finding, report)
        yield ""
    yield _summary(report)


def _one_line(finding: Finding, report: Report) -> str:
    spot, diagnostic = report.spot(finding), finding.diagnostic
    place = _safe(f"{report.path(diagnostic.location.file)}:{spot.line}:{spot.column}")
    severity = _styled(finding.severity, finding.severity, report)
    return f"{place}: {severity}: {_safe(report.message(diagnostic.message))} [{diagnostic.rule.id}]"


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    spot, diagnostic = report.spot(finding), finding.diagnostic
    severity = _styled(finding.severity, finding.severity, report)
    rule = _styled(f"[{diagnostic.rule.id}]", "dim", report)
    yield f"  {spot.line}:{spot.column}  {severity}  {_safe(report.message(diagnostic.message))}  {rule}"
    line = report.sources.line(diagnostic.location)
    if line.strip():
        yield from _excerpt(line, spot, finding, report)
    for other in diagnostic.related[:_PLACES]:
        place = _safe(f"{report.path(other.location.file)}:{other.location.line}")
        yield f"      {place}: {_safe(report.message(other.message))}"
    if len(diagnostic.related) > _PLACES:
        yield f"      and {plural(len(diagnostic.related) - _PLACES, 'more place')}"


def _excerpt(line: str, spot: Spot, finding: Finding, report: Report) -> Iterator[str]:
    """Yield the source line, cut to what fits, and the line of carets below it."""
    start = max(0, spot.column - 1 - _BEFORE) if len(line) > _WIDTH else 0
    shown = _safe(line[start : start + _WIDTH])
    before = _safe(line[start : spot.column - 1])
    marked = _safe(line[spot.column - 1 : spot.column - 1 + spot.length])[: max(1, _WIDTH - len(before))]
    number = str(spot.line)
    carets = _styled("^" * max(1, _columns(marked)), finding.severity, report)
    yield f"    {_styled(f'{number} |', 'dim', report)} {shown}"
    yield f"    {_styled(' ' * len(number) + ' |', 'dim', report)} {' ' * _columns(before)}{carets}"


def _summary(report: Report) -> str:
    looked_at = ", ".join(
        (
            plural(report.summary.files, "file"),
            plural(report.summary.operations, "operation"),
            plural(report.summary.samples, "sample"),
        )
    )
    known = f"; {plural(report.known, 'finding')} of the baseline not shown" if report.known else ""
    if not report.findings:
        return f"No findings in {looked_at}{known}."
    counts = ", ".join(
        _styled(plural(report.count(severity), severity), severity, report)
        for severity in ("error", "warning", "info")
        if report.count(severity)
    )
    return f"{plural(len(report.findings), 'finding')} ({counts}) in {looked_at}{known}."


def _styled(text: str, style: str, report: Report) -> str:
    return f"{_STYLES[style]}{text}{_RESET}" if report.is_coloured else text


def _safe(text: str) -> str:
    """Return *text* with a blank for each tab and a mark for each other control character."""
    return _CONTROL_RE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def _columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
