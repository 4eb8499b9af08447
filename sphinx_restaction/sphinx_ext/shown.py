"""What of a document can be linked: its operations, rows and status codes, as they are left when it has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx_restaction.model.microversion import Microversion
from sphinx_restaction.sphinx_ext.nodes import rest_method, rest_table, status_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docutils import nodes

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Operation

Kind = Literal["operation", "action", "parameter", "status"]


class Member(NamedTuple):
    """A row of a table, or a status code in prose."""

    kind: Kind
    #: Of a parameter: ``request``, ``response``, or ``parameter`` where no heading tells.
    part: str
    name: str
    anchor: str
    source: Location


#: The operations that a document shows, by their anchors, in reading order.
Shown = dict[str, tuple[Member, ...]]


def shown_members(found: Iterable[nodes.Node], operations: Iterable[Operation], version: str) -> Shown:
    """Return what *found*, the nodes of *operations* in order, still show: of one *version*, if that is not empty."""
    wanted = Microversion.parse(version)
    pending = iter(operations)
    rows: dict[str, list[Member]] = {}
    current: Operation | None = None
    shown: dict[str, Operation] = {}
    for node in found:
        if isinstance(node, rest_method):
            current = next(pending)
            if wanted is None or wanted in current.versions:
                shown[current.anchor] = current
                rows[current.anchor] = []
            else:
                current = None
        elif current and isinstance(node, rest_table):
            rows[current.anchor] += _rows(node, current)
    return {anchor: (*rows[anchor], *_prose(operation, rows[anchor])) for anchor, operation in shown.items()}


def _rows(table: rest_table, operation: Operation) -> Iterator[Member]:
    """Yield the rows of a table; one behind the end of the operation has no id."""
    rows = [row for row in table["rows"] if row.id and row.name.strip()]
    if isinstance(table, status_table):
        places = {str(response.code): response.source for response in reversed(operation.responses)}
        for row in rows:
            source = places.get(row.name, operation.source)
            yield Member(kind="status", part="status", name=row.name, anchor=row.id, source=source)
        return
    start = len(operation.anchor) + 1
    for row in rows:
        part = row.id[start:].partition(".")[0]
        source = row.source or operation.source
        yield Member(kind="parameter", part=part, name=row.name, anchor=row.id, source=source)


def _prose(operation: Operation, rows: list[Member]) -> Iterator[Member]:
    """Yield the codes that sentences list; they have no ids of their own, so links lead to the operation."""
    known = {row.name for row in rows if row.kind == "status"}
    codes = {str(response.code): response for response in reversed(operation.responses) if response.is_prose}
    for name, response in reversed(codes.items()):
        if name not in known:
            yield Member(kind="status", part="status", name=name, anchor=operation.anchor, source=response.source)
