"""A document whose nodes are found and visited with less ado.

Some sixty transforms and collectors look through every node of a document. docutils' `findall` hands what a leaf yields
through one generator after another, up to the root; that was a tenth of a build. Here one generator goes down and up.
It yields the same nodes in the same order, and like docutils' it looks at the children of a node when it comes to them,
so that what a loop changes ahead of itself is seen.

Visitors are told by docutils, for each node several times, what they are about to do, in case somebody debugs them.
Here they are not, and what they do is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    _Nodes = Generator[nodes.Node, None, None]
    _Do = Callable[[nodes.Node], object]


# Named like docutils', because visitors find their methods by the name of a class.
class document(nodes.document):  # noqa: N801
    """A document with a faster `findall`, `walk` and `walkabout`."""

    def findall(
        self,
        condition: Any = None,  # noqa: ANN401  # docutils' signature, here and below
        include_self: bool = True,  # noqa: FBT001, FBT002
        descend: bool = True,  # noqa: FBT001, FBT002
        siblings: bool = False,  # noqa: FBT001, FBT002
        ascend: bool = False,  # noqa: FBT001, FBT002
    ) -> Generator[Any, None, None]:
        """Return an iterator over the document and all below it that meets *condition*."""
        if not include_self or not descend or siblings or ascend:
            return super().findall(condition, include_self, descend, siblings, ascend)
        if condition is None:
            condition = nodes.Node
        return _of_class(self, condition) if isinstance(condition, (type, tuple)) else _meeting(self, condition)

    def walk(self, visitor: nodes.NodeVisitor) -> bool:
        """Have *visitor* visit all nodes; return whether it has stopped that."""
        return super().walk(visitor) if _is_debugged(visitor) else _walk(self, _visit_of(visitor))

    def walkabout(self, visitor: nodes.NodeVisitor) -> bool:
        """Have *visitor* visit all nodes and depart from them; return whether it has stopped that."""
        if _is_debugged(visitor):
            return super().walkabout(visitor)
        return _walk_about(self, _visit_of(visitor), _depart_of(visitor))


# The two differ in what they ask of a node. A call for that would cost more than the generators that are saved.
def _of_class(root: nodes.Node, wanted: type | tuple[type, ...]) -> _Nodes:
    has_texts = issubclass(nodes.Text, wanted)
    if isinstance(root, wanted):
        yield root
    level, above = iter(root.children), []
    while True:
        for node in level:
            # Texts are half of all nodes, and have no children.
            if type(node) is nodes.Text:
                if has_texts:
                    yield node
                continue
            if isinstance(node, wanted):
                yield node
            if node.children:
                above.append(level)
                level = iter(node.children)
                break
        else:
            if not above:
                return
            level = above.pop()


def _meeting(root: nodes.Node, condition: Callable[[nodes.Node], bool]) -> _Nodes:
    if condition(root):
        yield root
    level, above = iter(root.children), []
    while True:
        for node in level:
            if condition(node):
                yield node
            if node.children:
                above.append(level)
                level = iter(node.children)
                break
        else:
            if not above:
                return
            level = above.pop()


def _is_debugged(visitor: nodes.NodeVisitor) -> bool:
    return bool(visitor.document.reporter.debug_flag)


def _visit_of(visitor: nodes.NodeVisitor) -> _Do:
    if type(visitor).dispatch_visit is not nodes.NodeVisitor.dispatch_visit:
        return visitor.dispatch_visit
    return lambda node: getattr(visitor, f"visit_{type(node).__name__}", visitor.unknown_visit)(node)


def _depart_of(visitor: nodes.NodeVisitor) -> _Do:
    if type(visitor).dispatch_departure is not nodes.NodeVisitor.dispatch_departure:
        return visitor.dispatch_departure
    return lambda node: getattr(visitor, f"depart_{type(node).__name__}", visitor.unknown_departure)(node)


def _walk(node: nodes.Node, visit: _Do) -> bool:
    """Do as docutils' `Node.walk`, whose contract the exceptions are."""
    has_stopped = False
    try:
        try:
            visit(node)
        except (nodes.SkipChildren, nodes.SkipNode):
            return False
        except nodes.SkipDeparture:
            pass
        try:
            for child in node.children[:]:
                if _walk(child, visit):
                    has_stopped = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.StopTraversal:
        has_stopped = True
    return has_stopped


def _walk_about(node: nodes.Node, visit: _Do, depart: _Do) -> bool:
    """Do as docutils' `Node.walkabout`, whose contract the exceptions are."""
    is_departing, has_stopped = True, False
    try:
        try:
            visit(node)
        except nodes.SkipNode:
            return False
        except nodes.SkipDeparture:
            is_departing = False
        try:
            for child in node.children[:]:
                if _walk_about(child, visit, depart):
                    has_stopped = True
                    break
        except nodes.SkipSiblings:
            pass
    except nodes.SkipChildren:
        pass
    except nodes.StopTraversal:
        has_stopped = True
    if is_departing:
        depart(node)
    return has_stopped


def make_lean(made: nodes.document) -> None:
    """Have *made*, a document of docutils, find its nodes so."""
    if type(made) is nodes.document:
        made.__class__ = document
