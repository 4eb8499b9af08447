"""``--statistics``: how many findings of each rule and in each file, and where the time went."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_restaction.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx_restaction.cli.report import Report
    from sphinx_restaction.rule import Severity


def tally(report: Report, phases: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of the statistics."""
    rules = Counter((finding.severity, finding.diagnostic.rule.id) for finding in report.findings)
    files = Counter(report.path(finding.diagnostic.location.file) for finding in report.findings)
    if report.findings:
        yield from ("", "Findings by rule:")
        for (severity, rule_id), number in sorted(rules.items(), key=_gravest_and_most):
            yield f"{number:7}  {severity:7}  {rule_id}"
        yield from ("", "Findings by file:")
        for file, number in sorted(files.items(), key=lambda item: (-item[1], item[0])):
            yield f"{number:7}  {file}"
    yield from ("", "CPU time in milliseconds:")
    for phase, seconds in phases.items():
        yield f"{seconds * 1000:7.0f}  {phase}"


def _gravest_and_most(item: tuple[tuple[Severity, str], int]) -> tuple[int, int, str]:
    (severity, rule_id), number = item
    return SEVERITIES.index(severity), -number, rule_id
