"""The nodes of each operation, beside what the domain knows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_restaction.sphinx_ext.domain import RestDomain
from sphinx_restaction.sphinx_ext.nodes import parameter_table, rest_method, rest_table, status_table
from sphinx_restaction.sphinx_ext.places import location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from sphinx_restaction.model.operation import Example, Operation, Role

_OURS = (rest_method, rest_table, nodes.literal_block)
_SHOWN = (*_OURS, addnodes.start_of_file)


@dataclass(frozen=True, slots=True)
class Parts:
    """An operation with the nodes that a document shows of it, in reading order."""

    operation: Operation
    method: rest_method
    #: The tables of parameters, each with the role that its heading gives.
    tables: list[tuple[parameter_table, Role | None]] = field(default_factory=list)
    statuses: list[status_table] = field(default_factory=list)
    samples: list[tuple[nodes.literal_block, Example]] = field(default_factory=list)

    @property
    def section(self) -> nodes.section | None:
        """The section that the operation's heading opens; None for one that shares a section with another."""
        section = self.method.parent
        return section if isinstance(section, nodes.section) and first_method(section) is self.method else None

    @property
    def nodes(self) -> list[nodes.Element]:
        """The nodes of the operation that can be told from its section's other content."""
        tables = [table for table, _ in self.tables]
        return [self.method, *tables, *self.statuses, *(sample for sample, _ in self.samples)]


def first_method(section: nodes.Element) -> rest_method | None:
    """Return the method that makes *section* an operation."""
    return next((child for child in section.children if isinstance(child, rest_method)), None)


def parts_of(document: nodes.Element, operations: Iterable[Operation]) -> Iterator[Parts]:
    """Yield the parts of each operation that *document* still shows; *operations* are those of its domain."""
    by_anchor = {operation.anchor: operation for operation in operations}
    return _parts(document.findall(lambda node: isinstance(node, _OURS)), by_anchor) if by_anchor else iter(())


def shown_parts(document: nodes.document, env: BuildEnvironment) -> list[Parts]:
    """Return the parts of all operations of what a builder writes as one document."""
    operations = RestDomain.of(env).operations
    if not operations:
        return []
    found = list(document.findall(lambda node: isinstance(node, _SHOWN)))
    inner = (node["docname"] for node in found if isinstance(node, addnodes.start_of_file))
    names = dict.fromkeys((env.docname, *inner))
    return list(_parts(found, {one.anchor: one for name in names for one in operations.get(name, ())}))


def _parts(found: Iterable[nodes.Node], by_anchor: Mapping[str, Operation]) -> Iterator[Parts]:
    current: Parts | None = None
    for node in found:
        if isinstance(node, rest_method):
            if current:
                yield current
            operation = _operation_of(node, by_anchor)
            current = Parts(operation, node) if operation else None
        elif current:
            _take(current, node)
    if current:
        yield current


def _operation_of(method: rest_method, by_anchor: Mapping[str, Operation]) -> Operation | None:
    holder = method.parent if first_method(method.parent) is method else method
    ids = (*method["ids"], *holder["ids"])
    return next((by_anchor[name] for name in ids if name in by_anchor), None)


def _take(parts: Parts, node: nodes.Node) -> None:
    """Add *node* to *parts*, unless it stands behind the end of the operation."""
    operation = parts.operation
    if isinstance(node, parameter_table):
        parts.tables.extend((node, table.role) for table in operation.tables if table.source == node.block.source)
    elif isinstance(node, status_table):
        if set(node.block.responses) <= set(operation.responses):
            parts.statuses.append(node)
    elif isinstance(node, nodes.literal_block):
        place = location(node.source, node.line)
        parts.samples.extend((node, example) for example in operation.examples if example.source == place)
