"""What a browser is told of findings: each with the places of the page that it is about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx_restaction.checks.finding import Finding
    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Reference
    from sphinx_restaction.sphinx_ext.live.warnings import Warned

#: How many other places a finding names.
_SHOWN = 20


def describe(findings: Iterable[Finding], reference: Reference, page_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return what the preview's script shows of *findings*."""
    targets = dict(_targets(reference, page_of))
    return [_describe(finding, reference.root, targets) for finding in findings]


def describe_warnings(warnings: Iterable[Warned], root: str) -> list[dict[str, Any]]:
    """Return what the preview's script shows of what Sphinx and docutils say."""
    return [
        {
            "rule": warned.kind or "sphinx",
            "severity": warned.severity,
            "message": warned.message,
            "file": warned.file,
            "path": _path(warned.file, root),
            "line": warned.line,
            "url": None,
            "related": [],
            "targets": [],
        }
        for warned in warnings
    ]


def _describe(finding: Finding, root: str, targets: Mapping[Location, dict[str, Any]]) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    others = diagnostic.related[:_SHOWN]
    places = (diagnostic.location, *(other.location for other in others), *diagnostic.silenced_at)
    shown = list({str(target): target for place in places if (target := targets.get(place))}.values())
    return {
        "rule": diagnostic.rule.id,
        "severity": finding.severity,
        "message": diagnostic.message,
        "file": diagnostic.location.file,
        "path": _path(diagnostic.location.file, root),
        "line": diagnostic.location.line,
        "url": None,
        "related": [
            {
                "file": other.location.file,
                "path": _path(other.location.file, root),
                "line": other.location.line,
                "message": other.message,
            }
            for other in others
        ],
        "targets": _most_telling(shown),
    }


def _most_telling(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows among *targets*, else the samples, else the operations."""
    for key in ("row", "sample", "anchor"):
        found = [target for target in targets if key in target]
        if found:
            return found
    return []


def _targets(reference: Reference, page_of: Callable[[str], str]) -> Iterator[tuple[Location, dict[str, Any]]]:
    for document in reference.documents:
        if document.operations:
            page = page_of(document.name)
            for operation in document.operations:
                yield from _of_operation(operation, {"page": page, "anchor": operation.anchor})


def _of_operation(operation: Operation, target: dict[str, Any]) -> Iterator[tuple[Location, dict[str, Any]]]:
    yield operation.source, target
    for number, table in enumerate(operation.tables):
        for row, parameter in enumerate(table.parameters):
            yield parameter.source, {**target, "table": number, "row": row}
    for number, example in enumerate(operation.examples):
        yield example.source, {**target, "sample": number}


def _path(file: str, root: str) -> str:
    """Return *file* relative to the repository, if it lies there."""
    return os.path.relpath(file, root) if file.startswith(root.rstrip(os.sep) + os.sep) else file
