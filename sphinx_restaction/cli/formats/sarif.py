"""SARIF 2.1.0, the format of code scanning services."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_restaction import __version__
from sphinx_restaction.cli.plain_text import plain_text
from sphinx_restaction.cli.report import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.cli.report import Report
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.rule import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://pypi.org/project/sphinx-restaction/"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
#: The name under which the folder of the run is known to the paths.
_BASE = "SRCROOT"
#: Goes up when fingerprints are made in another way.
_FINGERPRINT = "restaction/v1"


def render(report: Report) -> Iterator[str]:
    """Yield a log with one run."""
    by_id = {finding.diagnostic.rule.id: finding.diagnostic.rule for finding in report.findings}
    rules = [by_id[rule_id] for rule_id in sorted(by_id)]
    driver = {
        "name": "restaction",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": _HOME,
        "rules": [_rule(rule) for rule in rules],
    }
    indices = {rule.id: index for index, rule in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"uri": Path(report.folder).as_uri().rstrip("/") + "/"}},
        "results": [_result(finding, indices, report) for finding in report.findings],
    }
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": plain_text(rule.summary)},
        "fullDescription": {"text": plain_text(rule.summary)},
        "help": {"text": plain_text(rule.text)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.preset]},
    }


def _result(finding: Finding, indices: dict[str, int], report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    location = _location(diagnostic.location, report.spot(finding), report)
    subject = diagnostic.subject
    if subject.method:
        name = report.message(f"{subject.method} {subject.path} {subject.action or ''}")
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "function"}]
    related = [
        {
            "id": number,
            "message": {"text": report.message(other.message)},
            **_location(other.location, Spot(other.location.line, other.location.column), report),
        }
        for number, other in enumerate(diagnostic.related)
    ]
    return {
        "ruleId": diagnostic.rule.id,
        "ruleIndex": indices[diagnostic.rule.id],
        "level": _LEVELS[finding.severity],
        "message": {"text": report.message(diagnostic.message)},
        "locations": [location],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {_FINGERPRINT: finding.fingerprint},
    }


def _location(place: Location, spot: Spot, report: Report) -> dict[str, Any]:
    region = {"startLine": spot.line, "startColumn": spot.column}
    if spot.length > 1:
        region["endColumn"] = spot.column + spot.length
    return {"physicalLocation": {"artifactLocation": _artifact(place.file, report), "region": region}}


def _artifact(file: str, report: Report) -> dict[str, str]:
    """Return the address of *file*: below the folder of the run, or else a whole one, since ``..`` may not stand."""
    path = report.path(file)
    if path.startswith(("../", "/")):
        return {"uri": Path(file).as_uri()}
    return {"uri": quote(path), "uriBaseId": _BASE}
