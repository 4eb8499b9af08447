"""A doctree as the blocks that `resolve` reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_restaction.diagnostics import Location
from sphinx_restaction.model.outline import Block, Heading, Prose, SampleBlock
from sphinx_restaction.sphinx_ext.nodes import (
    fragment_store,
    parameter_table,
    rest_method,
    status_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGIT_RE = re.compile(r"\d")
#: Nodes that hold no block of ours.
_LEAVES = (fragment_store, nodes.Invisible, nodes.TextElement)

Found = tuple[nodes.Node, Block]


def collect_blocks(document: nodes.document) -> Iterator[Found]:
    """Yield what *document* holds, in reading order, each block with its node."""
    for child in document.children:
        yield from _blocks(child, 0)


def _blocks(node: nodes.Node, level: int) -> Iterator[Found]:
    if isinstance(node, nodes.section):
        for child in node.children:
            yield from _blocks(child, level + 1)
    elif isinstance(node, (rest_method, parameter_table, status_table)):
        yield node, node.block
    elif isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        yield node, Heading(level=level, text=node.astext())
    elif isinstance(node, nodes.literal_block):
        yield node, _sample(node)
    elif isinstance(node, (nodes.paragraph, nodes.caption)):
        yield node, _paragraph(node)
    elif isinstance(node, nodes.Element) and not isinstance(node, _LEAVES):
        for child in node.children:
            yield from _blocks(child, level)


def _sample(node: nodes.literal_block) -> SampleBlock:
    return SampleBlock(file=node.get("source"), text=node.astext(), source=_source(node))


def _paragraph(node: nodes.paragraph | nodes.caption) -> Block:
    if "missing-sample" in node:
        return SampleBlock(file=node["missing-sample"], text=None, source=_source(node))
    # What is looked for in prose, codes and versions, has digits; most paragraphs have none.
    text = node.astext() if _DIGIT_RE.search(node.rawsource or node.astext()) else ""
    return Prose(text=text, source=_source(node))


def _source(node: nodes.Element) -> Location:
    return Location(node.source or "", node.line or 1)
