"""The structure of an operation in HTML: a section that opens and closes, its samples, and what is derived of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.sphinx_ext.brief import brief_of
from sphinx_restaction.sphinx_ext.changes import changes_of
from sphinx_restaction.sphinx_ext.nodes import (
    operation,
    operation_changes,
    operation_title,
    part_title,
    rest_method,
    sample,
    snippets,
)
from sphinx_restaction.sphinx_ext.sample_units import wrap_samples
from sphinx_restaction.sphinx_ext.snippets import Request
from sphinx_restaction.sphinx_ext.versions import version_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_restaction.sphinx_ext.config import Options
    from sphinx_restaction.sphinx_ext.parts import Parts

#: What docutils gives to a section whose title is taken.
_AUTOMATIC_RE = re.compile(r"id\d+")
#: Methods whose requests have no body.
_WITHOUT_BODY = frozenset({"GET", "HEAD"})


def structure(parts: Parts, options: Options, numbers: Iterator[int]) -> None:
    """Rewrite the nodes of an operation for HTML; *numbers* count its sets of samples."""
    section = parts.section
    if section is not None and isinstance(section[0], nodes.title):
        _make_operation(section, section[0], parts)
    wrap_samples(parts, numbers)
    if options.snippets:
        made = snippets(classes=_classes(parts))
        made.request = _request(parts, options)
        append(parts, made)
    changes = changes_of((table["rows"], role) for table, role in parts.tables)
    if changes and not options.microversion:
        changed = operation_changes(classes=_classes(parts))
        changed.changes = changes
        append(parts, changed)
    for node in _marked(parts):
        node["classes"] += _classes(parts)


def append(parts: Parts, node: nodes.Node) -> None:
    """Put *node* at the end of the operation."""
    section = parts.section
    if section is None:
        last = parts.nodes[-1]
        while isinstance(last.parent, sample) or last.parent.get("literal_block"):
            last = last.parent
        last.parent.insert(last.parent.index(last) + 1, node)
        return
    other = next((child for child in section.children if _holds_operation(child)), None)
    end = section.index(other) if other else len(section)
    last = _last_section(section[end - 1]) or section
    # Targets at the end name the section behind, and LaTeX has to find them just before it.
    targets = _take_targets(last, end if last is section else len(last))
    section.insert(section.index(other) if other else len(section), [node, *targets])


def _last_section(node: nodes.Node) -> nodes.section | None:
    """Return the innermost section at the end of *node*."""
    if not isinstance(node, nodes.section):
        return None
    return (_last_section(node[-1]) if node.children else None) or node


def _take_targets(section: nodes.section, end: int) -> list[nodes.Node]:
    start = end
    while start and isinstance(section[start - 1], nodes.target):
        start -= 1
    targets = section.children[start:end]
    del section[start:end]
    return targets


def _holds_operation(node: nodes.Node) -> bool:
    return isinstance(node, nodes.section) and next(iter(node.findall(rest_method)), None) is not None


def _make_operation(section: nodes.section, title: nodes.title, parts: Parts) -> None:
    title.replace_self(operation_title("", "", *title.children, **title.attributes))
    made = operation("", **section.attributes)
    made.source, made.line = section.source, section.line
    made["brief"] = brief_of(parts.method)
    made["anchor"] = parts.operation.anchor
    section.replace_self(made)
    made += section.children
    # docutils has given it the ids of what it replaces.
    made["ids"] = [name for name in section["ids"] if name != parts.operation.anchor]
    _mark_parts(made)
    made["whole"] = sum(1 for _ in made.findall(rest_method)) == 1
    if made["whole"]:
        made["classes"].append("rest-operation")


def _mark_parts(made: operation) -> None:
    for section in made.children:
        if isinstance(section, nodes.section) and all(_AUTOMATIC_RE.fullmatch(name) for name in section["ids"]):
            title = section[0]
            if type(title) is nodes.title:
                title.replace_self(part_title("", "", *title.children, **title.attributes))


def _classes(parts: Parts) -> list[str]:
    """Return the versions of the operation for its parts, unless its section has them for all."""
    section = parts.section
    if section is not None and section.get("whole"):
        return []
    return version_classes(parts.method["min_version"], parts.method["max_version"])


def _marked(parts: Parts) -> list[nodes.Element]:
    units = [unit for block, _ in parts.samples for unit in (block.parent, block.parent.parent) if type(unit) is sample]
    return [*(table for table, _ in parts.tables), *parts.statuses, *units]


def _request(parts: Parts, options: Options) -> Request:
    method, method_url = parts.operation.method, parts.operation.url
    requests = [(block, example) for block, example in parts.samples if example.role == "request"]
    block, example = requests[0] if requests and method not in _WITHOUT_BODY else (None, None)
    version = options.microversion or str((example and example.microversion) or parts.operation.versions.minimum or "")
    return Request.of(
        method=method,
        endpoint=options.endpoint,
        path=method_url.text,
        body=block.astext() if block else "",
        header=options.microversion_header,
        version=version or options.min_microversion,
    )
