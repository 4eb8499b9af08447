"""The format for GitHub Actions: workflow commands, which become annotations of the changed files.

GitHub shows ten annotations of each type for a step, and drops the rest. So the gravest come first, and what would be
dropped goes to the summary page of the job, if there is one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_restaction.cli.report import clean, plural
from sphinx_restaction.rule import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.report import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
#: How many annotations of a type GitHub shows for a step.
_SHOWN = 10
#: GitHub takes a megabyte of summary from a step.
_MAX_ROWS = 2000


def render(report: Report) -> Iterator[str]:
    """Yield the commands, the gravest first, and write those that GitHub would drop to ``$GITHUB_STEP_SUMMARY``."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
    rest: list[Finding] = []
    for severity in SEVERITIES:
        findings = [finding for finding in report.findings if finding.severity == severity]
        shown = findings[:_SHOWN] if summary else findings
        rest += findings[len(shown) :]
        yield from (_command(finding, report) for finding in shown)
    yield from (_line(finding, report) for finding in rest)
    if rest:
        _append(summary, _table(rest, report))


def _command(finding: Finding, report: Report) -> str:
    diagnostic, spot = finding.diagnostic, report.spot(finding)
    properties = {
        "file": _path(diagnostic.location.file, report),
        "line": str(spot.line),
        "col": str(spot.column),
        "endColumn": str(spot.column + spot.length),
        "title": diagnostic.rule.id,
    }
    places = "".join(
        f"\n{report.path(other.location.file)}:{other.location.line}: {report.message(other.message)}"
        for other in diagnostic.related
    )
    text = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {text}::{_data(report.message(diagnostic.message) + places)}"


def _path(file: str, report: Report) -> str:
    """Return *file* as GitHub knows it: relative to the clone, wherever the command runs."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    relative = os.path.relpath(file, os.path.realpath(workspace)) if workspace else os.pardir
    return report.path(file) if relative.startswith(os.pardir) else clean(relative).replace(os.sep, "/")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _line(finding: Finding, report: Report) -> str:
    """Return a finding as a plain line of the log: its first character keeps it from being a command."""
    diagnostic, spot = finding.diagnostic, report.spot(finding)
    place = f"{_path(diagnostic.location.file, report)}:{spot.line}:{spot.column}"
    text = f"{finding.severity}: {report.message(diagnostic.message)} [{diagnostic.rule.id}]"
    return " ".join(f"- {place}: {text}".split())


def _table(findings: Sequence[Finding], report: Report) -> str:
    rows = [
        f"| {finding.severity} | `{_cell(_place(finding, report))}` "
        f"| {_cell(report.message(finding.diagnostic.message))} | {finding.diagnostic.rule.id} |"
        for finding in findings[:_MAX_ROWS]
    ]
    left = len(findings) - len(rows)
    more = ["", f"And {plural(left, 'finding')} more."] if left else []
    head = ["### restaction: findings beside those shown in the files", ""]
    return "\n".join([*head, "| | Place | Finding | Rule |", "|---|---|---|---|", *rows, *more, ""])


def _place(finding: Finding, report: Report) -> str:
    return f"{_path(finding.diagnostic.location.file, report)}:{finding.diagnostic.location.line}"


def _cell(text: str) -> str:
    """Return *text* as the content of a cell: nothing in it is markup."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "&#124;").replace("`", "&#96;")
    return " ".join(escaped.split())


def _append(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8", errors="replace") as stream:
        stream.write(text)
