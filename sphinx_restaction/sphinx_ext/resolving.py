"""Makes links of what roles name, and reports what they name wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.util.nodes import make_refnode

from sphinx_restaction.sphinx_ext.link_faults import LinkReport, ambiguous, unknown
from sphinx_restaction.sphinx_ext.names import is_qualified
from sphinx_restaction.sphinx_ext.objects import OBJECT_TYPES
from sphinx_restaction.sphinx_ext.places import location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder

    from sphinx_restaction.diagnostics import Location
    from sphinx_restaction.sphinx_ext.domain import RestDomain
    from sphinx_restaction.sphinx_ext.objects import RestObject
    from sphinx_restaction.sphinx_ext.shown import Kind

_KINDS = {role: cast("Kind", kind) for kind, found in OBJECT_TYPES.items() for role in found.roles}
#: What the role ``any`` may mean. An action has no name that only an action can have.
_ANY: tuple[Kind, ...] = ("operation", "parameter", "status")


class Resolver:
    """Resolves the references of one build."""

    def __init__(self, domain: RestDomain) -> None:
        self._domain = domain
        self._report = LinkReport(domain)

    def resolve(self, node: pending_xref, builder: Builder, docname: str, content: Element) -> nodes.reference | None:
        """Return the link from *docname* that *node* wants; if it can be to several places, to the first."""
        kind = _KINDS[node["reftype"]]
        found = self._domain.links.find(kind, node["reftarget"], self._owner(node))
        if len(found) > 1:
            self._report.report(ambiguous(kind, node["reftarget"], _place(node), found))
        return _link(found[0], builder, docname, content) if found else None

    def resolve_any(
        self, target: str, builder: Builder, docname: str, content: Element
    ) -> list[tuple[str, nodes.reference]]:
        """Return what the role ``any`` may mean: only names with method and path, for other words mean other things."""
        if not is_qualified(target):
            return []
        return [
            (f"rest:{OBJECT_TYPES[kind].roles[0]}", _link(one, builder, docname, content))
            for kind in _ANY
            for one in self._domain.links.find(kind, target)
        ]

    def report_missing(self, node: pending_xref) -> None:
        """Report that what *node* wants is nowhere."""
        self._report.report(unknown(_KINDS[node["reftype"]], node["reftarget"], _place(node), self._domain.links))

    def _owner(self, node: pending_xref) -> tuple[str, str] | None:
        """Return the operation whose section holds *node*."""
        docname = node["refdoc"]
        anchors = self._domain.shown.get(docname, {})
        for parent in _parents(node):
            for name in parent["ids"]:
                if name in anchors:
                    return docname, name
        return None


def _parents(node: nodes.Node) -> Iterator[Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _place(node: pending_xref) -> Location:
    """Return where the text with *node* stands; within a catalogue, Sphinx gives a role the line of another file."""
    text = next((parent for parent in _parents(node) if parent.source and parent.line), node)
    return location(text.source, text.line)


def _link(one: RestObject, builder: Builder, docname: str, content: Element) -> nodes.reference:
    return make_refnode(builder, docname, one.docname, one.anchor, content, one.display)
