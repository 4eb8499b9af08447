"""The index of operations by path, and the index of actions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.domains import Index, IndexEntry

from sphinx_restaction.resolve.anchors import slug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_restaction.sphinx_ext.domain import RestDomain
    from sphinx_restaction.sphinx_ext.objects import RestObject
    from sphinx_restaction.sphinx_ext.shown import Kind

    _Content = list[tuple[str, list[IndexEntry]]]

_VERSION_RE = re.compile(r"v\d+(\.\d+)?", re.IGNORECASE)


class _RestIndex(Index):
    """An index of the objects of one kind."""

    kind: Kind
    domain: RestDomain

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[_Content, bool]:
        """Return the entries of *docnames*, or of all documents, in groups."""
        wanted = None if docnames is None else set(docnames)
        objects = (one for one in self.domain.objects if one.kind == self.kind)
        shown = sorted((one for one in objects if wanted is None or one.docname in wanted), key=self._order)
        groups: dict[str, list[IndexEntry]] = {}
        for one in shown:
            groups.setdefault(self._group(one), []).append(self._entry(one))
        return sorted(groups.items(), key=lambda group: group[0].casefold()), False

    def _order(self, one: RestObject) -> tuple[str, ...]:
        raise NotImplementedError

    def _group(self, one: RestObject) -> str:
        """Return the heading of the group; it becomes part of an id, and Sphinx does not escape it."""
        raise NotImplementedError

    def _entry(self, one: RestObject) -> IndexEntry:
        raise NotImplementedError


class PathIndex(_RestIndex):
    """Operations by path, grouped by the first part of it that tells anything."""

    name = "paths"
    localname = "Operations by path"
    shortname = "paths"
    kind = "operation"

    def _order(self, one: RestObject) -> tuple[str, ...]:
        return one.path.casefold(), one.operation.method, one.name

    def _group(self, one: RestObject) -> str:
        parts = one.path.split("/")
        telling = (part for part in parts if part and not part.startswith("{") and not _VERSION_RE.fullmatch(part))
        part = next(telling, "")
        return slug(part).casefold() if part else "/"

    def _entry(self, one: RestObject) -> IndexEntry:
        name = f"{one.operation.method} {one.path}"
        return IndexEntry(name, 0, one.docname, one.anchor, one.operation.action or "", "", one.operation.title)


class ActionIndex(_RestIndex):
    """Actions by name."""

    name = "actions"
    localname = "Actions"
    shortname = "actions"
    kind = "action"

    def _order(self, one: RestObject) -> tuple[str, ...]:
        return one.short.casefold(), one.short, one.name

    def _group(self, one: RestObject) -> str:
        return slug(one.short[:1]).upper()

    def _entry(self, one: RestObject) -> IndexEntry:
        place = f"{one.operation.method} {one.path}"
        return IndexEntry(one.short, 0, one.docname, one.anchor, place, "", one.operation.title)


INDICES: list[type[Index]] = [PathIndex, ActionIndex]
