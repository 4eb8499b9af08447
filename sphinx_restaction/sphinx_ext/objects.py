"""What roles, inventories, indices and the search know of a reference: its objects and their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sphinx.domains import ObjType

from sphinx_restaction.sphinx_ext.names import canonical, operation_name, path_of, plain_code, qualified, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.model.operation import Operation
    from sphinx_restaction.model.reference import Document
    from sphinx_restaction.sphinx_ext.shown import Kind, Member, Shown

    #: As `Domain.get_objects` yields them.
    Entry = tuple[str, str, str, str, str, int]

OBJECT_TYPES = {
    "operation": ObjType("operation", "op"),
    "action": ObjType("action", "action"),
    "parameter": ObjType("parameter", "param"),
    "status": ObjType("status code", "status"),
}
PLURALS: dict[Kind, str] = {
    "operation": "operations",
    "action": "actions",
    "parameter": "parameters",
    "status": "status codes",
}
#: An operation comes first in a search and a row last. An action is found as an operation, and of the codes there are
#: so many that the search leaves them out.
_HIDDEN = -1
_PRIORITIES: dict[Kind, int] = {"operation": 0, "action": _HIDDEN, "parameter": 2, "status": _HIDDEN}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RestObject:
    """Something that a link can lead to."""

    kind: Kind
    #: The name in inventories, which no other object of its kind has.
    name: str
    #: The name that it would have if it were alone; others may have it, too.
    short: str
    docname: str
    anchor: str
    source: Location
    operation: Operation
    #: The operation as an object; None for one.
    parent: RestObject | None = None
    #: Of a row: its name, and the table that it stands in.
    row: str = ""
    part: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        """The document and the anchor of the operation."""
        return self.docname, self.operation.anchor

    @property
    def path(self) -> str:
        """The path of the operation."""
        return path_of((self.parent or self).name)

    @property
    def written(self) -> str:
        """The name as authors write it."""
        return plain_code(self.name) if self.kind == "status" else self.name

    @property
    def display(self) -> str:
        """The text of an entry in the results of a search: an operation says its title, too."""
        title = " ".join(self.operation.title.split())
        return f"{self.short} ({title})" if self.kind == "operation" and title else self.written


def make_objects(documents: Mapping[str, Document], shown: Mapping[str, Shown]) -> list[RestObject]:
    """Return all objects, those of a kind by document and in reading order."""
    operations = list(_operations(documents, shown))
    actions = _actions([one for one in operations if one.operation.action])
    members = [(one, member) for one in operations for member in shown[one.docname][one.anchor]]
    return [*operations, *actions, *_rows(members)]


def _operations(documents: Mapping[str, Document], shown: Mapping[str, Shown]) -> Iterator[RestObject]:
    found = [
        (docname, operation)
        for docname in sorted(shown)
        for operation in documents[docname].operations
        if operation.anchor in shown[docname]
    ]
    shorts = [operation_name(operation) for _, operation in found]
    longs = [canonical(f"{short} {operation.title}") for short, (_, operation) in zip(shorts, found, strict=True)]
    names = unique_names(zip(shorts, longs, strict=True))
    for name, short, (docname, operation) in zip(names, shorts, found, strict=True):
        yield RestObject(
            kind="operation",
            name=name,
            short=short,
            docname=docname,
            anchor=operation.anchor,
            source=operation.source,
            operation=operation,
        )


def _actions(operations: list[RestObject]) -> Iterator[RestObject]:
    shorts = [canonical(one.operation.action or "") for one in operations]
    names = unique_names((short, one.name) for short, one in zip(shorts, operations, strict=True))
    for name, short, one in zip(names, shorts, operations, strict=True):
        yield replace(one, kind="action", name=name, short=short, parent=one)


def _rows(members: list[tuple[RestObject, Member]]) -> Iterator[RestObject]:
    rows = [canonical(member.name) for _, member in members]
    pairs = [
        (f"{one.name} {row}", f"{one.name} {qualified(member.part, row)}")
        for row, (one, member) in zip(rows, members, strict=True)
    ]
    for name, (short, _), row, (one, member) in zip(unique_names(pairs), pairs, rows, members, strict=True):
        yield RestObject(
            kind=member.kind,
            name=name,
            short=short,
            docname=one.docname,
            anchor=member.anchor,
            source=member.source,
            operation=one.operation,
            parent=one,
            row=row,
            part=member.part,
        )


def inventory(objects: Iterable[RestObject]) -> Iterator[Entry]:
    """Yield what stands in inventories and in the search.

    A name that several objects share leads to the first of them, lest links from outside break when a second comes.
    """
    objects = list(objects)
    taken = {(one.kind, one.name) for one in objects}
    for one in objects:
        yield one.name, one.display, one.kind, one.docname, one.anchor, _PRIORITIES[one.kind]
        if (one.kind, one.short) not in taken:
            taken.add((one.kind, one.short))
            yield one.short, one.display, one.kind, one.docname, one.anchor, _HIDDEN
