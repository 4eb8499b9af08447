"""Stable ids for the operations, rows and status codes of a document that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.resolve.anchors import Anchors, numbered, slug
from sphinx_restaction.sphinx_ext.nodes import parameter_table, rest_method, status_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Operation, Role
    from sphinx_restaction.sphinx_ext.nodes import rest_table


def identify(document: nodes.document, found: Iterable[nodes.Node], operations: Iterable[Operation]) -> None:
    """Give each operation its anchor and each of its rows one below it: ``get.servers.request.limit``.

    *found* are the nodes that *operations* were made from, in order. Rows outside of every operation have no id.
    """
    pending = iter(operations)
    current: Operation | None = None
    roles: dict[Location, Role | None] = {}
    taken = Anchors()
    taken.update(document.ids)
    for node in found:
        if isinstance(node, rest_method):
            current = next(pending)
            roles = {table.source: table.role for table in current.tables}
            _holder(node)["ids"].append(current.anchor)
            taken.add(current.anchor)
        elif current and isinstance(node, parameter_table):
            if node.block.source in roles:
                role = roles[node.block.source]
                _place(node)
                _number(node, f"{current.anchor}.{role or 'parameter'}", taken)
        elif current and isinstance(node, status_table) and set(node.block.responses) <= set(current.responses):
            _number(node, f"{current.anchor}.status", taken)
        if isinstance(node, status_table):
            _keep_old_id(node, taken)


def _holder(node: rest_method) -> nodes.Element:
    """Return the section of a method if it is the first one there, for then the section is the operation."""
    section = node.parent
    if isinstance(section, nodes.section):
        first = next(child for child in section.children if isinstance(child, rest_method))
        return section if first is node else node
    return node


def _place(table: parameter_table) -> None:
    rows = zip(table["rows"], table.block.parameters, strict=True)
    table["rows"] = tuple(row._replace(source=parameter.source) for row, parameter in rows)


def _number(table: rest_table, prefix: str, taken: set[str]) -> None:
    rows = []
    for row in table["rows"]:
        anchor = numbered(f"{prefix}.{slug(row.name)}", taken)
        taken.add(anchor)
        rows.append(row._replace(id=anchor))
    table["rows"] = tuple(rows)


def _keep_old_id(table: status_table, taken: set[str]) -> None:
    """Give the first table of each kind the id that os-api-ref gave to all of them."""
    name = table["kind"].capitalize()
    if name not in taken:
        taken.add(name)
        table["ids"].append(name)
