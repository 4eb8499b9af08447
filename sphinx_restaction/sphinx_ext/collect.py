"""A doctree as the blocks that `resolve` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.model.outline import Block, Heading, Prose, SampleBlock
from sphinx_restaction.sources.restructured.inline import make_prose, plain_text
from sphinx_restaction.sphinx_ext.nodes import (
    fragment_store,
    parameter_table,
    rest_method,
    status_table,
)
from sphinx_restaction.sphinx_ext.places import location

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Nodes that hold no block of ours. A system message quotes what docutils has left out.
_LEAVES = (fragment_store, nodes.Invisible, nodes.TextElement, nodes.system_message)

Found = tuple[nodes.Node, Block]


def collect_blocks(document: nodes.document) -> Iterator[Found]:
    """Yield what *document* holds, in reading order, each block with its node.

    What the cells of a table say is no prose: it lists no status codes and is no caption of the sample behind it.
    """
    yield from _inside(document, 0)


def _blocks(node: nodes.Node, level: int) -> Iterator[Found]:
    if isinstance(node, nodes.section):
        yield from _inside(node, level + 1)
    elif isinstance(node, (rest_method, parameter_table, status_table)):
        yield node, node.block
    elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        yield node, Heading(level=level, text=plain_text(_raw(node)))
    elif isinstance(node, nodes.literal_block):
        yield node, _sample(node)
    elif isinstance(node, (nodes.paragraph, nodes.caption)):
        yield node, _paragraph(node)
    elif isinstance(node, nodes.table):
        yield node, make_prose("", location(node.source, node.line))
        yield from (found for found in _inside(node, level) if not isinstance(found[1], Prose))
    elif isinstance(node, nodes.Element) and not isinstance(node, _LEAVES):
        yield from _inside(node, level)


def _inside(node: nodes.Element, level: int) -> Iterator[Found]:
    for child in node.children:
        yield from _blocks(child, level)


def _sample(node: nodes.literal_block) -> SampleBlock:
    file = node.get("source")
    path = location(file, None).file if file else None
    # docutils takes NUL characters for its own signs and drops them where it shows a text.
    is_plain = len(node) == 1 and isinstance(node[0], nodes.Text) and str(node[0]) == node.rawsource
    text = node.rawsource if is_plain else node.astext()
    return SampleBlock(file=path, text=text, source=location(node.source, node.line))


def _paragraph(node: nodes.paragraph | nodes.caption) -> Block:
    source = location(node.source, node.line)
    if "missing-sample" in node:
        return SampleBlock(file=node["missing-sample"], text=None, source=source)
    return make_prose(_raw(node), source)


def _raw(node: nodes.TextElement) -> str:
    """Return the text as written: without translations and typographical quotes, like that of other readers."""
    return node.rawsource or node.astext()
